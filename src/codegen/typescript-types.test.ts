import { describe, expect, it } from '@jest/globals';
import type { Schema } from './schema.ts';
import { typescriptTypes } from './typescript-types.ts';

const tag: Schema = { typeName: 'Tag', type: 'object', required: ['key'], properties: { key: { type: 'string' } } };

function member(schema: Schema): string {
  return typescriptTypes({ typeName: 'Spec', type: 'object', properties: { field: schema } });
}

describe('typescriptTypes', () => {
  it.each([
    [{ type: 'string' }, 'string'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'number' }, 'number'],
    [{ type: 'boolean' }, 'boolean'],
    [{ 'x-kubernetes-preserve-unknown-fields': true }, 'unknown'],
    [{ type: 'string', enum: ['a', 'b'] }, "'a' | 'b'"],
    [{ type: 'array', items: { type: 'string' } }, 'string[]'],
    [{ type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, "('a' | 'b')[]"],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'Record<string, string>'],
    [tag, 'Tag'],
    [{ type: 'array', items: tag }, 'Tag[]'],
  ] satisfies [Schema, string][])('%j', (schema, type) => {
    expect(member(schema)).toContain(`  field?: ${type};\n`);
  });

  it('tells required from optional, and carries descriptions', () => {
    const source = typescriptTypes({
      typeName: 'Spec',
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string', description: 'First.' }, b: { type: 'string' } },
    });
    expect(source).toContain('  /** First. */\n  a: string;\n  b?: string;\n');
  });

  it('writes each named structure once, the root first', () => {
    const source = typescriptTypes({
      typeName: 'Spec',
      type: 'object',
      properties: { x: { type: 'array', items: tag }, y: tag },
    });
    expect(source.match(/export interface \w+/g)).toEqual(['export interface Spec', 'export interface Tag']);
  });

  it('refuses two structures of one name', () => {
    const other: Schema = { typeName: 'Tag', type: 'object', properties: {} };
    expect(() => typescriptTypes({ typeName: 'Spec', type: 'object', properties: { x: tag, y: other } })).toThrow(
      'two structures are called Tag',
    );
  });
});
