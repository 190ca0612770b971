import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromSnapshot, snapshotLines } from './snapshot.ts';

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

/** Back and forth. */
function copy(value: unknown): unknown {
  return fromSnapshot(snapshotLines(value));
}

describe('snapshots', () => {
  it('bring back maps and sets, also nested ones', () => {
    const world = { a: new Map([['x', { tags: new Set([1, 2]) }]]), b: new Map([[3, new Map([['y', [null]]])]]) };
    expect(copy(world)).toEqual(world);
  });

  it('bring back any plain data, and make the same text of it', () => {
    fc.assert(
      fc.property(plainData.value, (value) => {
        const lines = [...snapshotLines(value)];
        expect(fromSnapshot(lines)).toStrictEqual(value);
        expect([...snapshotLines(fromSnapshot(lines))]).toEqual(lines);
      }),
      { numRuns: 500 },
    );
  });

  it.each([[new Date(0)], [() => 1], [Symbol('a')], [1n], [{ deep: [new Map([['a', new Error('b')]])] }]])(
    'refuse what is no plain data: %p',
    (value) => {
      expect(() => [...snapshotLines(value)]).toThrow(TypeError);
    },
  );

  it.each(['{"$map":1}', '{"$other":[]}', '{"$value":"many"}', '{"$object":{}}'])('are not made of %s', (text) => {
    expect(() => fromSnapshot([text])).toThrow(TypeError);
  });

  it('hold large maps by parts, in the order of their entries, also those within large maps', () => {
    const numbers = (count: number): Map<number, string> =>
      new Map(Array.from({ length: count }, (_, index) => [count - index, `${index}\n`]));
    const world = {
      a: numbers(100),
      b: numbers(101),
      c: new Map([...numbers(250).keys()].map((n) => [n, numbers(n)])),
    };
    const lines = [...snapshotLines(world)];
    expect(lines[0]).toMatch(/^{"a":{"\$map":.*},"b":{"\$apart":0},"c":{"\$apart":1}}$/);
    expect(lines.slice(1, 6).map((line) => line.slice(0, 3))).toEqual(['[0,', '[0,', '[1,', '[1,', '[1,']);
    expect(Math.max(...lines.map((line) => line.split('\n').length))).toBe(1);
    expect(fromSnapshot(lines)).toEqual(world);
    expect([...snapshotLines(fromSnapshot(lines))]).toEqual(lines);
  });

  it('are refused when a part belongs nowhere', () => {
    expect(() => fromSnapshot(['{}', '[0,[]]'])).toThrow('a line of a snapshot has no place: 0');
  });
});
