import { setCondition } from '../../api/conditions.ts';
import type { Condition, ConditionType } from '../../api/conditions.ts';
import { Reason } from '../../api/reasons.ts';
import type { CommonStatus } from '../../api/status.ts';
import type { Verdict } from './verdict.ts';

interface Wanted {
  readonly type: ConditionType;
  readonly status: Condition['status'];
  readonly reason: Reason;
  readonly message: string;
}

/** The conditions that a verdict stands for; types not listed are absent (kstatus: abnormal-true). */
export function wantedConditions(verdict: Verdict): readonly Wanted[] {
  switch (verdict.kind) {
    case 'ready':
      return [{ type: 'Ready', status: 'True', reason: verdict.reason, message: verdict.message }];
    case 'progressing':
      return withReady('Unknown', 'Reconciling', Reason.Progressing, verdict.message);
    case 'waiting':
      return withReady('False', 'Reconciling', verdict.reason, verdict.message);
    case 'stalled':
      return withReady('False', 'Stalled', verdict.reason, verdict.message);
    case 'suspended':
      return suspendedConditions(verdict.differences);
  }
}

function withReady(
  ready: 'False' | 'Unknown',
  type: 'Reconciling' | 'Stalled',
  reason: Reason,
  message: string,
): readonly Wanted[] {
  return [
    { type: 'Ready', status: ready, reason, message },
    { type, status: 'True', reason, message },
  ];
}

function suspendedConditions(differences: readonly string[]): readonly Wanted[] {
  const suspended: Wanted = {
    type: 'Suspended',
    status: 'True',
    reason: Reason.Suspended,
    message: 'Suspended by spec.suspend: AWS is observed and not changed.',
  };
  const message =
    differences.length === 0
      ? 'AWS is as the spec says.'
      : `Suspended with ${differences.length} difference(s) not applied; see status.plan.`;
  return [
    { type: 'Ready', status: differences.length === 0 ? 'True' : 'False', reason: Reason.Suspended, message },
    suspended,
  ];
}

/**
 * The status after `verdict` for `generation`: conditions replaced, `observedGeneration` advanced only where the
 * outcome of the generation is known.
 *
 * @param now RFC 3339, wall clock, for transitions
 */
export function withVerdict<S extends CommonStatus>(status: S, verdict: Verdict, generation: number, now: string): S {
  const wanted = wantedConditions(verdict);
  const kept = (status.conditions ?? []).filter((old) => wanted.some((condition) => condition.type === old.type));
  const conditions = wanted.reduce<Condition[]>(
    (list, condition) => setCondition(list, { ...condition, observedGeneration: generation }, now),
    kept,
  );
  return {
    ...status,
    conditions,
    observedGeneration: endsGeneration(verdict) ? generation : status.observedGeneration,
  };
}

function endsGeneration(verdict: Verdict): boolean {
  return verdict.kind === 'ready' || verdict.kind === 'stalled' || verdict.kind === 'suspended';
}
