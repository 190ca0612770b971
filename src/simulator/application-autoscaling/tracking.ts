import type { TargetTrackingScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import type { Context } from '../world.ts';
import { hasOpenActivity } from './activities.ts';
import { judgeAlike } from '../cloudwatch/judge-alarm.ts';
import type { AlarmDefinition } from '../cloudwatch/judge-alarm.ts';
import { managedDefinition } from '../cloudwatch/managed-alarms.ts';
import { hasMetrics } from './metrics.ts';
import { alarmCause, isScaleInCooling, noteScaleOut, scaleOutBase, scaleTo } from './scale.ts';
import { type ServiceCounts, serviceCounts } from './service-counts.ts';
import type { AlarmRecord, PolicyRecord, TargetRecord } from './state.ts';

const minuteMs = 60_000;
/** A minute is judged almost a minute after its end (recorded: at second 59 of the next). */
const lagMs = 59_000;

/** A tracking policy with what its alarms saw. */
interface Tracked {
  readonly policy: PolicyRecord;
  readonly config: TargetTrackingScalingPolicyConfiguration;
  /** The newest datapoint as a share of the target. */
  readonly ratio: number | undefined;
  readonly high: AlarmRecord | undefined;
  readonly low: AlarmRecord | undefined;
}

/** Alarms are looked at once in each slot; a new one begins at second 59 of every minute. */
export function evaluationSlot({ clock }: Pick<Context, 'clock'>): number {
  return Math.floor((clock.now() - lagMs) / minuteMs);
}

/** The end of the newest minute that is judged in a slot. */
export function judgedUntil(slot: number): number {
  return slot * minuteMs;
}

/** When the slot after `slot` begins; undefined while no user has alarms, and no policy tracks a metric with a value. */
export function nextEvaluationAt(context: Context, slot: number): number | undefined {
  const isWatching =
    context.world.cloudwatch.alarms.size > 0 || (isTracking(context) && hasMetrics(context, judgedUntil(slot)));
  return isWatching ? (slot + 1) * minuteMs + lagMs : undefined;
}

function isTracking({ world }: Context): boolean {
  for (const { policies } of world.autoscaling.targets.values()) {
    for (const { tracking } of policies.values()) if (tracking !== undefined) return true;
  }
  return false;
}

/** Moves the alarms of every tracking policy, and scales. */
export function evaluateTracking(context: Context): void {
  for (const target of context.world.autoscaling.targets.values()) {
    const policies = [...target.policies.values()].filter((policy) => policy.tracking !== undefined);
    if (policies.length === 0) continue;
    const counts = serviceCounts(context, target.resourceId);
    if (counts === undefined) continue;
    const tracked = policies.map((policy) => moveAlarms(context, target, policy));
    if (hasOpenActivity(context, target.resourceId)) continue;
    if (!scaleOut(context, target, counts, tracked)) scaleIn(context, target, counts, tracked);
  }
}

function moveAlarms(context: Context, target: TargetRecord, policy: PolicyRecord): Tracked {
  const config: TargetTrackingScalingPolicyConfiguration = policy.tracking ?? { TargetValue: 1 };
  const until = judgedUntil(evaluationSlot(context));
  let newest: number | undefined;
  const verdicts = judgeAlike(context, definitionsOf(target, policy), until);
  for (const [index, alarm] of policy.alarms.entries()) {
    const verdict = verdicts[index];
    if (verdict === undefined) continue;
    newest ??= verdict.points.find(({ value }) => value !== undefined)?.value;
    if (alarm.state === verdict.state) continue;
    const stateReason = verdict.reason(alarm.state);
    Object.assign(alarm, { state: verdict.state, stateReason, changedAt: context.clock.now() });
  }
  return {
    policy,
    config,
    ratio: newest === undefined ? undefined : newest / (config.TargetValue ?? 1),
    high: policy.alarms.find(({ side, state }) => side === 'High' && state === 'ALARM'),
    low: policy.alarms.find(({ side, state }) => side === 'Low' && state === 'ALARM'),
  };
}

const definitions = new WeakMap<PolicyRecord, readonly AlarmDefinition[]>();

/** What a policy's alarms watch: a policy that is put again is another record with other alarms. */
function definitionsOf({ resourceId }: TargetRecord, policy: PolicyRecord): readonly AlarmDefinition[] {
  const known = definitions.get(policy);
  if (known !== undefined) return known;
  const made = policy.alarms.map(({ side }) => managedDefinition(resourceId, policy.tracking, side));
  definitions.set(policy, made);
  return made;
}

/** The largest capacity of all policies wins (documented). */
function scaleOut(context: Context, target: TargetRecord, counts: ServiceCounts, tracked: readonly Tracked[]): boolean {
  const alarmed = tracked.filter(({ high, ratio }) => high !== undefined && ratio !== undefined);
  const wishes = alarmed.map((each) => {
    const base = scaleOutBase(context, each.policy, counts.desired, each.config.ScaleOutCooldown);
    return { ...each, base, wanted: Math.ceil(base * (each.ratio ?? 1)) };
  });
  const largest = wishes.toSorted((a, b) => b.wanted - a.wanted)[0];
  if (largest === undefined || target.suspended.out) return largest !== undefined;
  const cause = alarmCause(largest.high?.name ?? '', largest.policy);
  // At the maximum every attempt is recorded, cooldown or not (recorded).
  if (counts.desired >= target.max) scaleTo(context, target, counts.desired, target.max + 1, cause);
  else if (largest.wanted > counts.desired && scaleTo(context, target, counts.desired, largest.wanted, cause)) {
    noteScaleOut(context, largest.policy, largest.base);
  }
  return true;
}

/** Only when every policy that may scale in wants to (documented), and not during a deployment. */
function scaleIn(context: Context, target: TargetRecord, counts: ServiceCounts, tracked: readonly Tracked[]): void {
  if (target.suspended.in || counts.deploying || counts.desired <= target.min) return;
  const able = tracked.filter(({ config }) => config.DisableScaleIn !== true);
  const ready = able.filter(({ low, ratio }) => low !== undefined && ratio !== undefined);
  if (ready.length === 0 || ready.length < able.length) return;
  if (ready.some(({ policy, config }) => isScaleInCooling(context, policy, config.ScaleInCooldown))) return;
  const wanted = Math.max(...ready.map(({ ratio }) => Math.ceil(counts.desired * (ratio ?? 1))));
  const first = ready[0];
  if (first === undefined || wanted >= counts.desired) return;
  if (scaleTo(context, target, counts.desired, wanted, alarmCause(first.low?.name ?? '', first.policy))) {
    for (const { policy } of ready) policy.lastScaleInAt = context.clock.now();
  }
}
