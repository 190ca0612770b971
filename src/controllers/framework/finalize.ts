import { FINALIZER } from '../../api/annotations.ts';
import { Reason } from '../../api/reasons.ts';
import { AwsError } from '../../aws/errors.ts';
import { deletionPolicyOf } from '../../ecs/adoption.ts';
import { parseKey, keyOf } from '../../kube/object.ts';
import { Priority } from '../../runtime/priority.ts';
import { after, AwaitToken, done } from '../../runtime/result.ts';
import type { Result } from '../../runtime/result.ts';
import type { ControllerDeps } from './deps.ts';
import type { Kind } from './kind.ts';
import type { ManagedObject } from './managed-object.ts';
import type { Session } from './session.ts';

/**
 * Lets an object under deletion go once its AWS side is dealt with as `deletionPolicy` says. Decides on a live read,
 * never on the cache: the policy may just have been set to Retain, which is the way out of every deletion.
 */
export async function finalizeObject<T extends ManagedObject>(
  kind: Kind<T>,
  session: Session<T>,
  deps: ControllerDeps,
): Promise<Result> {
  if (!session.object.metadata.finalizers?.includes(FINALIZER)) return done;
  const live = await deps.kube.get<T>(kind.type, parseKey(keyOf(session.object.metadata)));
  if (live === undefined || live.metadata.uid !== session.object.metadata.uid) return done;
  session.refresh(live);

  // The account is written down before the first effect: without it nothing was ever made.
  const hasRemains = session.facts.accountId !== undefined && kind.hasRemains(session.facts);
  if (!hasRemains || (await deps.isTypeBeingDeleted(kind.type))) return letGo(session);
  if (deletionPolicyOf(live.spec, session.facts, kind.defaultDeletionPolicy) === 'Retain') {
    await releaseBestEffort(kind, session, deps);
    return letGo(session);
  }
  return removeFromAws(kind, session, deps);
}

async function removeFromAws<T extends ManagedObject>(
  kind: Kind<T>,
  session: Session<T>,
  deps: ControllerDeps,
): Promise<Result> {
  const aws = await deps.aws.gateway(session.object.spec.region);
  const { accountId, region } = session.facts;
  if (accountId !== aws.scope.accountId || region !== aws.scope.region) {
    const message = `The AWS side is in account ${accountId ?? '?'}, Region ${region ?? '?'}, where the operator does not work now. Set deletionPolicy to Retain to let the object go.`;
    await session.save({ kind: 'stalled', reason: Reason.Conflict, message, againMs: 0 });
    return after(deps.settings.resyncMs, Priority.DriftCorrection);
  }
  session.enterScope(aws);
  const outcome = await kind.remove(session);
  if (outcome === 'gone') return letGo(session);
  await session.save(outcome);
  return after(outcome.againMs, Priority.UserChange);
}

async function releaseBestEffort<T extends ManagedObject>(
  kind: Kind<T>,
  session: Session<T>,
  deps: ControllerDeps,
): Promise<void> {
  if (kind.release === undefined) return;
  try {
    session.enterScope(await deps.aws.gateway(session.object.spec.region));
    await kind.release(session);
  } catch (error) {
    if (!(error instanceof AwsError) && !(error instanceof AwaitToken)) throw error;
  }
}

async function letGo<T extends ManagedObject>(session: Session<T>): Promise<Result> {
  const others = (session.object.metadata.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER);
  await session.setFinalizers(others);
  return done;
}
