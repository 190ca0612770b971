import type { ScalingPolicy, ScheduledAction, SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import type {
  PutScalingPolicyCommandInput,
  PutScheduledActionCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { canonicalJson } from '../hash.ts';

type Json = Record<string, unknown>;

/**
 * Defaults under which a member that is absent and one that is spelled out mean the same. AWS writes none of them
 * into what it reads back (recorded: DescribeScalingPolicies).
 */
const DEFAULTS: Json = { DisableScaleIn: false, MetricAggregationType: 'Average', Mode: 'ForecastOnly' };

/** Lists whose order means nothing. */
const UNORDERED = new Set(['Dimensions', 'StepAdjustments']);

const POLICY_MEMBERS = [
  'PolicyType',
  'TargetTrackingScalingPolicyConfiguration',
  'StepScalingPolicyConfiguration',
  'PredictiveScalingPolicyConfiguration',
] as const;

const ACTION_MEMBERS = ['Schedule', 'Timezone', 'StartTime', 'EndTime', 'ScalableTargetAction'] as const;

/** Whether AWS holds the policy as `wanted` says. A put of an equal policy would re-create its alarms. */
export function samePolicy(wanted: PutScalingPolicyCommandInput, actual: ScalingPolicy): boolean {
  return equal(pick(wanted, POLICY_MEMBERS), pick(actual, POLICY_MEMBERS));
}

/** Whether AWS holds the scheduled action as `wanted` says. */
export function sameScheduledAction(wanted: PutScheduledActionCommandInput, actual: ScheduledAction): boolean {
  return equal(pick(wanted, ACTION_MEMBERS), pick(actual, ACTION_MEMBERS));
}

/** Whether AWS suspends what `wanted` says; absent members are false. */
export function sameSuspension(wanted: SuspendedState, actual: SuspendedState | undefined): boolean {
  return (
    (wanted.DynamicScalingInSuspended ?? false) === (actual?.DynamicScalingInSuspended ?? false) &&
    (wanted.DynamicScalingOutSuspended ?? false) === (actual?.DynamicScalingOutSuspended ?? false) &&
    (wanted.ScheduledScalingSuspended ?? false) === (actual?.ScheduledScalingSuspended ?? false)
  );
}

function pick<T extends object>(object: T, members: readonly (keyof T)[]): Json {
  return Object.fromEntries(members.map((member) => [member, object[member]]));
}

function equal(a: Json, b: Json): boolean {
  return canonicalJson(normal(a)) === canonicalJson(normal(b));
}

function normal(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const members = value.map((member) => normal(member));
    return UNORDERED.has(key) ? members.toSorted(byText) : members;
  }
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => member !== undefined && DEFAULTS[name] !== member)
      .map(([name, member]) => [name, normal(member, name)]),
  );
}

function byText(a: unknown, b: unknown): number {
  return canonicalJson(a) < canonicalJson(b) ? -1 : 1;
}
