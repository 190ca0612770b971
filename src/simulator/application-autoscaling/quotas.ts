import { refusal } from './refusals.ts';
import type { TargetRecord } from './state.ts';

/** Quotas of one scalable target (documented; UNKNOWN: the texts). */
const mostPolicies = 50;
const mostActions = 200;
/** Scalable targets of ECS in a Region (documented). */
const mostTargets = 3000;

/** @throws AwsFault LimitExceededException */
export function checkTargetQuota(targets: ReadonlyMap<string, TargetRecord>): void {
  if (targets.size < mostTargets) return;
  throw refusal('LimitExceededException', `You have reached the limit of ${mostTargets} scalable targets for ecs`);
}

/** @throws AwsFault LimitExceededException */
export function checkPolicyQuota(target: TargetRecord, policyName: string): void {
  if (target.policies.has(policyName) || target.policies.size < mostPolicies) return;
  const what = `${mostPolicies} scaling policies for the scalable target`;
  throw refusal('LimitExceededException', `You have reached the limit of ${what}`);
}

/** @throws AwsFault LimitExceededException */
export function checkActionQuota(target: TargetRecord, actionName: string): void {
  if (target.actions.has(actionName) || target.actions.size < mostActions) return;
  const what = `${mostActions} scheduled actions for the scalable target`;
  throw refusal('LimitExceededException', `You have reached the limit of ${what}`);
}
