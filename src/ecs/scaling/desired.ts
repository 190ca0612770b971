import type {
  PutScalingPolicyCommandInput,
  PutScheduledActionCommandInput,
  ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import { toAwsCasing } from './aws-casing.ts';

/** What identifies a scalable target of ECS in every call. */
export interface TargetIdentity {
  readonly ServiceNamespace: 'ecs';
  readonly ResourceId: string;
  readonly ScalableDimension: 'ecs:service:DesiredCount';
}

export function targetIdentity(resourceId: string): TargetIdentity {
  return { ServiceNamespace: 'ecs', ResourceId: resourceId, ScalableDimension: 'ecs:service:DesiredCount' };
}

type Policy = NonNullable<EcsScalingSpec['policies']>[number];
type Action = NonNullable<EcsScalingSpec['scheduledActions']>[number];

/** PutScalingPolicy for one policy of the spec, whole: a member that is left out is removed or, worse, inherited. */
export function policyInput(resourceId: string, policy: Policy): PutScalingPolicyCommandInput {
  const { name, policyType, alarm: _alarm, targetGroupArn: _targetGroup, ...configuration } = policy;
  return {
    ...targetIdentity(resourceId),
    PolicyName: name,
    PolicyType: policyType,
    ...(toAwsCasing(configuration) as object),
  };
}

/**
 * PutScheduledAction for one action of the spec, whole: an omitted start or end is deleted by AWS. An omitted time zone
 * is not, so one that AWS holds is put back to UTC by name.
 *
 * @param held the action as AWS has it
 */
export function scheduledActionInput(
  resourceId: string,
  action: Action,
  held?: Pick<ScheduledAction, 'Timezone'>,
): PutScheduledActionCommandInput {
  const { name, startTime, endTime, ...rest } = action;
  return {
    ...targetIdentity(resourceId),
    ScheduledActionName: name,
    ...(held?.Timezone === undefined ? {} : { Timezone: 'UTC' }),
    ...(toAwsCasing(rest) as object),
    ...(startTime === undefined ? {} : { StartTime: new Date(startTime) }),
    ...(endTime === undefined ? {} : { EndTime: new Date(endTime) }),
  };
}
