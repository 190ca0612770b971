import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SeededRandom } from './seeded-random.ts';

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

function numbers(random: SeededRandom, count = 20): number[] {
  return Array.from({ length: count }, random.next);
}

describe('numbers from a seed', () => {
  it('are the same for one seed and stream, and others for any other', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, otherSeed) => {
        expect(numbers(new SeededRandom(seed, 1))).toEqual(numbers(new SeededRandom(seed, 1)));
        expect(numbers(new SeededRandom(seed, 1))).not.toEqual(numbers(new SeededRandom(seed, 2)));
        fc.pre(seed !== otherSeed);
        expect(numbers(new SeededRandom(seed, 1))).not.toEqual(numbers(new SeededRandom(otherSeed, 1)));
      }),
    );
  });

  it('go on from a state that was read', () => {
    fc.assert(
      fc.property(seeds, fc.nat(50), (seed, drawn) => {
        const [first, second] = [new SeededRandom(seed, 1), new SeededRandom(0, 9)];
        numbers(first, drawn);
        second.state = first.state;
        expect(numbers(second)).toEqual(numbers(first));
      }),
    );
  });

  it('lie in [0, 1), each tenth as often as the others', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of numbers(new SeededRandom(7, 1), 20_000)) tenths[Math.floor(number * 10)]! += 1;
    expect(tenths).toHaveLength(10);
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });
});
