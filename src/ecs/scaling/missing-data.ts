import type { ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';

/** So long (domain milliseconds) may an alarm be without data: metrics of a new service come after some minutes. */
const PATIENCE_MS = 1_800_000;

/** Names of the alarms that have lacked data for long. `now`: domain milliseconds. */
export function alarmsWithoutData(alarms: readonly MetricAlarm[], now: number): string[] {
  const silent = alarms.filter(
    ({ StateValue, StateUpdatedTimestamp: since }) =>
      StateValue === 'INSUFFICIENT_DATA' && since !== undefined && now - since.getTime() >= PATIENCE_MS,
  );
  return silent.flatMap(({ AlarmName }) => AlarmName ?? []).toSorted();
}

/**
 * Alarms that AWS made for policies on metrics that somebody spelled out, and may have misspelled. The metrics that AWS
 * defines itself come as long as tasks run.
 */
export function watchedAlarms(policies: readonly ScalingPolicy[], owned: readonly string[]): string[] {
  return policies
    .filter(({ PolicyName = '' }) => owned.includes(PolicyName))
    .filter(({ TargetTrackingScalingPolicyConfiguration: tracking }) => {
      const type = tracking?.PredefinedMetricSpecification?.PredefinedMetricType;
      return tracking !== undefined && (type === undefined || type === 'ALBRequestCountPerTarget');
    })
    .flatMap(({ Alarms }) => (Alarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []));
}
