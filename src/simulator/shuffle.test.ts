import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shuffled } from './shuffle.ts';

describe('shuffled', () => {
  it('keeps every item, and the given list as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.double({ min: 0, max: 0.999, noNaN: true }), (items, chance) => {
        const before = [...items];
        expect(shuffled(items, () => chance).toSorted((a, b) => a - b)).toEqual(before.toSorted((a, b) => a - b));
        expect(items).toEqual(before);
      }),
    );
  });

  it('reaches every order', () => {
    const orders = new Set(Array.from({ length: 300 }, () => shuffled(['a', 'b', 'c'], Math.random).join('')));
    expect(orders.size).toBe(6);
  });
});
