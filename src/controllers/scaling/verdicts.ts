import { Reason } from '../../api/reasons.ts';
import type { EcsScalingStatus } from '../../api/scaling-status.ts';
import { isClaimed, refusalReason } from '../../ecs/adoption.ts';
import { describeOwner } from '../../ecs/ownership.ts';
import type { TagMap } from '../../ecs/ownership.ts';
import { STALLED_RETRY_MS } from '../framework/verdict.ts';
import type { Verdict } from '../framework/verdict.ts';

/** How often a target that is to be adopted is looked for. */
const ADOPTION_POLL_MS = 60_000;

/** Configured, with the bounds in force and who set them where the spec did not. */
export function configured(facts: EcsScalingStatus, againMs: number): Verdict {
  const { minCapacity, maxCapacity, boundsSetBy: setter = 'Spec' } = facts;
  const by = setter === 'Spec' ? '' : `, as ${setter === 'External' ? 'somebody else' : setter} has set`;
  const message = `Scales between ${minCapacity} and ${maxCapacity} tasks${by}.`;
  return { kind: 'ready', reason: Reason.Configured, message, againMs };
}

/** There is no target, and none is to be made. */
export function nothingToAdopt(resourceId: string): Verdict {
  const message = `${resourceId} has no scalable target to adopt, and adoptionPolicy Required registers none.`;
  return { kind: 'waiting', reason: Reason.DependencyNotReady, message, againMs: ADOPTION_POLL_MS };
}

/** AWS differs, and the object says to leave it. */
export function drifted(differences: readonly string[], againMs: number): Verdict {
  const message = `AWS differs from the spec, and driftPolicy is Observe: ${differences.join('; ')}.`;
  return { kind: 'stalled', reason: Reason.Drifted, message, againMs };
}

/**
 * The target, or what the spec names on it (`what`), is somebody else's. Two objects of one installation are a conflict.
 *
 * @param installation our own id
 */
export function notOwned(resourceId: string, tags: TagMap, installation: string, what?: string): Verdict {
  const adoption = isClaimed(tags) ? '' : ' Set adoptionPolicy to IfExists to take it over; or';
  const otherwise =
    what === undefined
      ? 'deregister that target first, or delete this object.'
      : 'give yours another name, or delete that one first.';
  const advice = `${adoption} ${otherwise}`.trim();
  const found = what === undefined ? 'a scalable target' : `the ${what}`;
  const message =
    `${resourceId} has ${found} already, made by ${describeOwner(tags)}. Nothing was changed. ` +
    `${advice.charAt(0).toUpperCase()}${advice.slice(1)}`;
  return { kind: 'stalled', reason: refusalReason(tags, installation), message, againMs: STALLED_RETRY_MS };
}
