import { describe, expect, it } from '@jest/globals';
import { checkTaskCount } from './task-count.ts';

describe('checkTaskCount', () => {
  it.each([undefined, 0, 5_000])('takes %s', (count) => {
    expect(() => checkTaskCount(count)).not.toThrow();
  });

  it.each([5_001, 2 ** 31, 1e308, 0.5])('refuses %s', (count) => {
    expect(() => checkTaskCount(count)).toThrow('The desired count can not be greater than 5000.');
  });
});
