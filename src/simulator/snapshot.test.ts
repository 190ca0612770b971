import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromSnapshot, toSnapshot } from './snapshot.ts';

describe('snapshots', () => {
  it('bring back maps and sets, also nested ones', () => {
    const world = { a: new Map([['x', { tags: new Set([1, 2]) }]]), b: new Map([[3, new Map([['y', [null]]])]]) };
    expect(fromSnapshot(toSnapshot(world))).toEqual(world);
  });

  it('bring back any plain data', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.jsonValue({ noUnicodeString: false }))), (entries) => {
        const world = { map: new Map(entries) };
        expect(fromSnapshot(toSnapshot(world))).toEqual(normalised(world));
      }),
    );
  });
});

/** JSON has no minus zero. */
function normalised(world: { map: Map<string, unknown> }): unknown {
  return { map: new Map([...world.map].map(([key, value]) => [key, JSON.parse(JSON.stringify(value))])) };
}
