import type { Context } from '../world.ts';
import { policyArn } from './scalable-resource.ts';
import { alarmCause, isScaleInCooling, noteScaleOut, scaleOutBase, scaleTo } from './scale.ts';
import { serviceCounts } from './service-counts.ts';
import type { PolicyRecord, TargetRecord } from './state.ts';
import { steppedCapacity } from './step-policy.ts';
import { wake } from './wake.ts';

/**
 * Runs the step policy of this ARN for an alarm whose metric is `delta` away from its threshold.
 *
 * @returns false when there is no such step policy of an active service
 */
export function runStepPolicy(
  context: Context,
  arn: string,
  alarmName: string,
  delta: number,
  state = 'ALARM',
): boolean {
  const found = findPolicy(context, arn);
  const counts = found === undefined ? undefined : serviceCounts(context, found.target.resourceId);
  if (found === undefined || found.policy.step === undefined || counts === undefined) return false;
  const { target, policy } = found;
  const base = scaleOutBase(context, policy, counts.desired, found.policy.step.Cooldown);
  const wanted = steppedCapacity(found.policy.step, base, delta);
  if (wanted === undefined) return true;
  const isOut = wanted >= counts.desired;
  if (isOut ? target.suspended.out : target.suspended.in || counts.deploying) return true;
  if (!isOut && isScaleInCooling(context, policy, found.policy.step.Cooldown)) return true;
  if (scaleTo(context, target, counts.desired, wanted, alarmCause(alarmName, policy, state))) {
    if (isOut) noteScaleOut(context, policy, counts.desired);
    else policy.lastScaleInAt = context.clock.now();
  }
  wake(context.world.autoscaling);
  return true;
}

function findPolicy(context: Context, arn: string): { target: TargetRecord; policy: PolicyRecord } | undefined {
  for (const target of context.world.autoscaling.targets.values()) {
    for (const policy of target.policies.values()) {
      const own = policyArn(context, target, policy.name);
      if (arn === own || arn.startsWith(`${own}:`)) return { target, policy };
    }
  }
  return undefined;
}
