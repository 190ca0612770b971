import type {
  PutScalingPolicyCommandInput,
  PutScheduledActionCommandInput,
  RegisterScalableTargetCommandInput,
  ScalableTarget,
  ScalingPolicy,
  ScheduledAction,
  SuspendedState,
} from '@aws-sdk/client-application-auto-scaling';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import type { EcsScalingStatus } from '../../api/status.ts';
import { mayAdopt } from '../adoption.ts';
import { isOwnedBy, tagChange } from '../ownership.ts';
import type { OwnerIdentity, TagChange, TagMap } from '../ownership.ts';
import { toAwsCasing } from './aws-casing.ts';
import { policyInput, scheduledActionInput, targetIdentity } from './desired.ts';
import { samePolicy, sameScheduledAction, sameSuspension } from './difference.ts';

/** What Application Auto Scaling holds about the service. */
export interface ScalingObservation {
  readonly target: ScalableTarget | undefined;
  readonly policies: readonly ScalingPolicy[];
  readonly scheduledActions: readonly ScheduledAction[];
  /** Tags of the target; `undefined` where they were not read. */
  readonly tags: TagMap | undefined;
}

export interface ScalingSituation {
  readonly spec: EcsScalingSpec;
  readonly status: EcsScalingStatus;
  readonly resourceId: string;
  readonly owner: OwnerIdentity;
  readonly desiredTags: TagMap;
  readonly observed: ScalingObservation;
}

export type ScalingAction =
  | { readonly kind: 'register'; readonly input: RegisterScalableTargetCommandInput; readonly what: string }
  | { readonly kind: 'putPolicy'; readonly input: PutScalingPolicyCommandInput; readonly what: string }
  | { readonly kind: 'deletePolicy'; readonly name: string; readonly what: string }
  | { readonly kind: 'putScheduledAction'; readonly input: PutScheduledActionCommandInput; readonly what: string }
  | { readonly kind: 'deleteScheduledAction'; readonly name: string; readonly what: string }
  | { readonly kind: 'tag'; readonly arn: string; readonly change: TagChange; readonly what: string };

export type ScalingPlan =
  | { readonly kind: 'readTags'; readonly arn: string }
  | { readonly kind: 'notOwned'; readonly tags: TagMap }
  | { readonly kind: 'nothingToAdopt' }
  | {
      readonly kind: 'actions';
      readonly actions: readonly ScalingAction[];
      readonly foreign: readonly string[];
      /** The target is somebody else's, and is taken over by this plan. */
      readonly adopts: boolean;
    };

/**
 * Compares the spec with what AWS holds and says what to do about it: nothing is put that is equal already, and
 * policies and actions of others are left alone. The target's tags decide whose all of it is; they are read once, before
 * the target is written to for the first time.
 */
export function planScaling(situation: ScalingSituation): ScalingPlan {
  const { observed, status, owner, spec } = situation;
  const { target, tags } = observed;
  const arn = target?.ScalableTargetARN;
  let adopts = false;
  if (arn === undefined) {
    if (spec.adoptionPolicy === 'Required') return { kind: 'nothingToAdopt' };
  } else if (arn !== status.scalableTargetArn) {
    if (tags === undefined) return { kind: 'readTags', arn };
    adopts = !isOwnedBy(tags, owner);
    if (adopts && !mayAdopt(spec.adoptionPolicy, tags)) return { kind: 'notOwned', tags };
  }
  const actions = [...targetActions(situation), ...policyActions(situation), ...scheduleActions(situation)];
  const tagging = tagActions(situation);
  // What is taken over is marked as ours before anything else.
  const inOrder = adopts ? [...tagging, ...actions] : [...actions, ...tagging];
  return { kind: 'actions', actions: inOrder, foreign: foreignNames(situation), adopts };
}

