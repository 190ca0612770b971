import { StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { metricName } from '../metric-name.ts';
import type { Dimension, MetricName } from '../metric-name.ts';
import { metricStatisticsByUnit } from '../metric-statistics.ts';
import { isPeriod } from '../query-rules.ts';
import { checkAtLeast, checkEnum, invalidCombination, invalidValue, missingParameter } from '../refusals.ts';
import { pick } from '../samples.ts';
import type { Statistics } from '../samples.ts';
import { checkExtended, checkPlain } from '../statistic-rules.ts';

const most = 1_440;

interface Request {
  readonly Statistics?: readonly string[];
  readonly ExtendedStatistics?: readonly string[];
  readonly Unit?: string;
}

/** GetMetricStatistics: a datapoint for each period and unit that has data, in no order (recorded). */
export function getMetricStatistics(context: Context, input: Json): Json {
  const request = input as Request;
  checkRequest(request);
  const dimensions = input['Dimensions'] as Dimension[] | undefined;
  const metric = metricName(String(input['Namespace']), String(input['MetricName']), dimensions);
  return {
    Label: metric.name,
    Datapoints: periodsOf(input).flatMap(([from, to]) => pointsOf(context, metric, from, to, request)),
  };
}

/** UNKNOWN: the words where no statistic is asked for. */
function checkRequest({ Statistics: plain, ExtendedStatistics: extended, Unit: unit }: Request): void {
  if (plain === undefined && extended === undefined) {
    throw missingParameter('At least one of the parameters Statistics and ExtendedStatistics must be specified.');
  }
  for (const [index, each] of (plain ?? []).entries()) checkPlain(each, elementOf('Statistics', index));
  for (const [index, each] of (extended ?? []).entries()) checkExtended(each, elementOf('ExtendedStatistics', index));
  checkEnum('unit', unit, Object.values(StandardUnit));
}

/** How AWS calls an element of a list of texts (recorded). */
function elementOf(list: string, index: number): string {
  return `${list}.member.${index + 1}.<list element>`;
}

function pointsOf(context: Context, metric: MetricName, from: number, to: number, request: Request): Json[] {
  return metricStatisticsByUnit(context, metric, from, to)
    .filter(({ unit }) => request.Unit === undefined || request.Unit === unit)
    .map((found) => ({
      Timestamp: from / 1000,
      ...picked(found, request.Statistics ?? []),
      Unit: found.unit,
      ...(request.ExtendedStatistics === undefined
        ? {}
        : { ExtendedStatistics: picked(found, request.ExtendedStatistics) }),
    }));
}

function picked(found: Statistics, statistics: readonly string[]): Json {
  return Object.fromEntries(statistics.map((each) => [each, pick(found, each)]));
}

/** From the start, rounded down to the period, on. */
function periodsOf(input: Json): [number, number][] {
  const [start, end, seconds] = [Number(input['StartTime']), Number(input['EndTime']), Number(input['Period'])];
  if (!(start < end)) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  checkAtLeast('period', seconds, 1);
  checkPeriod(seconds);
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

/** UNKNOWN: the words for one that is longer than a minute and no multiple of it. */
function checkPeriod(seconds: number): void {
  if (isPeriod(seconds)) return;
  throw invalidValue(
    seconds < 60
      ? 'The parameter Period must be a value in the set [1, 5, 10, 20, 30].'
      : 'The parameter Period must be a multiple of 60.',
  );
}
