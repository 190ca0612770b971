import { Statistic } from '@aws-sdk/client-cloudwatch';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { metricName } from '../metric-name.ts';
import type { Dimension } from '../metric-name.ts';
import { metricStatistics } from '../metric-statistics.ts';
import { checkEnum, invalidCombination, validationError } from '../refusals.ts';
import { pick } from '../samples.ts';

const most = 1_440;

/** GetMetricStatistics: a datapoint for each period that has data, in no order; percentiles are not computed. */
export function getMetricStatistics(context: Context, input: Json): Json {
  const statistics = (input['Statistics'] as string[] | undefined) ?? [];
  for (const each of statistics) checkEnum('statistics', each, Object.values(Statistic));
  const metric = metricName(
    String(input['Namespace']),
    String(input['MetricName']),
    input['Dimensions'] as Dimension[] | undefined,
  );
  const periods = periodsOf(input);
  const points = periods.flatMap(([from, to]) => {
    const found = metricStatistics(context, metric, from, to);
    if (found === undefined) return [];
    const picked = statistics.map((each) => [each, pick(found, each)] as const);
    return [{ Timestamp: from / 1000, ...Object.fromEntries(picked), Unit: found.unit }];
  });
  return { Label: metric.name, Datapoints: points };
}

/** From the start, rounded down to the period, on. UNKNOWN: the words of the first two refusals. */
function periodsOf(input: Json): [number, number][] {
  const [start, end, seconds] = [Number(input['StartTime']), Number(input['EndTime']), Number(input['Period'])];
  if (!(start < end)) throw invalidCombination('The parameter StartTime must be less than the parameter EndTime.');
  if (seconds < 1 || (seconds >= 60 && seconds % 60 !== 0)) {
    throw validationError('Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  }
  const first = Math.floor(start / seconds) * seconds;
  const count = Math.ceil((end - first) / seconds);
  if (count > most) {
    throw invalidCombination(
      `You have requested up to ${count} datapoints, which exceeds the limit of ${most}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  return Array.from({ length: count }, (_, index) => [
    (first + index * seconds) * 1000,
    Math.min(first + (index + 1) * seconds, end) * 1000,
  ]);
}