function targetActions(situation: ScalingSituation): ScalingAction[] {
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
  const differences = [
    ...(boundsDiffer(situation, target) ? [`bounds to ${range(spec)}`] : []),
    ...(suspensionDiffers(situation, suspended, target) ? ['what is suspended'] : []),
  ];
  if (differences.length === 0) return [];
  const input = { ...identity, ...bounds, SuspendedState: allOf(suspended) };
  return [{ kind: 'register', input, what: `Change ${differences.join(' and ')}` }];
}

/**
 * Where scheduled actions exist a fired one moves the bounds, and that is no drift: then only a changed spec is sent.
 */
function boundsDiffer({ spec, status, observed }: ScalingSituation, target: ScalableTarget): boolean {
  const differs = target.MinCapacity !== spec.minCapacity || target.MaxCapacity !== spec.maxCapacity;
  if (!differs || observed.scheduledActions.length === 0) return differs;
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

function policyActions({ spec, status, resourceId, observed }: ScalingSituation): ScalingAction[] {
  const actions: ScalingAction[] = [];
  const held = new Map(observed.policies.map((policy) => [policy.PolicyName, policy]));
  // Deletions first: AWS allows one target tracking policy for a metric, and a renamed policy tracks the same one.
  const wanted = new Set((spec.policies ?? []).map((policy) => policy.name));
  for (const name of status.ownedPolicies ?? []) {
    if (wanted.has(name) || !held.has(name)) continue;
    actions.push({ kind: 'deletePolicy', name, what: `Delete policy ${name}` });
  }
  for (const policy of spec.policies ?? []) {
    const input = policyInput(resourceId, policy);
    const actual = held.get(policy.name);
    if (actual !== undefined && samePolicy(input, actual)) continue;
    const verb = actual === undefined ? 'Create' : 'Change';
    if (actual !== undefined && actual.PolicyType !== input.PolicyType) {
      actions.push({ kind: 'deletePolicy', name: policy.name, what: `Delete policy ${policy.name} of another type` });
    }
    actions.push({ kind: 'putPolicy', input, what: `${verb} policy ${policy.name}` });
  }
  return actions;
}

function scheduleActions({ spec, status, resourceId, observed }: ScalingSituation): ScalingAction[] {
  const actions: ScalingAction[] = [];
  const held = new Map(observed.scheduledActions.map((action) => [action.ScheduledActionName, action]));
  for (const action of spec.scheduledActions ?? []) {
    const input = scheduledActionInput(resourceId, action);
    const actual = held.get(action.name);
    if (actual !== undefined && sameScheduledAction(input, actual)) continue;
    const verb = actual === undefined ? 'Create' : 'Change';
    actions.push({ kind: 'putScheduledAction', input, what: `${verb} scheduled action ${action.name}` });
  }
  const wanted = new Set((spec.scheduledActions ?? []).map((action) => action.name));
  for (const name of status.ownedScheduledActions ?? []) {
    if (wanted.has(name) || !held.has(name)) continue;
    actions.push({ kind: 'deleteScheduledAction', name, what: `Delete scheduled action ${name}` });
  }
  return actions;
}

function tagActions({ observed, desiredTags, status }: ScalingSituation): ScalingAction[] {
  const arn = observed.target?.ScalableTargetARN;
  if (arn === undefined || observed.tags === undefined) return [];
  const change = tagChange(observed.tags, desiredTags, status.ownedTagKeys ?? []);
  return change === undefined ? [] : [{ kind: 'tag', arn, change, what: 'Change the tags of the scalable target' }];
}

/** Policies and actions on our target that neither the spec names nor we made. */
function foreignNames({ spec, status, observed }: ScalingSituation): string[] {
  const ours = new Set([
    ...(spec.policies ?? []).map((policy) => policy.name),
    ...(spec.scheduledActions ?? []).map((action) => action.name),
    ...(status.ownedPolicies ?? []),
    ...(status.ownedScheduledActions ?? []),
  ]);
  const names = [
    ...observed.policies.map((policy) => policy.PolicyName),
    ...observed.scheduledActions.map((action) => action.ScheduledActionName),
  ];
  return names.filter((name): name is string => name !== undefined && !ours.has(name)).toSorted();
}
