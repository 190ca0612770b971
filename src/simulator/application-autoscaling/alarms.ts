import { uuid } from '../identifiers.ts';
import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import type { AlarmRecord, PolicyRecord, TargetRecord } from './state.ts';

/** The alarms of a target tracking policy, High first; without scale-in there is no Low one (recorded). */
export function newTrackingAlarms(context: Context, target: TargetRecord, policy: PolicyRecord): AlarmRecord[] {
  const sides = policy.tracking?.DisableScaleIn === true ? (['High'] as const) : (['High', 'Low'] as const);
  return sides.map((side) => ({
    name: `TargetTracking-${target.resourceId}-Alarm${side}-${uuid(context.random)}`,
    side,
    state: 'INSUFFICIENT_DATA',
    createdAt: context.clock.now(),
  }));
}

/** The alarms as PutScalingPolicy and DescribeScalingPolicies name them. */
export function alarmViews(context: Context, policy: PolicyRecord): Json[] {
  return policy.alarms.map(({ name }) => ({
    AlarmName: name,
    AlarmARN: `arn:aws:cloudwatch:${context.region}:${context.accountId}:alarm:${name}`,
  }));
}
