import { describe, expect, it } from '@jest/globals';
import { readShape, readStructure } from './static-schema.ts';

const LABELS = [2, 'ns', 'Labels', 0, 0, 0];
const LEAF = [3, 'ns', 'Leaf', 0, ['name', 'count'], [0, 1], 1];

describe('readShape', () => {
  it.each([
    [0, { type: 'string' }],
    [1, { type: 'number' }],
    [2, { type: 'boolean' }],
    [4, { type: 'timestamp' }],
    [15, { type: 'document' }],
    [64 | 0, { type: 'list', item: { type: 'string' } }],
    [128 | 1, { type: 'map', value: { type: 'number' } }],
    [[1, 'ns', 'Names', 0, 0], { type: 'list', item: { type: 'string' } }],
    [LABELS, { type: 'map', value: { type: 'string' } }],
    [[0, 'ns', 'Secret', 8, 0], { type: 'string' }],
    [() => LABELS, { type: 'map', value: { type: 'string' } }],
    [[() => LABELS, 0], { type: 'map', value: { type: 'string' } }],
  ])('reads %j', (encoded, expected) => {
    expect(readShape(encoded)).toEqual(expected);
  });

  it.each([[3], [64 | 5], ['text'], [[9, 'ns', 'Operation']], [[3, 'ns', 'Broken', 0]]])('refuses %j', (encoded) => {
    expect(() => readShape(encoded)).toThrow(/unknown/);
  });
});

describe('readStructure', () => {
  it('tells which members are required', () => {
    const structure = readStructure(LEAF);
    expect(structure.name).toBe('Leaf');
    expect(structure.members.map(({ name, required }) => [name, required])).toEqual([
      ['name', true],
      ['count', false],
    ]);
    expect(structure.members.map((member) => member.shape().type)).toEqual(['string', 'number']);
  });

  it('knows a union', () => {
    expect(readStructure([4, 'ns', 'Either', 0, ['a', 'b'], [0, 0]]).union).toBe(true);
    expect(readStructure(LEAF).union).toBe(false);
  });

  it('reads structures that contain themselves', () => {
    const tree: unknown[] = [3, 'ns', 'Tree', 0, ['child'], [() => tree]];
    const child = readStructure(tree).members[0]?.shape();
    expect(child).toMatchObject({ type: 'structure', name: 'Tree' });
  });

  it('refuses what is no structure', () => {
    expect(() => readStructure(LABELS)).toThrow('expected a structure, got a map');
  });
});
