import type { Context } from '../world.ts';
import { beginCountActivity, recordNotScaled } from './activities.ts';
import type { NotScaledReason, PolicyRecord, TargetRecord } from './state.ts';

/** Cooldown of a policy that names none, in seconds (documented for ECS services). */
const defaultCooldown = 300;

export function alarmCause(alarmName: string, policy: PolicyRecord, state = 'ALARM'): string {
  return `monitor alarm ${alarmName} in state ${state} triggered policy ${policy.name}`;
}

/**
 * Sets the count that a policy wants, within the bounds, or records why that changes nothing.
 *
 * @returns whether the count was changed
 */
export function scaleTo(
  context: Context,
  target: TargetRecord,
  current: number,
  wanted: number,
  cause: string,
): boolean {
  const count = Math.min(target.max, Math.max(target.min, wanted));
  if (count === current) {
    recordNotScaled(context, target, cause, notScaledReason(target, current, wanted));
    return false;
  }
  beginCountActivity(context, target, count, cause);
  return true;
}

/** Each reason carries only its own number (recorded). */
function notScaledReason(target: TargetRecord, current: number, wanted: number): NotScaledReason {
  if (wanted > target.max) return { Code: 'AlreadyAtMaxCapacity', MaxCapacity: target.max };
  if (wanted < target.min) return { Code: 'AlreadyAtMinCapacity', MinCapacity: target.min };
  return { Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: current };
}

/**
 * The capacity that a scale-out is reckoned from: while its cooldown lasts, what the last scale-out has added counts
 * as part of the next one (documented), so that only a larger one does more.
 */
export function scaleOutBase(
  context: Context,
  policy: PolicyRecord,
  current: number,
  cooldown: number | undefined,
): number {
  const last = policy.lastScaleOut;
  const isCooling = last !== undefined && context.clock.now() - last.at < (cooldown ?? defaultCooldown) * 1000;
  return isCooling ? Math.min(last.from, current) : current;
}

export function noteScaleOut(context: Context, policy: PolicyRecord, from: number): void {
  policy.lastScaleOut = { at: context.clock.now(), from };
}

export function isScaleInCooling(context: Context, policy: PolicyRecord, cooldown: number | undefined): boolean {
  const at = policy.lastScaleInAt;
  return at !== undefined && context.clock.now() - at < (cooldown ?? defaultCooldown) * 1000;
}
