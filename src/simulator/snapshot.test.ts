import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromSnapshot, toSnapshot } from './snapshot.ts';

/** What a world may hold, keys that look like marks included. */
const plainData = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('array'), tie('map'), tie('set'), tie('object')),
  leaf: fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constantFrom(null, undefined, -0)),
  array: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.array(fc.tuple(tie('leaf'), tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  set: fc.array(tie('value'), { maxLength: 4 }).map((items) => new Set(items)),
  object: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('$map', '$set', '$object', '$value', '__proto__', 'toString', '1')),
    tie('value'),
    { maxKeys: 4, noNullPrototype: true },
  ),
}));

describe('snapshots', () => {
  it('bring back maps and sets, also nested ones', () => {
    const world = { a: new Map([['x', { tags: new Set([1, 2]) }]]), b: new Map([[3, new Map([['y', [null]]])]]) };
    expect(fromSnapshot(toSnapshot(world))).toEqual(world);
  });

  it('bring back any plain data, and make the same text of it', () => {
    fc.assert(
      fc.property(plainData.value, (value) => {
        const text = toSnapshot(value);
        expect(fromSnapshot(text)).toStrictEqual(value);
        expect(toSnapshot(fromSnapshot(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it.each([[new Date(0)], [() => 1], [Symbol('a')], [1n], [{ deep: [new Map([['a', new Error('b')]])] }]])(
    'refuse what is no plain data: %p',
    (value) => {
      expect(() => toSnapshot(value)).toThrow(TypeError);
    },
  );

  it.each(['{"$map":1}', '{"$other":[]}', '{"$value":"many"}', '{"$object":{}}'])('are not made of %s', (text) => {
    expect(() => fromSnapshot(text)).toThrow(TypeError);
  });
});
