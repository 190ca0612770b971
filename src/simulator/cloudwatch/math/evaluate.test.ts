import { describe, expect, it } from '@jest/globals';
import { evaluate, isMathFunction } from './evaluate.ts';
import { ExpressionError, parseExpression } from './expression.ts';
import type { Series, Value } from './values.ts';

const minute = 60_000;
const slots = [0, minute, 2 * minute, 3 * minute];

/** A datapoint for each number, from the first slot on; none where there is none. */
function points(...values: (number | undefined)[]): Series {
  return new Map(values.flatMap((value, index) => (value === undefined ? [] : [[index * minute, value]])));
}

const metrics: Readonly<Record<string, Series>> = {
  a: points(1, 2, 3, 4),
  b: points(10, undefined, 30, 0),
  none: points(),
};

function computed(text: string): Value {
  const names = {
    value: (id: string): Value => {
      const series = metrics[id];
      if (series === undefined) throw new ExpressionError(`no ${id}`);
      return { kind: 'series', series };
    },
    metrics: (part: string | undefined) =>
      Object.entries(metrics).flatMap(([id, series]) => (part === undefined || id.includes(part) ? [series] : [])),
  };
  return evaluate(parseExpression(text), names, { slots, periodSeconds: 60 });
}

/** The values of a series in the four slots. */
function valuesOf(text: string): unknown {
  const value = computed(text);
  if (value.kind === 'series') return slots.map((at) => value.series.get(at));
  return value.kind === 'list' ? value.items.map((item) => [...item.values()]) : value.value;
}

describe('evaluate', () => {
  it.each<[string, unknown]>([
    ['1 + 2 * 3', 7],
    ['2 ^ 3 ^ 2', 512],
    ['-a', [-1, -2, -3, -4]],
    ['a * 2', [2, 4, 6, 8]],
    ['10 / a', [10, 5, 10 / 3, 2.5]],
    ['a + b', [11, undefined, 33, 4]],
    ['a / b', [0.1, undefined, 0.1, undefined]],
    ['a > 2', [0, 0, 1, 1]],
    ['a > 1 AND a < 4', [0, 1, 1, 0]],
    ['a < 2 || a >= 4', [1, 0, 0, 1]],
    ['a != 2', [1, 0, 1, 1]],
    ['ABS(0 - a)', [1, 2, 3, 4]],
    ['CEIL(a / 2)', [1, 1, 2, 2]],
    ['FLOOR(a / 2)', [0, 1, 1, 2]],
    ['LOG10(b)', [1, undefined, Math.log10(30), undefined]],
    ['SUM(a)', 10],
    ['AVG(a)', 2.5],
    ['MAX(a)', 4],
    ['MIN(a)', 1],
    ['STDDEV([a, a])', [0, 0, 0, 0]],
    ['SUM([a, b])', [11, 2, 33, 4]],
    ['AVG(METRICS())', [5.5, 2, 16.5, 2]],
    ['MAX(METRICS("b"))', [10, undefined, 30, 0]],
    ['METRIC_COUNT(METRICS())', 3],
    ['METRIC_COUNT(REMOVE_EMPTY(METRICS()))', 2],
    ['DIFF(a)', [undefined, 1, 1, 1]],
    ['DIFF_TIME(b)', [undefined, undefined, 120, 60]],
    ['RATE(b)', [undefined, undefined, 20 / 120, -30 / 60]],
    ['RUNNING_SUM(a)', [1, 3, 6, 10]],
    ['FILL(b, 5)', [10, 5, 30, 0]],
    ['FILL(b, a)', [10, 2, 30, 0]],
    ['FILL(b, REPEAT)', [10, 10, 30, 0]],
    ['FILL(b, LINEAR)', [10, 20, 30, 0]],
    ['FILL(none, 0)', [0, 0, 0, 0]],
    ['PERIOD(a)', 60],
    ['a / PERIOD(a)', [1 / 60, 2 / 60, 3 / 60, 4 / 60]],
    ['IF(a > 2, a, 0)', [0, 0, 3, 4]],
    ['IF(a > 2, b)', [undefined, undefined, 30, 0]],
    ['IF(0, a, b)', [10, undefined, 30, 0]],
    ['IF(1, a)', [1, 2, 3, 4]],
    ['FIRST([a, b])', [1, 2, 3, 4]],
    ['LAST([a, b])', [10, undefined, 30, 0]],
    ['SLICE([a, b], 1)', [[10, 30, 0]]],
    ['SORT([a, b], MAX, DESC, 1)', [[10, 30, 0]]],
    [
      'SORT([a, b], MAX, ASC)',
      [
        [1, 2, 3, 4],
        [10, 30, 0],
      ],
    ],
    [
      '[a, b] * 2',
      [
        [2, 4, 6, 8],
        [20, 60, 0],
      ],
    ],
    ['10 - [a]', [[9, 8, 7, 6]]],
    ['ABS([0 - a])', [[1, 2, 3, 4]]],
    ['FILL([b], 1)', [[10, 1, 30, 0]]],
    ['TIME_SERIES(7)', [7, 7, 7, 7]],
    ['EPOCH(a)', [0, 60, 120, 180]],
    ['MINUTE(a)', [0, 1, 2, 3]],
    ['HOUR(a) + DAY(a) + DATE(a) + MONTH(a) + YEAR(a)', [1976, 1976, 1976, 1976]],
  ])('%s', (text, expected) => {
    expect(valuesOf(text)).toEqual(expected);
  });

  it.each(['nothing', 'SEARCH("x")', 'IF(a)', 'SORT(METRICS(), LOG2)', 'toString(a)'])('refuses %s', (text) => {
    expect(() => computed(text)).toThrow(ExpressionError);
  });
});

describe('isMathFunction', () => {
  it.each([
    ['SUM', true],
    ['IF', true],
    ['METRICS', true],
    ['SEARCH', false],
    ['toString', false],
  ])('%s: %s', (name, isOne) => {
    expect(isMathFunction(name)).toBe(isOne);
  });
});
