import { describe, expect, it } from '@jest/globals';
import { COUNTS_EVERY_MS, withSettledCounts } from './settled-counts.ts';

const T = Date.UTC(2026, 10, 21, 12);
const countsAt = new Date(T).toISOString();
const before = { desiredCount: 2, runningCount: 1, pendingCount: 1, countsAt, note: 'a' };

describe('counts in status', () => {
  it.each([
    ['stay as they are when nothing changed', { ...before }, 5_000, before],
    ['wait when they alone changed a moment ago', { ...before, runningCount: 2 }, COUNTS_EVERY_MS - 1, before],
    [
      'are written when they alone changed a while ago',
      { ...before, runningCount: 2 },
      COUNTS_EVERY_MS,
      { ...before, runningCount: 2, countsAt: new Date(T + COUNTS_EVERY_MS).toISOString() },
    ],
    [
      'go along with other news',
      { ...before, runningCount: 2, note: 'b' },
      1_000,
      { ...before, runningCount: 2, note: 'b', countsAt: new Date(T + 1_000).toISOString() },
    ],
    ['do not move their time with other news', { ...before, note: 'b' }, 90_000, { ...before, note: 'b' }],
  ])('%s', (_case, next, later, expected) => {
    expect(withSettledCounts(before, next, T + later)).toEqual(expected);
  });

  it('are written at once the first time', () => {
    expect(withSettledCounts({}, { runningCount: 1 }, T)).toEqual({ runningCount: 1, countsAt });
  });
});
