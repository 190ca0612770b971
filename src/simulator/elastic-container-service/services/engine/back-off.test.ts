import { describe, expect, it } from '@jest/globals';
import { backOff } from './back-off.ts';

describe('the wait after failures in a row', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 240],
    [3, 480],
    [4, 900],
    [5, 900],
    [1_000, 900],
  ])('after %i is %i s', (failures, seconds) => {
    expect(backOff(failures)).toBe(seconds * 1_000);
  });
});
