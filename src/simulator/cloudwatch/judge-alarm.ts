import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Context } from '../world.ts';
import { alarmPeriod } from './alarm-rules.ts';
import { isBeyond, missingReason, thresholdReason, unknownReason } from './comparison.ts';
import type { AlarmPoint, ThresholdRule, Verdict } from './comparison.ts';
import { metricName } from './metric-name.ts';
import type { MetricName } from './metric-name.ts';
import { QueryRun } from './metric-queries.ts';
import { metricReader } from './metric-statistics.ts';
import { percentileOf, pick } from './samples.ts';
import type { Statistics } from './samples.ts';

/** What an alarm watches. Definitions are replaced as a whole when their alarm is put again. */
export type AlarmDefinition = Readonly<Omit<PutMetricAlarmInput, 'AlarmName' | 'Tags'>>;

/** How many periods before its own an alarm looks at where datapoints are missing (UNKNOWN: documented by examples). */
const morePeriods = 2;

/**
 * What an alarm's datapoints make of it; `until` is the end of the newest minute that is judged. Undefined where the
 * state stays: missing data that are ignored, or that a breach is too young for.
 */
export function judgeAlarm(context: Context, definition: AlarmDefinition, until: number): Verdict | undefined {
  return judged(newestPoints(context, definition, until, pointsSeen(definition)), definition);
}

/** As {@link judgeAlarm}, for alarms that watch the same in the same periods: what they watch is looked up once. */
export function judgeAlike(
  context: Context,
  definitions: readonly AlarmDefinition[],
  until: number,
): (Verdict | undefined)[] {
  const [first] = definitions;
  // What metric math says of a period may depend on how many there are.
  if (first === undefined || first.Metrics !== undefined) {
    return definitions.map((definition) => judgeAlarm(context, definition, until));
  }
  const points = newestPoints(context, first, until, Math.max(...definitions.map(pointsSeen)));
  return definitions.map((definition) => judged(points.slice(0, pointsSeen(definition)), definition));
}

function pointsSeen({ EvaluationPeriods = 1 }: AlarmDefinition): number {
  return EvaluationPeriods + morePeriods;
}

function ruleOf(definition: AlarmDefinition): ThresholdRule {
  const { EvaluationPeriods: periods = 1 } = definition;
  return {
    operator: definition.ComparisonOperator,
    threshold: definition.Threshold ?? 0,
    periods,
    needed: definition.DatapointsToAlarm ?? periods,
  };
}

/**
 * The documented rules: the newest datapoints that there are, as many as the alarm has periods; where there are fewer,
 * TreatMissingData stands for the rest.
 */
function judged(points: readonly AlarmPoint[], definition: AlarmDefinition): Verdict | undefined {
  const rule = ruleOf(definition);
  const treatment = definition.TreatMissingData ?? 'missing';
  const present = points.filter(({ value }) => value !== undefined).slice(0, rule.periods);
  if (present.length === 0) return nothingCame(points, rule, treatment);
  const beyond = present.filter(({ value = 0 }) => isBeyond(value, rule.operator, rule.threshold));
  const absent = rule.periods - present.length;
  const assumed = treatment === 'breaching' ? absent : 0;
  const verdict = (state: 'OK' | 'ALARM', deciding: readonly AlarmPoint[]): Verdict => ({
    state,
    reason: (before) => thresholdReason({ before, state, points: deciding }, rule),
    points,
  });
  if (beyond.length + assumed >= rule.needed) return verdict('ALARM', beyond.length === 0 ? present : beyond);
  const within = present.filter((point) => !beyond.includes(point));
  if (absent === 0 || within.length > 0 || treatment === 'breaching' || treatment === 'notBreaching') {
    return verdict('OK', within.length === 0 ? present : within);
  }
  // All that came breaches, and is too little. Ignored data decide nothing; missing ones let a breach count that is old enough.
  const oldest = beyond.at(-1);
  const age = oldest === undefined ? 0 : points.indexOf(oldest) + 1;
  return treatment === 'missing' && age >= rule.needed ? verdict('ALARM', beyond) : undefined;
}

function nothingCame(
  points: readonly AlarmPoint[],
  { periods }: ThresholdRule,
  treatment: string,
): Verdict | undefined {
  switch (treatment) {
    case 'ignore':
      return undefined;
    case 'breaching':
      return { state: 'ALARM', reason: () => missingReason(periods, 'Breaching'), points };
    case 'notBreaching':
      return { state: 'OK', reason: () => missingReason(periods, 'NonBreaching'), points };
    default:
      return { state: 'INSUFFICIENT_DATA', reason: () => unknownReason(periods), points };
  }
}

/** Datapoints of whole periods, newest first. */
function newestPoints(context: Context, definition: AlarmDefinition, until: number, count: number): AlarmPoint[] {
  const length = alarmPeriod(definition) * 1000;
  const end = Math.floor(until / length) * length;
  const starts = Array.from({ length: count }, (_, index) => end - (index + 1) * length);
  if (definition.Metrics !== undefined) {
    const range = { from: starts.at(-1) ?? end, to: end };
    const returned = definition.Metrics.find(({ ReturnData }) => ReturnData !== false);
    const value = new QueryRun(context, definition.Metrics, range).value(returned?.Id ?? '');
    return starts.map((at) => ({ at, value: value.kind === 'series' ? value.series.get(at) : undefined }));
  }
  const read = metricReader(context, metricOf(definition), definition.Unit);
  return starts.map((at) => {
    const found = read(at, at + length);
    return { at, value: found && valueOf(found, definition), count: found?.count };
  });
}

const metrics = new WeakMap<AlarmDefinition, MetricName>();

/** An alarm asks for the same metric every minute. */
function metricOf(definition: AlarmDefinition): MetricName {
  const { Namespace = '', MetricName = '', Dimensions } = definition;
  const metric = metrics.get(definition) ?? metricName(Namespace, MetricName, Dimensions);
  metrics.set(definition, metric);
  return metric;
}

/** With too few samples for its percentile, an alarm that ignores such periods has no datapoint (documented). */
function valueOf(found: Statistics, definition: AlarmDefinition): number | undefined {
  const statistic = definition.ExtendedStatistic ?? definition.Statistic ?? '';
  const share = (percentileOf(statistic) ?? 50) / 100;
  const enough = 10 / (share >= 0.5 ? 1 - share : share);
  const isIgnored = definition.EvaluateLowSampleCountPercentile === 'ignore' && definition.Statistic === undefined;
  return isIgnored && found.count < enough ? undefined : pick(found, statistic);
}
