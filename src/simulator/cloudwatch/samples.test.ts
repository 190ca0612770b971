import { describe, expect, it } from '@jest/globals';
import { createTestAccount } from '../test-account.ts';
import { addSample, percentileOf, pick, sampleStatistics, statisticsByUnit } from './samples.ts';
import type { Statistics } from './samples.ts';

const metric = { namespace: 'my', name: 'depth', dimensions: {} };

function statistics(values: readonly (readonly [number, number])[]): Statistics {
  const numbers = values.map(([value]) => value);
  return {
    count: values.reduce((sum, [, count]) => sum + count, 0),
    sum: values.reduce((sum, [value, count]) => sum + value * count, 0),
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    unit: 'None',
    values,
  };
}

describe('percentiles', () => {
  const weighted = statistics([[2, 2], [10, 3]]); // prettier-ignore
  const fractional = statistics([[2, 0.5], [10, 1.5]]); // prettier-ignore

  it.each<[string, Statistics, string, number]>([
    ['the least', weighted, 'p0', 2],
    ['the median', weighted, 'p50', 9.874619498547638],
    ['the ninetieth', weighted, 'p90', 9.974797183077614],
    ['the largest', weighted, 'p100', 10],
    ['the median of fractional counts', fractional, 'p50', 9.8995692015674],
    ['the ninetieth of fractional counts', fractional, 'p90', 9.979832659876456],
    ['of one value', statistics([[7, 3]]), 'p50', 7],
    ['of zeros', statistics([[0, 2], [5, 1]]), 'p50', 0], // prettier-ignore
  ])('%s is as CloudWatch tells it', (_what, of, statistic, expected) => {
    expect(pick(of, statistic)).toBeCloseTo(expected, 12);
  });

  it('are unknown, but for the ends, of negative values and of sets of statistics', () => {
    const negative = statistics([[-1, 1], [3, 1]]); // prettier-ignore
    const set = { ...weighted, values: undefined };
    for (const each of [negative, set]) {
      expect([pick(each, 'p0'), pick(each, 'p90'), pick(each, 'p100')]).toEqual([each.min, undefined, each.max]);
    }
  });

  it.each([
    ['p99.9', 99.9],
    ['p0', 0],
    ['p101', undefined],
    ['P50', undefined],
    ['p', undefined],
    ['tm90', undefined],
  ])('%s is %s', (text, percent) => {
    expect(percentileOf(text)).toBe(percent);
  });
});

describe('samples', () => {
  function put(account: ReturnType<typeof createTestAccount>, at: number, value: number, unit = 'None'): void {
    addSample(account.context, metric, {
      at,
      count: 1,
      sum: value,
      min: value,
      max: value,
      unit,
      values: [[value, 1]],
    });
  }

  it('are found by time, in whatever order they came', () => {
    const account = createTestAccount();
    const start = account.clock.now();
    for (const minute of [2, 0, 1]) put(account, start + minute * 60_000, minute + 1);

    expect(sampleStatistics(account.context, metric, start, start + 120_000)).toMatchObject({
      count: 2,
      sum: 3,
      max: 2,
    });
    expect(sampleStatistics(account.context, metric, start + 180_000, start + 240_000)).toBeUndefined();
  });

  it('of several units are apart, and the first in the alphabet stands for the metric', () => {
    const account = createTestAccount();
    const start = account.clock.now();
    put(account, start, 1, 'Seconds');
    put(account, start, 1000, 'Milliseconds');

    expect([...statisticsByUnit(account.context, metric, start, start + 1).keys()]).toEqual([
      'Seconds',
      'Milliseconds',
    ]);
    expect(sampleStatistics(account.context, metric, start, start + 1)?.sum).toBe(1000);
    expect(sampleStatistics(account.context, metric, start, start + 1, 'Seconds')?.sum).toBe(1);
    expect(sampleStatistics(account.context, metric, start, start + 1, 'Bytes')).toBeUndefined();
  });

  it('are forgotten after fifteen days', () => {
    const account = createTestAccount();
    put(account, account.clock.now(), 1);
    account.clock.advance(16 * 24 * 3_600_000);
    put(account, account.clock.now(), 2);

    expect(sampleStatistics(account.context, metric, 0, account.clock.now() + 1)).toMatchObject({ count: 1, sum: 2 });
  });
});
