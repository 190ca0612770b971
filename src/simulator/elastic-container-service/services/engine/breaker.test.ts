import { describe, expect, it } from '@jest/globals';
import { breakerThreshold, isTripped } from './breaker.ts';

describe('the threshold of the circuit breaker', () => {
  it.each([
    { reason: 'half of the tasks when nothing is said', type: undefined, value: undefined, desired: 20, is: 10 },
    { reason: 'at least three', type: 'BOUNDED_PERCENT', value: 50, desired: 1, is: 3 },
    { reason: 'at least three for no tasks', type: 'BOUNDED_PERCENT', value: 50, desired: 0, is: 3 },
    { reason: 'rounded up', type: 'BOUNDED_PERCENT', value: 50, desired: 9, is: 5 },
    { reason: 'at most two hundred', type: 'BOUNDED_PERCENT', value: 100, desired: 1_000, is: 200 },
    { reason: 'unbounded: fewer than three', type: 'UNBOUNDED_PERCENT', value: 50, desired: 2, is: 1 },
    { reason: 'unbounded: more than two hundred', type: 'UNBOUNDED_PERCENT', value: 50, desired: 1_000, is: 500 },
    { reason: 'a count is a count', type: 'COUNT', value: 1, desired: 1_000, is: 1 },
  ] as const)('is $reason', ({ type, value, desired, is }) => {
    const thresholdConfiguration = type === undefined ? undefined : { type, value };
    expect(breakerThreshold({ enable: true, rollback: true, thresholdConfiguration }, desired)).toBe(is);
  });

  it.each([
    { reason: 'not below', breaker: { enable: true, rollback: true }, failed: 2, is: false },
    { reason: 'when reached', breaker: { enable: true, rollback: true }, failed: 3, is: true },
    { reason: 'never when it is off', breaker: { enable: false, rollback: true }, failed: 100, is: false },
    { reason: 'never without one', breaker: undefined, failed: 100, is: false },
  ])('trips $reason', ({ breaker, failed, is }) => {
    expect(isTripped(breaker, failed, 2)).toBe(is);
  });
});
