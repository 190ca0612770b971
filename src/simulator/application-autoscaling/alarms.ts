import { uuid } from '../identifiers.ts';
import { alarmArn } from '../cloudwatch/alarm-view.ts';
import type { UserAlarm } from '../cloudwatch/state.ts';
import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import { policyArn } from './scalable-resource.ts';
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

/** The alarms as PutScalingPolicy and DescribeScalingPolicies name them: its own, or those of users that act on it. */
export function alarmViews(context: Context, target: TargetRecord, policy: PolicyRecord): Json[] {
  const names = policy.tracking === undefined ? usersAlarms(context, target, policy) : policy.alarms;
  return names.map(({ name }) => ({ AlarmName: name, AlarmARN: alarmArn(context, name) }));
}

function usersAlarms(context: Context, target: TargetRecord, policy: PolicyRecord): UserAlarm[] {
  const arn = policyArn(context, target, policy.name);
  return [...context.world.cloudwatch.alarms.values()].filter(({ definition }) =>
    [definition.AlarmActions, definition.OKActions, definition.InsufficientDataActions].some((actions) =>
      actions?.includes(arn),
    ),
  );
}
