import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import type { EcsScaling } from '../../api/resources.ts';
import type { EcsScalingStatus } from '../../api/scaling-status.ts';
import { wantedAlarms } from './alarm.ts';
import { boundsSetBy } from './bounds-owner.ts';
import type { ScalingObservation } from './situation.ts';

/**
 * What is known of a new generation before AWS is looked at. On a target that status does not know, whatever the spec
 * names is ours as soon as the target is; on one that it knows, a new name must be found free first.
 */
export function begun(facts: EcsScalingStatus, spec: EcsScalingSpec, tagKeys: readonly string[]): EcsScalingStatus {
  return facts.scalableTargetArn === undefined ? owningNames(facts, spec, tagKeys) : owningTags(facts, spec, tagKeys);
}

function owningTags(facts: EcsScalingStatus, spec: EcsScalingSpec, tagKeys: readonly string[]): EcsScalingStatus {
  return {
    ...facts,
    ownedTagKeys: union(facts.ownedTagKeys, tagKeys),
    ...(spec.suspendedState === undefined ? {} : { suspensionOwned: true }),
  };
}

/** Facts that own every name of the spec besides those owned already: written down before anything is made. */
export function owningNames(
  facts: EcsScalingStatus,
  spec: EcsScalingSpec,
  tagKeys: readonly string[],
): EcsScalingStatus {
  return {
    ...owningTags(facts, spec, tagKeys),
    ...names('ownedPolicies', union(facts.ownedPolicies, policyNames(spec))),
    ...names('ownedScheduledActions', union(facts.ownedScheduledActions, actionNames(spec))),
    ...names('ownedAlarms', union(facts.ownedAlarms, alarmNames(facts, spec))),
  };
}

/** Whether `facts` own a name that status does not have yet. */
export function ownsMore(facts: EcsScalingStatus, status: EcsScalingStatus | undefined): boolean {
  const kinds = ['ownedPolicies', 'ownedScheduledActions', 'ownedAlarms'] as const;
  return kinds.some((kind) => (facts[kind] ?? []).some((name) => status?.[kind]?.includes(name) !== true));
}

/** Facts once AWS reads back as the spec says: what left the spec is gone there, so only the spec's names are owned. */
export function settled(facts: EcsScalingStatus, object: EcsScaling, tagKeys: readonly string[]): EcsScalingStatus {
  const { spec, metadata } = object;
  const {
    ownedPolicies: _policies,
    ownedScheduledActions: _actions,
    ownedAlarms: _alarms,
    suspensionOwned: _suspension,
    ...rest
  } = facts;
  return {
    ...rest,
    ...names('ownedPolicies', union([], policyNames(spec))),
    ...names('ownedScheduledActions', union([], actionNames(spec))),
    ...names('ownedAlarms', union([], alarmNames(facts, spec))),
    ownedTagKeys: [...tagKeys].toSorted(),
    ...(spec.suspendedState === undefined ? {} : { suspensionOwned: true }),
    taggedGeneration: metadata.generation,
    appliedMinCapacity: spec.minCapacity,
    appliedMaxCapacity: spec.maxCapacity,
  };
}

/** Facts about the target as AWS holds it. */
export function describeTarget(
  facts: EcsScalingStatus,
  spec: EcsScalingSpec,
  observed: ScalingObservation,
  foreign: readonly string[],
): EcsScalingStatus {
  const { target } = observed;
  const rest = withoutTarget(facts);
  if (target?.ScalableTargetARN === undefined) return rest;
  const mine = new Set([...(facts.ownedPolicies ?? []), ...(facts.ownedScheduledActions ?? [])]);
  const policies = observed.policies.filter(({ PolicyName = '' }) => mine.has(PolicyName));
  const actions = observed.scheduledActions.filter(({ ScheduledActionName = '' }) => mine.has(ScheduledActionName));
  return {
    ...rest,
    scalableTargetArn: target.ScalableTargetARN,
    minCapacity: target.MinCapacity ?? 0,
    maxCapacity: target.MaxCapacity ?? 0,
    boundsSetBy: boundsSetBy(spec, target, observed.scheduledActions),
    ...(policies.length === 0
      ? {}
      : { policies: policies.map((policy) => policyStatus(policy, observed.alarms)).toSorted(byName) }),
    ...(actions.length === 0 ? {} : { scheduledActions: actions.map(actionStatus).toSorted(byName) }),
    ...(foreign.length === 0 ? {} : { foreign: [...foreign], foreignCount: foreign.length }),
  };
}

function withoutTarget(facts: EcsScalingStatus): EcsScalingStatus {
  const {
    scalableTargetArn: _a,
    minCapacity: _b,
    maxCapacity: _c,
    policies: _d,
    scheduledActions: _e,
    foreign: _f,
    foreignCount: _g,
    boundsSetBy: _h,
    ...rest
  } = facts;
  return rest;
}

function policyStatus(policy: ScalingObservation['policies'][number], held: ScalingObservation['alarms']) {
  const own = (policy.Alarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []);
  const calling = held.filter(({ AlarmActions }) => AlarmActions?.includes(policy.PolicyARN ?? '') === true);
  const alarms = union(
    own,
    calling.flatMap(({ AlarmName }) => AlarmName ?? []),
  );
  return {
    name: policy.PolicyName ?? '',
    policyArn: policy.PolicyARN ?? '',
    ...(alarms.length === 0 ? {} : { alarms }),
  };
}

function actionStatus(action: ScalingObservation['scheduledActions'][number]) {
  return { name: action.ScheduledActionName ?? '', scheduledActionArn: action.ScheduledActionARN ?? '' };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function policyNames(spec: EcsScalingSpec): string[] {
  return (spec.policies ?? []).map((policy) => policy.name);
}

function actionNames(spec: EcsScalingSpec): string[] {
  return (spec.scheduledActions ?? []).map((action) => action.name);
}

function alarmNames({ resourceId }: EcsScalingStatus, spec: EcsScalingSpec): string[] {
  if (resourceId === undefined) return [];
  return wantedAlarms(resourceId, spec).map(({ input }) => input.AlarmName);
}

function union(a: readonly string[] | undefined, b: readonly string[]): string[] {
  return [...new Set([...(a ?? []), ...b])].toSorted();
}

function names<K extends string>(key: K, list: readonly string[]): { [key in K]?: string[] } {
  return list.length === 0 ? {} : ({ [key]: [...list] } as { [key in K]?: string[] });
}
