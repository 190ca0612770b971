import { API_VERSION } from '../../api/resources.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Schema } from '../schema.ts';
import { constraints } from './constraints.ts';
import { markdownTable, page } from './markdown.ts';

/** The reference page of a kind: every field of spec and status with type, bounds and meaning, and every rule. */
export function kindPage(kind: Kind): string {
  const { kind: name, plural, shortName } = kind.resource;
  return page([
    `# ${name}`,
    kind.description,
    `\`apiVersion: ${API_VERSION}\`, \`kind: ${name}\`; \`kubectl get ${plural}\` or \`kubectl get ${shortName}\`.`,
    `The spec mirrors ${kind.mirrors.join(', ')} of the AWS API. What a manifest does not carry stands in [exceptions.md](exceptions.md).`,
    '## Spec',
    fieldTable(kind.spec),
    '### Rules',
    'The API server refuses an object that breaks one of these, with the message given here. A path names the part of the spec that the rule speaks of.',
    rules(kind.spec),
    '## Status',
    fieldTable(kind.status),
    '## Columns of `kubectl get`',
    markdownTable(
      ['Column', 'Shown', 'Meaning'],
      kind.columns.map((column) => [
        column.name,
        column.priority === 0 ? 'always' : 'with `-o wide`',
        column.description,
      ]),
    ),
    `Field selectors: ${kind.selectableFields.map((field) => `\`${field.slice(1)}\``).join(', ')}.`,
  ]);
}

function fieldTable(schema: Schema): string {
  const rows = fields(schema, '').map(({ path, field, required }) => [
    `\`${path}\`${required ? ' (required)' : ''}`,
    constraints(field),
    field.description ?? '',
  ]);
  return markdownTable(['Field', 'Type', 'Meaning'], rows);
}

interface Field {
  readonly path: string;
  readonly field: Schema;
  readonly required: boolean;
}

function fields(schema: Schema, prefix: string): Field[] {
  const settable = Object.entries(schema.properties ?? {}).filter(([, field]) => field.refused !== true);
  return settable.flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const own: Field = { path, field, required: schema.required?.includes(name) === true };
    return [own, ...fields(field, `${path}.`), ...fields(field.items ?? {}, `${path}[].`)];
  });
}

function rules(schema: Schema): string {
  const all = [{ path: '', field: schema }, ...fields(schema, '')].flatMap(({ path, field }) => [
    ...messages(path, field),
    ...messages(`${path}[]`, field.items ?? {}),
  ]);
  return all.join('\n');
}

function messages(path: string, schema: Schema): string[] {
  const where = path === '' || path === '[]' ? '`spec`' : `\`spec.${path}\``;
  return (schema['x-kubernetes-validations'] ?? []).map(({ message }) => `- ${where}: ${message}`);
}
