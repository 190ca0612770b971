import { ExpressionError } from './expression.ts';
import type { Series, Value } from './values.ts';
import { list, mapValue, scalar, series, seriesOf } from './values.ts';

/** What functions know beyond their parameters. */
export interface MathScene {
  /** Beginnings of the periods that are looked at, ascending, epoch milliseconds. */
  readonly slots: readonly number[];
  readonly periodSeconds: number;
}

type MathFunction = (parameters: readonly Value[], scene: MathScene) => Value;

/** Functions of metric math, by name; METRICS and IF, which are evaluated in their own way, are not among them. */
export const mathFunctions: Readonly<Record<string, MathFunction>> = {
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  LOG: each(Math.log),
  LOG10: each(Math.log10),
  AVG: aggregate((values) => sum(values) / values.length),
  MAX: aggregate((values) => Math.max(...values)),
  MIN: aggregate((values) => Math.min(...values)),
  STDDEV: aggregate(deviation),
  SUM: aggregate(sum),
  DIFF: ([value]) => changes(seriesOf(value), ([, before], [, now]) => now - before),
  DIFF_TIME: ([value]) => changes(seriesOf(value), ([before], [now]) => (now - before) / 1000),
  RATE: ([value]) => changes(seriesOf(value), ([at, before], [now, number]) => (number - before) / ((now - at) / 1000)),
  RUNNING_SUM: ([value]) => runningSum(seriesOf(value)),
  FILL: fill,
  FIRST: ([value]) => ({ kind: 'series', series: itemsOf(value)[0] ?? new Map() }),
  LAST: ([value]) => ({ kind: 'series', series: itemsOf(value).at(-1) ?? new Map() }),
  METRIC_COUNT: ([value]) => scalar(itemsOf(value).length),
  PERIOD: (_parameters, { periodSeconds }) => scalar(periodSeconds),
  REMOVE_EMPTY: ([value]) => list(itemsOf(value).filter((item) => item.size > 0)),
  SLICE: ([value, from, to]) => list(itemsOf(value).slice(numberOf(from), to === undefined ? undefined : numberOf(to))),
  SORT: sort,
  TIME_SERIES: ([value], { slots }) => series(slots.map((at) => [at, numberOf(value)])),
  EPOCH: dated((at) => at / 1000),
  MINUTE: dated((at) => new Date(at).getUTCMinutes()),
  HOUR: dated((at) => new Date(at).getUTCHours()),
  DAY: dated((at) => new Date(at).getUTCDay() || 7),
  DATE: dated((at) => new Date(at).getUTCDate()),
  MONTH: dated((at) => new Date(at).getUTCMonth() + 1),
  YEAR: dated((at) => new Date(at).getUTCFullYear()),
};

function each(change: (number: number) => number): MathFunction {
  return ([value = scalar(0)]) => mapValue(value, change);
}

function dated(part: (at: number) => number): MathFunction {
  return ([value = scalar(0)]) => mapValue(value, (_number, at) => part(at));
}

/** Over a list: the series of each period's values. Over a series: one number. */
function aggregate(of: (values: readonly number[]) => number): MathFunction {
  return ([value]) => {
    if (value?.kind !== 'list') return scalar(of([...seriesOf(value).values()]));
    const times = [...new Set(value.items.flatMap((item) => [...item.keys()]))].sort((a, b) => a - b);
    return series(times.map((at) => [at, of(value.items.flatMap((item) => item.get(at) ?? []))]));
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function deviation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}

type Point = readonly [number, number];

/** The first datapoint has none before it, and is left out. */
function changes(of: Series, change: (before: Point, now: Point) => number): Value {
  const points = [...of];
  return series(points.slice(1).map((now, index): Point => [now[0], change(points[index] ?? now, now)]));
}

function runningSum(of: Series): Value {
  let total = 0;
  return series([...of].map(([at, value]): Point => [at, (total += value)]));
}

/** FILL: with a number, another series, the last value before (REPEAT) or a line between the neighbours (LINEAR). */
function fill([value, filler]: readonly Value[], { slots }: MathScene): Value {
  if (value?.kind === 'list') {
    return list(value.items.map((item) => filled(item, filler, slots)));
  }
  return series(filled(seriesOf(value), filler, slots));
}

function filled(points: Series, filler: Value | undefined, slots: readonly number[]): Series {
  const made = slots.flatMap((at): Point[] => {
    const number = points.get(at) ?? fillerAt(points, filler, at);
    return number === undefined ? [] : [[at, number]];
  });
  return new Map(made);
}

function fillerAt(points: Series, filler: Value | undefined, at: number): number | undefined {
  if (filler?.kind === 'scalar') return filler.value;
  if (filler?.kind === 'series') return filler.series.get(at);
  const before = [...points].findLast(([time]) => time < at);
  if (filler?.kind !== 'text' || filler.value !== 'LINEAR') return before?.[1];
  const after = [...points].find(([time]) => time > at);
  if (before === undefined || after === undefined) return undefined;
  return before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0]);
}

/** SORT(list, function, ASC or DESC, how many). */
function sort([value, by, order, most]: readonly Value[]): Value {
  const name = by?.kind === 'text' ? by.value : 'AVG';
  const measure = mathFunctions[name];
  if (measure === undefined) throw new ExpressionError(`Unsupported sort function '${name}'`);
  const measured = itemsOf(value).map((item) => {
    const found = measure([{ kind: 'series', series: item }], { slots: [], periodSeconds: 0 });
    return { item, size: found.kind === 'scalar' ? found.value : 0 };
  });
  const sign = order?.kind === 'text' && order.value === 'ASC' ? 1 : -1;
  measured.sort((a, b) => sign * (a.size - b.size));
  return list(measured.slice(0, most === undefined ? undefined : numberOf(most)).map(({ item }) => item));
}

function itemsOf(value: Value | undefined): readonly Series[] {
  if (value?.kind === 'list') return value.items;
  return value?.kind === 'series' ? [value.series] : [];
}

function numberOf(value: Value | undefined): number {
  return value?.kind === 'scalar' ? value.value : 0;
}
