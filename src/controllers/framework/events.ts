import type { Condition, ConditionType } from '../../api/conditions.ts';
import { Reason } from '../../api/reasons.ts';
import type { CommonStatus } from '../../api/status.ts';
import type { EventNote } from '../../kube/port.ts';
import { wantedConditions } from './conditions.ts';
import type { Verdict } from './verdict.ts';

/**
 * The event that a status change is worth: becoming ready, becoming stalled, or waiting for a new reason. A steady
 * state makes no events.
 */
export function transitionEvent(
  old: CommonStatus | undefined,
  verdict: Verdict,
  generation: number,
): (EventNote & { readonly reason: Reason }) | undefined {
  if (verdict.kind === 'progressing') return undefined;
  const [ready] = wantedConditions(verdict);
  if (ready === undefined) return undefined;
  const before = conditionOf(old, 'Ready');
  const same =
    before?.status === ready.status && before.reason === ready.reason && before.observedGeneration === generation;
  if (same && (verdict.kind !== 'stalled' || before.message === ready.message)) return undefined;
  return { type: isExpected(verdict) ? 'Normal' : 'Warning', reason: ready.reason, message: ready.message };
}

/** What somebody asked for: nothing to warn of. */
function isExpected(verdict: Verdict): boolean {
  if (verdict.kind === 'waiting') return verdict.reason === Reason.Deleting;
  return verdict.kind === 'ready' || verdict.kind === 'suspended';
}

export function conditionOf(status: CommonStatus | undefined, type: ConditionType): Condition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}
