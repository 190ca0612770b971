import type { ScalingPolicy, ScheduledAction, SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import type {
  PutScalingPolicyCommandInput,
  PutScheduledActionCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import type { MetricAlarm, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { canonicalJson } from '../hash.ts';

type Json = Record<string, unknown>;

/**
 * Defaults under which a member that is absent and one that is spelled out mean the same. AWS writes none of the first
 * three into what it reads back (recorded: DescribeScalingPolicies), but `ReturnData` it does.
 */
const DEFAULTS: Json = {
  DisableScaleIn: false,
  MetricAggregationType: 'Average',
  Mode: 'ForecastOnly',
  MaxCapacityBreachBehavior: 'HonorMaxCapacity',
  SchedulingBufferTime: 300,
  ReturnData: true,
  ActionsEnabled: true,
  TreatMissingData: 'missing',
  EvaluateLowSampleCountPercentile: 'evaluate',
  OnlyStartEvaluatingAfterWarmUpPeriodEnds: false,
  Timezone: 'UTC',
};

/** Lists whose order means nothing. */
const UNORDERED = new Set([
  'Dimensions',
  'StepAdjustments',
  'Metrics',
  'MetricDataQueries',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'IncludedTagKeys',
  'ExcludedTagKeys',
]);

const POLICY_MEMBERS = [
  'PolicyType',
  'TargetTrackingScalingPolicyConfiguration',
  'StepScalingPolicyConfiguration',
  'PredictiveScalingPolicyConfiguration',
] as const;

const ACTION_MEMBERS = ['Schedule', 'Timezone', 'StartTime', 'EndTime', 'ScalableTargetAction'] as const;

const ALARM_MEMBERS = [
  'AlarmDescription',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'Metrics',
  'ThresholdMetricId',
  'EvaluationWindow',
  'WarmUpConfiguration',
  'ActionConfiguration',
] as const;

/** Whether AWS holds the policy as `wanted` says. A put of an equal policy would re-create its alarms. */
export function samePolicy(wanted: PutScalingPolicyCommandInput, actual: ScalingPolicy): boolean {
  return equal(pick(wanted, POLICY_MEMBERS), pick(actual, POLICY_MEMBERS));
}

/** Whether AWS holds the scheduled action as `wanted` says. */
export function sameScheduledAction(wanted: PutScheduledActionCommandInput, actual: ScheduledAction): boolean {
  return equal(pick(wanted, ACTION_MEMBERS), pick(actual, ACTION_MEMBERS));
}

/** Whether CloudWatch holds the alarm as `wanted` says, its actions included. */
export function sameAlarm(wanted: PutMetricAlarmCommandInput, actual: MetricAlarm): boolean {
  return equal(pick(withDatapoints(wanted), ALARM_MEMBERS), pick(withDatapoints(actual), ALARM_MEMBERS));
}

/** All of the evaluated data points must be beyond the threshold where nothing else is said (PutMetricAlarm). */
function withDatapoints<T extends { DatapointsToAlarm?: number | undefined; EvaluationPeriods?: number | undefined }>(
  alarm: T,
): T {
  return { ...alarm, DatapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods };
}

/** Whether AWS suspends what `wanted` says; absent members are false. */
export function sameSuspension(wanted: SuspendedState, actual: SuspendedState | undefined): boolean {
  return (
    (wanted.DynamicScalingInSuspended ?? false) === (actual?.DynamicScalingInSuspended ?? false) &&
    (wanted.DynamicScalingOutSuspended ?? false) === (actual?.DynamicScalingOutSuspended ?? false) &&
    (wanted.ScheduledScalingSuspended ?? false) === (actual?.ScheduledScalingSuspended ?? false)
  );
}

function pick<T extends object>(object: T, members: readonly (keyof T)[]): Json {
  return Object.fromEntries(members.map((member) => [member, object[member]]));
}

function equal(a: Json, b: Json): boolean {
  return canonicalJson(normal(a)) === canonicalJson(normal(b));
}

function normal(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const members = value.map((member) => normal(member));
    return UNORDERED.has(key) ? members.toSorted(byText) : members;
  }
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => !isAbsent(name, member))
      .map(([name, member]) => [name, normal(member, name)]),
  );
}

/** AWS fills in empty lists (recorded: `Dimensions`); a sliding window is what an alarm has anyway. */
function isAbsent(name: string, member: unknown): boolean {
  if (member === undefined || DEFAULTS[name] === member) return true;
  if (Array.isArray(member)) return member.length === 0;
  return name === 'EvaluationWindow' && typeof member === 'object' && member !== null && 'SlidingWindow' in member;
}

function byText(a: unknown, b: unknown): number {
  return canonicalJson(a) < canonicalJson(b) ? -1 : 1;
}
