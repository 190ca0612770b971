import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { customResourceDefinition } from './crd.ts';
import { generatedFiles } from './generated-files.ts';
import { kinds } from './kinds/kinds.ts';
import type { Schema } from './schema.ts';

const root = join(import.meta.dirname, '..', '..');
const BUDGET = 200_000;

const definitions = kinds().map((kind) => ({ name: kind.resource.kind, kind, crd: customResourceDefinition(kind) }));

interface Found {
  readonly path: string;
  readonly schema: Schema;
}

function everySchema(schema: Schema, path: string): Found[] {
  const below = [
    ...Object.entries(schema.properties ?? {}).map(([name, child]) => [`${path}.${name}`, child] as const),
    ...(schema.items ? [[`${path}[]`, schema.items] as const] : []),
    ...(schema.additionalProperties ? [[`${path}{}`, schema.additionalProperties] as const] : []),
  ];
  return [{ path, schema }, ...below.flatMap(([name, child]) => everySchema(child, name))];
}

function isBounded({ type, format, ...schema }: Schema): boolean {
  if (type === 'string') return schema.maxLength !== undefined || schema.enum !== undefined || format === 'date-time';
  if (type === 'array') return schema.maxItems !== undefined;
  return type !== 'object' || schema.additionalProperties === undefined || schema.maxProperties !== undefined;
}

describe('generated files', () => {
  it.each([...generatedFiles()])('%s is as generated', (path, content) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(content);
  });

  it('come out the same every time', () => {
    expect([...generatedFiles()]).toEqual([...generatedFiles()]);
  });
});

describe.each(definitions)('the CRD of $name', ({ kind, crd }) => {
  const version = crd.spec.versions[0]!;
  const spec = everySchema(kind.spec, 'spec');
  const all = [...spec, ...everySchema(kind.status, 'status')];

  it('fits into the annotation of a client-side apply', () => {
    expect(JSON.stringify(crd).length).toBeLessThan(BUDGET);
  });

  it('is written to YAML without loss', () => {
    const written = generatedFiles().get(`crds/ecs-operator.dev_${kind.resource.plural}.yaml`);
    expect(parse(written ?? '')).toEqual(JSON.parse(JSON.stringify(crd)));
  });

  it('bounds every string, list and map', () => {
    expect(all.filter(({ schema }) => !isBounded(schema)).map(({ path }) => path)).toEqual([]);
  });

  it('has no default in the spec, and is born as not yet observed', () => {
    expect(spec.filter(({ schema }) => 'default' in schema)).toEqual([]);
    expect(kind.status.default).toEqual({ observedGeneration: -1 });
  });

  it('describes every field', () => {
    const fields = all.filter(({ path }) => !/(\[\]|\{\})$/.test(path));
    expect(fields.filter(({ schema }) => !/\w.*\.$/.test(schema.description ?? '')).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('gives every list a type, and requires the keys of lists with keys', () => {
    const lists = all.filter(({ schema }) => schema.type === 'array');
    const wrong = lists.filter(({ schema }) => {
      const keys = schema['x-kubernetes-list-map-keys'];
      if (schema['x-kubernetes-list-type'] !== 'map') return schema['x-kubernetes-list-type'] === undefined || keys;
      return !keys?.every((key) => schema.items?.required?.includes(key));
    });
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('names a field in backquotes in every message, and ends no message with a full stop', () => {
    const messages = all
      .flatMap(({ schema }) => schema['x-kubernetes-validations'] ?? [])
      .map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(3);
    expect(messages.filter((message) => !/`[\w.[\]]+`/.test(message) || message.endsWith('.'))).toEqual([]);
  });

  it('shows at most six columns by default, and a few fields to select by', () => {
    expect(kind.columns.filter(({ priority }) => priority === 0).length).toBeLessThanOrEqual(6);
    expect(version.selectableFields.length).toBeLessThanOrEqual(8);
  });

  it('carries nothing that is only for the generator', () => {
    expect(JSON.stringify(crd)).not.toContain('typeName');
  });
});
