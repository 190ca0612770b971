import type { EcsTaskDefinition } from '../../api/resources.ts';
import { Reason } from '../../api/reasons.ts';
import { forgetRevision, recordRevision } from '../../ecs/task-definition/revision.ts';
import { keyOf } from '../../kube/object.ts';
import type { Session } from '../framework/session.ts';
import type { Verdict } from '../framework/verdict.ts';
import { deregister } from './deregister.ts';
import { findPendingRevision } from './pending-revision.ts';
import { activeRevisions } from './read.ts';
import type { Referrers } from './referrers.ts';
import type { RevisionChecks } from './revision-checks.ts';

/** How often a deletion that waits for services looks again, without their waking it. */
const REFERRER_POLL_MS = 30_000;

/**
 * Deregisters the revisions of an object under deletion, once no EcsService refers to it. Revisions that an EcsService
 * of ours still wants or runs stay, and so do adopted ones, which this object did not register. Calls are made with the lowest priority: they share the slowest bucket of ECS with
 * registrations.
 */
export async function removeRevisions(
  session: Session<EcsTaskDefinition>,
  referrers: Referrers,
  checks: RevisionChecks,
): Promise<Verdict | 'gone'> {
  const waitingFor = referrers.of(session.object.metadata).map((service) => keyOf(service.metadata));
  if (waitingFor.length > 0) return waits(waitingFor);
  await settlePending(session, checks);
  const active = await activeRevisions(session, session.facts.family ?? '');
  for (const { revision, adopted } of session.facts.revisions ?? []) {
    const arn = adopted === true ? undefined : active.get(revision);
    // Not ACTIVE any more: done before a crash, or by somebody else; the call would only take a token of the slowest
    // bucket there is.
    if (arn !== undefined && !referrers.uses(arn)) await deregister(session, arn);
    session.facts = forgetRevision(session.facts, revision);
  }
  return 'gone';
}

function waits(services: readonly string[]): Verdict {
  const message = `Waiting for EcsService ${services.join(', ')}, which refers to this task definition, to be deleted.`;
  return { kind: 'waiting', reason: Reason.Deleting, message, againMs: REFERRER_POLL_MS };
}

/** A registration whose answer was lost must not be left behind. */
async function settlePending(session: Session<EcsTaskDefinition>, checks: RevisionChecks): Promise<void> {
  const { pending, family = '' } = session.facts;
  if (pending === undefined || !checks.outcomeUnknown(session.object, session.facts)) return;
  const found = await findPendingRevision(session, family, pending.key);
  if (found === 'none') return;
  session.facts = recordRevision(session.facts, found, pending.key, undefined);
}
