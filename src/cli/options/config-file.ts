import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { parseDocument } from 'yaml';
import type { OptionTable } from './table.ts';
import { UsageError } from './usage-error.ts';

/** The content of a configuration file, checked against the schema of its table. */
export type ConfigFile = Readonly<Record<string, unknown>>;

/** The JSON schema of a configuration file for `table`. */
export function configSchema(table: OptionTable): Readonly<Record<string, unknown>> {
  const properties = Object.entries(table).map(([name, { kind, description }]) => [
    name,
    { description, ...kind.schema },
  ]);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

/**
 * Reads a YAML (or JSON) file of settings. An empty file is one without settings.
 *
 * @throws UsageError when it cannot be read, is no YAML, or has keys or values that the table does not allow.
 */
export function readConfigFile(path: string, table: OptionTable): ConfigFile {
  const content = parseYaml(path, readText(path));
  const validate = new Ajv({ allErrors: true }).compile<ConfigFile>(configSchema(table));
  if (!validate(content)) {
    const complaints = (validate.errors ?? []).map((error) => `${path}: ${complaint(error, table)}`);
    throw new UsageError(complaints.join('\n'));
  }
  return content;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the configuration file: ${(error as Error).message}`);
  }
}

function parseYaml(path: string, text: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) {
    throw new UsageError(`${path}: ${error.message}`);
  }
  return (document.toJS() as unknown) ?? {};
}

function complaint(error: ErrorObject, table: OptionTable): string {
  if (error.keyword === 'additionalProperties' && error.instancePath === '') {
    const { additionalProperty } = error.params as { additionalProperty: string };
    return `unknown key ${additionalProperty}; allowed: ${Object.keys(table).join(', ')}`;
  }
  const [, name = ''] = error.instancePath.split('/');
  const option = table[name];
  return option === undefined
    ? `a mapping of settings is needed; allowed keys: ${Object.keys(table).join(', ')}`
    : `${error.instancePath.slice(1)} ${error.message}; allowed: ${option.kind.allowed}`;
}
