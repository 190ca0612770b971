import type { EcsTaskDefinition } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import { isOwnedBy } from '../../ecs/ownership.ts';
import { planRetention, REVISION_HISTORY_LIMIT } from '../../ecs/task-definition/retention.ts';
import { forgetRevision, revisionId } from '../../ecs/task-definition/revision.ts';
import { Priority } from '../../runtime/priority.ts';
import { conditionOf } from '../framework/events.ts';
import type { Session } from '../framework/session.ts';
import { deregister } from './deregister.ts';
import { readRevision } from './read.ts';
import type { Referrers } from './referrers.ts';

/** How soon (domain milliseconds) old revisions are looked at again while some are left that should go. */
const AGAIN_MS = 60_000;
/** The same after AWS has refused to deregister one. */
const REFUSED_AGAIN_MS = 600_000;
/** One reconcile holds a worker for so many at most. */
const AT_ONCE = 10;

/**
 * Deregisters the oldest revisions above `revisionHistoryLimit`, in the background: only once the object says that it
 * is Ready, and with requests that nobody else wants. A revision that is INACTIVE, or that has lost our tags, is only
 * forgotten; so a run that was cut off is taken up where it ended.
 *
 * @returns in how many domain milliseconds to look again; `undefined`: there is nothing left to do
 */
export async function retainRevisions(
  session: Session<EcsTaskDefinition>,
  referrers: Referrers,
): Promise<number | undefined> {
  const { object } = session;
  const limit = object.spec.revisionHistoryLimit ?? REVISION_HISTORY_LIMIT;
  const plan = planRetention({
    status: session.facts,
    limit,
    services: referrers.all(),
    referrers: referrers.of(object.metadata),
  });
  if (plan.kind === 'none') return undefined;
  if (plan.kind === 'hold' || !saysReady(object)) return AGAIN_MS;
  const gone: number[] = [];
  try {
    for (const revision of plan.revisions.slice(0, AT_ONCE)) {
      if (await release(session, revision)) gone.push(revision);
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return failed(session, error);
  } finally {
    tell(session, gone);
  }
  return plan.revisions.length > AT_ONCE ? AGAIN_MS : undefined;
}

/** Whether the revision was deregistered now. */
async function release(session: Session<EcsTaskDefinition>, revision: number): Promise<boolean> {
  const id = revisionId(session.facts.family ?? '', revision);
  const reading = await readRevision(session, id, Priority.Retention);
  const isOurs = reading !== 'none' && reading.status === 'ACTIVE' && isOwnedBy(reading.tags, session.owner);
  if (isOurs) await deregister(session, reading.arn);
  session.facts = forgetRevision(session.facts, revision);
  return isOurs;
}

function saysReady({ metadata, status }: EcsTaskDefinition): boolean {
  const ready = conditionOf(status, 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === metadata.generation;
}

/** The revision that matters is registered, so the object stays Ready; an event tells. */
function failed(session: Session<EcsTaskDefinition>, error: AwsError): number {
  if (error.class === 'throttle' || error.class === 'transient') return AGAIN_MS;
  const message = `Old revisions stay registered: ${error.operation}: ${error.code}: ${error.awsMessage}`;
  session.note({ type: 'Warning', reason: 'RetentionFailed', message });
  return REFUSED_AGAIN_MS;
}

function tell(session: Session<EcsTaskDefinition>, revisions: readonly number[]): void {
  if (revisions.length === 0) return;
  const ids = revisions.map((revision) => revisionId(session.facts.family ?? '', revision));
  session.note({ type: 'Normal', reason: 'RevisionsDeregistered', message: `Deregistered ${ids.join(', ')}.` });
}
