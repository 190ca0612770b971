import type { Context } from '../world.ts';
import { metricKey } from './metric-name.ts';
import type { MetricName } from './metric-name.ts';
import type { Sample } from './state.ts';

/** What CloudWatch can tell of a period. */
export type Statistics = Omit<Sample, 'at'>;

/** CloudWatch keeps minutes for fifteen days (documented). */
const keptMs = 15 * 24 * 3_600_000;

/** Adds a sample at its place in time. */
export function addSample(context: Context, metric: MetricName, sample: Sample): void {
  const { samples } = context.world.cloudwatch;
  const key = metricKey(metric);
  const known = samples.get(key)?.samples ?? [];
  const kept = known.slice(firstAt(known, context.clock.now() - keptMs));
  kept.splice(firstAt(kept, sample.at + 1), 0, sample);
  samples.set(key, { metric, samples: kept });
}

/**
 * The samples from `from` to before `to`, together, of `unit`; without one, of the unit that comes first in the alphabet
 * (recorded). Undefined when there are none.
 */
export function sampleStatistics(
  context: Context,
  metric: MetricName,
  from: number,
  to: number,
  unit?: string,
): Statistics | undefined {
  const byUnit = statisticsByUnit(context, metric, from, to);
  const [first] = [...byUnit.keys()].sort();
  return byUnit.get(unit ?? first ?? '');
}

/** The samples from `from` to before `to` by their unit: units are never mixed (documented). */
export function statisticsByUnit(
  context: Context,
  metric: MetricName,
  from: number,
  to: number,
): ReadonlyMap<string, Statistics> {
  const all = context.world.cloudwatch.samples.get(metricKey(metric))?.samples ?? [];
  const byUnit = new Map<string, Statistics>();
  for (const sample of all.slice(firstAt(all, from), firstAt(all, to))) {
    const total = byUnit.get(sample.unit);
    byUnit.set(sample.unit, total === undefined ? sample : combined(total, sample));
  }
  return byUnit;
}

/** The index of the first sample at or after a time. */
function firstAt(samples: readonly Sample[], at: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function combined(a: Statistics, b: Statistics): Statistics {
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    unit: a.unit,
    values: a.values === undefined || b.values === undefined ? undefined : [...a.values, ...b.values],
  };
}

/** One statistic of a period: one of the five, a percentile; undefined for every other and where it cannot be told. */
export function pick(statistics: Statistics, statistic: string): number | undefined {
  const { count, sum, min, max } = statistics;
  const values: Readonly<Record<string, number>> = {
    Average: sum / count,
    Sum: sum,
    Minimum: min,
    Maximum: max,
    SampleCount: count,
  };
  if (Object.hasOwn(values, statistic)) return count === 0 && statistic === 'Average' ? undefined : values[statistic];
  const percent = percentileOf(statistic);
  return percent === undefined ? undefined : percentile(statistics, percent);
}

/** The number of `p99.9`, from 0 to 100; undefined when the text is no percentile. */
export function percentileOf(statistic: string): number | undefined {
  const percent = Number(/^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(statistic)?.[1] ?? Number.NaN);
  return percent <= 100 ? percent : undefined;
}

/** The width of CloudWatch's bins: each ends a tenth above its beginning. */
const binGrowth = Math.log(1.1);

/**
 * A percentile as CloudWatch tells it: values fall into bins of logarithmic width, cut at the least and the largest
 * value, and the place within a bin is interpolated on the same scale (worked out from recorded answers). Sets of
 * statistics with more than one value, and negative values, leave only the ends known (recorded).
 */
function percentile({ min, max, count, values }: Statistics, percent: number): number | undefined {
  if (percent === 0) return min;
  if (percent === 100) return max;
  if (values === undefined || min < 0) return undefined;
  let left = (count * percent) / 100;
  for (const [bin, size] of binned(values)) {
    if (left <= size) return withinBin(bin, left / size, min, max);
    left -= size;
  }
  return max;
}

/** How many values are in each bin, in ascending order; zeros are a bin of their own. */
function binned(values: readonly (readonly [number, number])[]): [number, number][] {
  const bins = new Map<number, number>();
  for (const [value, count] of values) {
    const bin = value === 0 ? Number.NEGATIVE_INFINITY : Math.floor(Math.log(value) / binGrowth);
    if (count > 0) bins.set(bin, (bins.get(bin) ?? 0) + count);
  }
  return [...bins].sort(([a], [b]) => (a < b ? -1 : 1));
}

function withinBin(bin: number, share: number, min: number, max: number): number {
  if (bin === Number.NEGATIVE_INFINITY) return 0;
  const low = Math.max(min, Math.exp(bin * binGrowth));
  const high = Math.min(max, Math.exp((bin + 1) * binGrowth));
  return low === high ? low : low * (high / low) ** share;
}
