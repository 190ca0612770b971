import { trackedMetric } from '../application-autoscaling/metrics.ts';
import { policyArn } from '../application-autoscaling/scalable-resource.ts';
import type { AlarmRecord, PolicyRecord, TargetRecord } from '../application-autoscaling/state.ts';
import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import { alarmArn } from './alarm-view.ts';
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

/** As DescribeAlarms shows it: High looks at 3 minutes, Low at 15 and nine tenths of the target (recorded). */
export function managedAlarmView(context: Context, { target, policy, alarm }: ManagedAlarm): Json {
  const arn = policyArn(context, target, policy.name);
  const action = `${arn}:createdBy/${policy.createdBy ?? ''}`;
  const isHigh = alarm.side === 'High';
  const goal = policy.tracking?.TargetValue ?? 1;
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
    StateUpdatedTimestamp: (alarm.changedAt ?? alarm.createdAt) / 1000,
    StateTransitionedTimestamp: (alarm.changedAt ?? alarm.createdAt) / 1000,
    ...metricOf(target, policy),
    EvaluationPeriods: isHigh ? 3 : 15,
    Threshold: isHigh ? goal : goal * 0.9,
    ComparisonOperator: isHigh ? 'GreaterThanThreshold' : 'LessThanThreshold',
  };
}

function metricOf(target: TargetRecord, { tracking }: PolicyRecord): Json {
  const custom = tracking?.CustomizedMetricSpecification;
  if (custom?.Metrics !== undefined) return { Metrics: custom.Metrics };
  const metric = tracking === undefined ? undefined : trackedMetric(target.resourceId, tracking);
  if (metric === undefined) return {};
  const head = {
    MetricName: metric.name,
    Namespace: metric.namespace,
    Dimensions: dimensionList(metric),
    Period: periodOf(tracking?.PredefinedMetricSpecification?.PredefinedMetricType),
  };
  if (custom !== undefined)
    return { ...head, Statistic: custom.Statistic, ...(custom.Unit ? { Unit: custom.Unit } : {}) };
  const isRequestCount = metric.name === 'RequestCountPerTarget';
  return { ...head, Statistic: isRequestCount ? 'Sum' : 'Average', Unit: isRequestCount ? 'None' : 'Percent' };
}

/** Only the high-resolution types look every 20 seconds (recorded). */
function periodOf(type: string | undefined): number {
  return type?.endsWith('HighResolution') === true ? 20 : 60;
}
