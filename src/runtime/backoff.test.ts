import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Backoff, backoffDelay, reconcileBackoff } from './backoff.ts';

const almostOne = 1 - Number.EPSILON;

describe('backoffDelay', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [9, 256_000],
    [10, 300_000],
    [11, 300_000],
    [5_000, 300_000],
  ])('after %i failures in a row stays within %i ms', (failures, bound) => {
    expect(backoffDelay(failures, () => 0)).toBe(0);
    expect(backoffDelay(failures, () => 0.5)).toBe(bound / 2);
    expect(backoffDelay(failures, () => almostOne)).toBe(bound);
  });

  it('never leaves its bounds and never falls as failures grow', () => {
    const unit = fc.double({ min: 0, max: almostOne, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), unit, (failures, value) => {
        const delay = backoffDelay(failures, () => value);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(reconcileBackoff.capMs);
        expect(backoffDelay(failures + 1, () => value)).toBeGreaterThanOrEqual(delay);
      }),
    );
  });

  it('spreads over the whole range', () => {
    const delays = [0.1, 0.3, 0.7, 0.9].map((value) => backoffDelay(4, () => value));
    expect(delays).toEqual([800, 2_400, 5_600, 7_200]);
  });

  it('takes other limits', () => {
    expect(backoffDelay(3, () => 0.5, { baseMs: 10, capMs: 30 })).toBe(15);
  });
});

describe('Backoff', () => {
  it('counts per key and starts again after forget', () => {
    const backoff = new Backoff(() => 0.5);
    expect([backoff.next('a'), backoff.next('a'), backoff.next('b')]).toEqual([500, 1_000, 500]);
    expect(backoff.failures('a')).toBe(2);
    backoff.forget('a');
    expect(backoff.failures('a')).toBe(0);
    expect(backoff.next('a')).toBe(500);
    expect(backoff.next('b')).toBe(1_000);
  });
});
