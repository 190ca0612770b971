import type { Dimension, MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { trackedMetric, trackedStatistic } from '../application-autoscaling/metrics.ts';
import { policyArn } from '../application-autoscaling/scalable-resource.ts';
import type { AlarmRecord, PolicyRecord, TargetRecord } from '../application-autoscaling/state.ts';
import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import { alarmArn, queryView } from './alarm-view.ts';
import { dimensionList } from './metric-name.ts';

/** An alarm that target tracking has made, with what it belongs to. */
export interface ManagedAlarm {
  readonly target: TargetRecord;
  readonly policy: PolicyRecord;
  readonly alarm: AlarmRecord;
}

export function managedAlarms(context: Context): ManagedAlarm[] {
  return [...context.world.autoscaling.targets.values()].flatMap((target) =>
    [...target.policies.values()].flatMap((policy) => policy.alarms.map((alarm) => ({ target, policy, alarm }))),
  );
}

/** As DescribeAlarms shows it. */
export function managedAlarmView(context: Context, { target, policy, alarm }: ManagedAlarm): Json {
  const action = `${policyArn(context, target, policy.name)}:createdBy/${policy.createdBy ?? ''}`;
  const changedAt = (alarm.changedAt ?? alarm.createdAt) / 1000;
  const definition = managedDefinition(target.resourceId, policy.tracking, alarm.side);
  return {
    AlarmName: alarm.name,
    AlarmArn: alarmArn(context, alarm.name),
    AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${action}.`,
    AlarmConfigurationUpdatedTimestamp: alarm.createdAt / 1000,
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [action],
    InsufficientDataActions: [],
    StateValue: alarm.state,
    StateReason: alarm.stateReason ?? 'Unchecked: Initial alarm creation',
    StateUpdatedTimestamp: changedAt,
    StateTransitionedTimestamp: changedAt,
    ...definition,
    Dimensions: definition.Dimensions ?? [],
    ...(definition.Metrics === undefined ? {} : { Metrics: definition.Metrics.map(queryView) }),
  };
}

/** The Low alarm's threshold as part of the target (recorded). */
const lowPart = 0.9;

/** What a managed alarm watches: High looks at 3 periods, Low at 15 and nine tenths of the target (recorded). */
export function managedDefinition(
  resourceId: string,
  tracking: PolicyRecord['tracking'],
  side: AlarmRecord['side'],
): Omit<PutMetricAlarmInput, 'AlarmName'> {
  const goal = tracking?.TargetValue ?? 1;
  const metric = tracking === undefined ? {} : watched(resourceId, tracking);
  return {
    ...metric,
    EvaluationPeriods: side === 'High' ? 3 : metric.Period === 20 ? 30 : 15,
    Threshold: side === 'High' ? goal : goal * lowPart,
    ComparisonOperator: side === 'High' ? 'GreaterThanThreshold' : 'LessThanThreshold',
  };
}

type Watched = Pick<
  PutMetricAlarmInput,
  'MetricName' | 'Namespace' | 'Dimensions' | 'Period' | 'Statistic' | 'Unit' | 'Metrics'
>;

function watched(resourceId: string, tracking: NonNullable<PolicyRecord['tracking']>): Watched {
  const custom = tracking.CustomizedMetricSpecification;
  if (custom?.Metrics !== undefined) return { Metrics: custom.Metrics.map(minuteQuery) };
  const metric = trackedMetric(resourceId, tracking);
  if (metric === undefined) return {};
  const isRequestCount = metric.name === 'RequestCountPerTarget';
  const unit = custom === undefined ? (isRequestCount ? 'None' : 'Percent') : custom.Unit;
  return {
    MetricName: metric.name,
    Namespace: metric.namespace,
    Dimensions: dimensionList(metric) as Dimension[],
    Period: periodOf(tracking.PredefinedMetricSpecification?.PredefinedMetricType),
    Statistic: trackedStatistic(tracking) as Watched['Statistic'],
    ...(unit === undefined ? {} : { Unit: unit as Watched['Unit'] }),
  };
}

type TrackedQuery = NonNullable<
  NonNullable<NonNullable<PolicyRecord['tracking']>['CustomizedMetricSpecification']>['Metrics']
>[number];

/** Every query is of a minute (recorded). */
function minuteQuery({ MetricStat: stat, ...query }: TrackedQuery): MetricDataQuery {
  if (stat === undefined) return { ...query, Period: 60 };
  return { ...query, MetricStat: { ...stat, Period: 60 } as MetricDataQuery['MetricStat'] };
}

/** Only the high-resolution types look every 20 seconds (recorded). */
function periodOf(type: string | undefined): number {
  return type?.endsWith('HighResolution') === true ? 20 : 60;
}
