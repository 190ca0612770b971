import type { ScalableTarget, SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import { tagChange } from '../ownership.ts';
import { toAwsCasing } from './aws-casing.ts';
import { targetIdentity } from './desired.ts';
import { sameSuspension } from './difference.ts';
import type { ScalingAction, ScalingSituation } from './situation.ts';

/** What brings the target's bounds and suspended states to what the spec says. */
export function targetActions(situation: ScalingSituation): ScalingAction[] {
  const { spec, resourceId, observed, desiredTags } = situation;
  const identity = targetIdentity(resourceId);
  const bounds = { MinCapacity: spec.minCapacity, MaxCapacity: spec.maxCapacity };
  const suspended = (toAwsCasing(spec.suspendedState ?? {}) ?? {}) as SuspendedState;
  const suspension = spec.suspendedState === undefined ? {} : { SuspendedState: allOf(suspended) };
  const { target } = observed;
  if (target === undefined) {
    const input = { ...identity, ...bounds, ...suspension, Tags: { ...desiredTags } };
    return [{ kind: 'register', input, what: `Register ${resourceId} between ${range(spec)} tasks` }];
  }
  const [movesBounds, movesSuspension] = [
    boundsDiffer(situation, target),
    suspensionDiffers(situation, suspended, target),
  ];
  const differences = [
    ...(movesBounds ? [`bounds to ${range(spec)}`] : []),
    ...(movesSuspension ? ['what is suspended'] : []),
  ];
  if (differences.length === 0) return [];
  // Members that are left out keep their values: bounds that others may move are not sent along.
  const input = {
    ...identity,
    ...(movesBounds ? bounds : {}),
    ...(movesSuspension ? { SuspendedState: allOf(suspended) } : {}),
  };
  return [{ kind: 'register', input, what: `Change ${differences.join(' and ')}` }];
}

/** What brings the target's tags to what they should be, where they were read. */
export function targetTagActions({ observed, desiredTags, status }: ScalingSituation): ScalingAction[] {
  const arn = observed.target?.ScalableTargetARN;
  if (arn === undefined || observed.tags === undefined) return [];
  const change = tagChange(observed.tags, desiredTags, status.ownedTagKeys ?? []);
  return change === undefined ? [] : [{ kind: 'tag', arn, change, what: 'Change the tags of the scalable target' }];
}

/**
 * Whether the bounds are put back whenever they differ. Where scheduled actions exist a fired one moves them, and that
 * is no drift unless the user says so.
 */
function enforcesBounds({ spec, observed }: ScalingSituation): boolean {
  const scheduled = observed.scheduledActions.length > 0 || (spec.scheduledActions ?? []).length > 0;
  return (spec.boundsPolicy ?? (scheduled ? 'Initial' : 'Enforce')) === 'Enforce';
}

function boundsDiffer(situation: ScalingSituation, target: ScalableTarget): boolean {
  const { spec, status } = situation;
  const differs = target.MinCapacity !== spec.minCapacity || target.MaxCapacity !== spec.maxCapacity;
  if (!differs || enforcesBounds(situation)) return differs;
  return status.appliedMinCapacity !== spec.minCapacity || status.appliedMaxCapacity !== spec.maxCapacity;
}

/** Never named in the spec: not ours. Named before and gone: back to nothing suspended. */
function suspensionDiffers(
  { spec, status }: ScalingSituation,
  suspended: SuspendedState,
  target: ScalableTarget,
): boolean {
  if (spec.suspendedState === undefined && status.suspensionOwned !== true) return false;
  return !sameSuspension(suspended, target.SuspendedState);
}

function allOf(state: SuspendedState): SuspendedState {
  return {
    DynamicScalingInSuspended: state.DynamicScalingInSuspended ?? false,
    DynamicScalingOutSuspended: state.DynamicScalingOutSuspended ?? false,
    ScheduledScalingSuspended: state.ScheduledScalingSuspended ?? false,
  };
}

function range(spec: EcsScalingSpec): string {
  return `${spec.minCapacity} and ${spec.maxCapacity}`;
}
