import { policyInput, scheduledActionInput } from './desired.ts';
import { samePolicy, sameScheduledAction } from './difference.ts';
import type { ScalingAction, ScalingSituation } from './situation.ts';

/** What brings the policies to what the spec says. */
export function policyActions({ spec, status, resourceId, observed }: ScalingSituation): ScalingAction[] {
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

/** What brings the scheduled actions to what the spec says. */
export function scheduleActions({ spec, status, resourceId, observed }: ScalingSituation): ScalingAction[] {
  const actions: ScalingAction[] = [];
  const held = new Map(observed.scheduledActions.map((action) => [action.ScheduledActionName, action]));
  for (const action of spec.scheduledActions ?? []) {
    const actual = held.get(action.name);
    const input = scheduledActionInput(resourceId, action, actual);
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

/** Policies and scheduled actions that the spec names, that exist, and that this object never put. */
export function takenNames({ spec, status, observed }: ScalingSituation): string[] {
  return [
    ...taken(
      'policy',
      spec.policies,
      status.ownedPolicies,
      observed.policies.map(({ PolicyName }) => PolicyName),
    ),
    ...taken(
      'scheduled action',
      spec.scheduledActions,
      status.ownedScheduledActions,
      observed.scheduledActions.map(({ ScheduledActionName }) => ScheduledActionName),
    ),
  ];
}

function taken(
  what: string,
  wanted: readonly { readonly name: string }[] = [],
  owned: readonly string[] = [],
  held: readonly (string | undefined)[],
): string[] {
  const names = wanted.map(({ name }) => name).filter((name) => held.includes(name) && !owned.includes(name));
  return names.map((name) => `${what} ${name}`);
}

/** Policies and actions on our target that neither the spec names nor we made. */
export function foreignNames({ spec, status, observed }: ScalingSituation): string[] {
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
