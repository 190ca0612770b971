import { describe, expect, it } from '@jest/globals';
import {
  choice,
  double,
  flag,
  integer,
  keyed,
  list,
  map,
  type MemberOverlay,
  type Overlays,
  set,
  structure,
  text,
  textItem,
} from './overlay.ts';
import { type Source, structureSchema } from './schema-from-sdk.ts';
import { readStructure } from './sdk/static-schema.ts';

const leaf = [3, 'ns', 'Leaf', 0, ['Key'], [0], 1];

/** A structure `Root` with one member `Field` of the given encoding. */
function root(field: unknown, required = 0) {
  return readStructure([3, 'ns', 'Root', 0, ['Field'], [field], required]);
}

function source(field: MemberOverlay, more: Overlays = {}): Source {
  return {
    sdk: { enumeration: () => undefined },
    overlays: { Root: { members: { Field: field } }, Leaf: { members: { Key: text('Key.', 128) } }, ...more },
    fieldName: (member) => member.toLowerCase(),
  };
}

function fieldSchema(field: unknown, overlay: MemberOverlay) {
  return structureSchema(source(overlay), root(field)).properties?.['field'];
}

describe('structureSchema', () => {
  it.each([
    [
      0,
      text('T.', 10, { minLength: 1, pattern: '^a' }),
      { type: 'string', minLength: 1, maxLength: 10, pattern: '^a' },
    ],
    [1, integer('I.', 0, 10), { type: 'integer', format: 'int32', minimum: 0, maximum: 10 }],
    [1, integer('I.', 0, 2 ** 40), { type: 'integer', format: 'int64', minimum: 0, maximum: 2 ** 40 }],
    [1, double('D.', 0.1, 100), { type: 'number', format: 'double', minimum: 0.1, maximum: 100 }],
    [1, double('D.', -Infinity, Infinity), { type: 'number', format: 'double' }],
    [2, flag('F.'), { type: 'boolean' }],
    [4, { type: 'time', description: 'W.' }, { type: 'string', format: 'date-time' }],
    [15, { type: 'document', description: 'J.' }, { 'x-kubernetes-preserve-unknown-fields': true }],
    [
      64 | 0,
      list('L.', 3, { item: textItem(5) }),
      { type: 'array', maxItems: 3, 'x-kubernetes-list-type': 'atomic', items: { type: 'string', maxLength: 5 } },
    ],
    [
      64 | 0,
      set('S.', 3, { minItems: 1, item: textItem(5) }),
      {
        type: 'array',
        minItems: 1,
        maxItems: 3,
        'x-kubernetes-list-type': 'set',
        items: { type: 'string', maxLength: 5 },
      },
    ],
    [
      128 | 0,
      map('M.', 7, 9),
      { type: 'object', maxProperties: 7, additionalProperties: { type: 'string', maxLength: 9 } },
    ],
  ] satisfies [unknown, MemberOverlay, object][])('%j under its overlay', (encoded, overlay, expected) => {
    expect(fieldSchema(encoded, overlay)).toEqual({ description: overlay.description, ...expected });
  });

  it('spells list keys as the manifest does', () => {
    const schema = fieldSchema([1, 'ns', 'Leaves', 0, () => leaf], keyed('K.', 5, 'Key'));
    expect(schema).toMatchObject({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['key'] });
    expect(schema?.items).toMatchObject({ typeName: 'Leaf', required: ['key'] });
  });

  it('requires what the SDK requires, and what the overlay adds', () => {
    const required = text('T.', 1, { required: true });
    expect(structureSchema(source(text('T.', 1)), root(0, 1)).required).toEqual(['field']);
    expect(structureSchema(source(required), root(0)).required).toEqual(['field']);
    expect(structureSchema(source(text('T.', 1)), root(0)).required).toBeUndefined();
  });

  it('takes the values of an enumeration, less those that cannot apply', () => {
    const withEnumeration: Source = {
      ...source(choice('C.', { only: (value) => value !== 'b' })),
      sdk: { enumeration: () => ['a', 'b', 'c'] },
    };
    expect(structureSchema(withEnumeration, root(0)).properties?.['field']).toMatchObject({ enum: ['a', 'c'] });
  });

  it('makes a union a structure of exactly one member', () => {
    const union = readStructure([4, 'ns', 'Root', 0, ['Field'], [0]]);
    expect(structureSchema(source(text('T.', 1)), union)).toMatchObject({ minProperties: 1, maxProperties: 1 });
  });

  it('carries the rules of structures and members', () => {
    const rule = { rule: 'true', message: 'm' };
    const ruled = source(list('L.', 1, { item: textItem(1), rules: [rule] }), {
      Root: { rules: [rule], members: { Field: list('L.', 1, { item: textItem(1), rules: [rule] }) } },
    });
    const schema = structureSchema(ruled, root(64 | 0));
    expect(schema['x-kubernetes-validations']).toEqual([rule]);
    expect(schema.properties?.['field']?.['x-kubernetes-validations']).toEqual([rule]);
  });

  it('leaves members out', () => {
    const empty = { ...source(flag('F.')), overlays: { Root: { members: {} } } };
    expect(structureSchema(empty, root(0), new Set(['Field'])).properties).toEqual({});
  });
});

describe('what does not fit together', () => {
  it.each([
    [
      'a structure without overlay',
      [3, 'ns', 'Unknown', 0, [], []],
      structure('S.'),
      'structure Unknown has no overlay',
    ],
    ['a string as a flag', 0, flag('F.'), 'Root.Field: a string cannot be a flag'],
    ['a number as a text', 1, text('T.', 1), 'Root.Field: a number cannot be a text'],
    ['a list as a text', 64 | 0, text('T.', 1), 'Root.Field: a list cannot be a text'],
    ['a string as a list', 0, list('L.', 1), 'Root.Field: a string cannot be a list'],
    ['a list as a map', 64 | 0, map('M.', 1, 1), 'Root.Field: a list cannot be a map'],
    ['a string as a structure', 0, structure('S.'), 'Root.Field: a string cannot be a structure'],
    ['a plain string as a choice', 0, choice('C.'), 'Root.Field: the SDK declares no enumeration'],
  ] satisfies [string, unknown, MemberOverlay, string][])('%s', (_case, encoded, overlay, message) => {
    expect(() => fieldSchema(encoded, overlay)).toThrow(message);
  });

  it('an enumeration as a text', () => {
    const withEnumeration: Source = { ...source(text('T.', 1)), sdk: { enumeration: () => ['a'] } };
    expect(() => structureSchema(withEnumeration, root(0))).toThrow('Root.Field: is an enumeration');
  });

  it('a member that a new SDK brings', () => {
    const overlays = { Root: { members: {} } };
    expect(() => structureSchema({ ...source(flag('F.')), overlays }, root(0))).toThrow('Root.Field has no overlay');
  });

  it('a member that a new SDK lacks', () => {
    const overlays = { Root: { members: { Field: flag('F.'), Gone: flag('G.') } } };
    expect(() => structureSchema({ ...source(flag('F.')), overlays }, root(2))).toThrow('Root has no member Gone');
  });
});
