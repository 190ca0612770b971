import type { Context } from '../world.ts';
import { metricKey } from './metric-name.ts';
import type { MetricName } from './metric-name.ts';
import type { Sample } from './state.ts';

/** What CloudWatch can tell of a period; the unit of what came first in it. */
export type Statistics = Omit<Sample, 'at'>;

/** CloudWatch keeps minutes for fifteen days (documented); nothing here looks further back than one. */
const keptMs = 24 * 3_600_000;

/** Adds a sample at its place in time. */
export function addSample(context: Context, metric: MetricName, sample: Sample): void {
  const { samples } = context.world.cloudwatch;
  const key = metricKey(metric);
  const since = context.clock.now() - keptMs;
  const kept = (samples.get(key) ?? []).filter(({ at }) => at >= since);
  kept.push(sample);
  if ((kept.at(-2)?.at ?? 0) > sample.at) kept.sort((a, b) => a.at - b.at);
  samples.set(key, kept);
}

/** The samples from `from` to before `to`, together; undefined when there are none. */
export function sampleStatistics(
  context: Context,
  metric: MetricName,
  from: number,
  to: number,
): Statistics | undefined {
  let total: Statistics | undefined;
  for (const sample of context.world.cloudwatch.samples.get(metricKey(metric)) ?? []) {
    if (sample.at >= from && sample.at < to) total = total === undefined ? sample : combined(total, sample);
  }
  return total;
}

function combined(a: Statistics, b: Statistics): Statistics {
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    unit: a.unit,
  };
}

/** One statistic of a period; undefined for those that need every value (percentiles). */
export function pick(statistics: Statistics, statistic: string): number | undefined {
  const { count, sum, min, max } = statistics;
  const values: Readonly<Record<string, number>> = {
    Average: sum / count,
    Sum: sum,
    Minimum: min,
    Maximum: max,
    SampleCount: count,
  };
  return values[statistic];
}
