import type { PutScalingPolicyCommandInput, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import { canonicalJson } from '../hash.ts';
import { policyInput, scheduledActionInput } from './desired.ts';
import { samePolicy, sameScheduledAction } from './difference.ts';
import type { ScalingAction, ScalingSituation } from './situation.ts';

/** A policy that is to be put, and what AWS holds of that name. */
interface Change {
  readonly input: PutScalingPolicyCommandInput;
  readonly actual: ScalingPolicy | undefined;
}

/** What brings the policies to what the spec says. */
export function policyActions({ spec, status, resourceId, observed }: ScalingSituation): ScalingAction[] {
  const held = new Map(observed.policies.map((policy) => [policy.PolicyName ?? '', policy]));
  const wanted = new Set((spec.policies ?? []).map((policy) => policy.name));
  const gone = (status.ownedPolicies ?? []).filter((name) => !wanted.has(name) && held.has(name));
  const changes = (spec.policies ?? [])
    .map((policy) => ({ input: policyInput(resourceId, policy), actual: held.get(policy.name) }))
    .filter(({ input, actual }) => actual === undefined || !samePolicy(input, actual));
  const inTheWay = changes.filter((change) => isInTheWay(change, changes));
  return [
    // Deletions first: AWS allows one target tracking policy for a metric, and a renamed policy tracks the same one.
    ...gone.map((name) => deletion(name, `Delete policy ${name}`)),
    ...inTheWay.map(({ input: { PolicyName: name = '' } }) => deletion(name, `Delete policy ${name} to put it anew`)),
    ...changes.map(({ input, actual }): ScalingAction => {
      const verb = actual === undefined ? 'Create' : 'Change';
      return { kind: 'putPolicy', input, what: `${verb} policy ${input.PolicyName ?? ''}` };
    }),
  ];
}

/** Of another type than it is to have, or tracking what another policy is to track: AWS refuses both. */
function isInTheWay({ input, actual }: Change, changes: readonly Change[]): boolean {
  if (actual === undefined) return false;
  if (actual.PolicyType !== input.PolicyType) return true;
  const tracked = trackedMetric(actual);
  return (
    tracked !== undefined && changes.some((other) => other.input !== input && trackedMetric(other.input) === tracked)
  );
}

function trackedMetric(policy: Pick<ScalingPolicy, 'TargetTrackingScalingPolicyConfiguration'>): string | undefined {
  const { TargetTrackingScalingPolicyConfiguration: tracking } = policy;
  if (tracking === undefined) return undefined;
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = tracking;
  return canonicalJson(predefined ?? customized);
}

function deletion(name: string, what: string): ScalingAction {
  return { kind: 'deletePolicy', name, what };
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
