import type { EcsTaskDefinition } from '../../api/resources.ts';
import { Reason } from '../../api/reasons.ts';
import { AwsError } from '../../aws/errors.ts';
import { forgetRevision, recordRevision, revisionId } from '../../ecs/task-definition/revision.ts';
import { keyOf } from '../../kube/object.ts';
import { Priority } from '../../runtime/priority.ts';
import type { Session } from '../framework/session.ts';
import type { Verdict } from '../framework/verdict.ts';
import { findPendingRevision } from './read.ts';
import type { Referrers } from './referrers.ts';
import type { RevisionChecks } from './revision-checks.ts';

/** How often a deletion that waits for services looks again, without their waking it. */
const REFERRER_POLL_MS = 30_000;

/**
 * Deregisters the revisions of an object under deletion, once no EcsService refers to it. Revisions that an EcsService
 * of ours still wants or runs stay. Calls are made with the lowest priority: they share the slowest bucket of ECS with
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
  const family = session.facts.family ?? '';
  for (const { revision } of session.facts.revisions ?? []) {
    const arn = revisionArn(session, revision);
    if (arn === undefined || !referrers.uses(arn)) await deregister(session, revisionId(family, revision));
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
  session.facts = recordRevision(session.facts, found, pending.key, session.object.metadata.generation);
}

function revisionArn({ facts }: Session<EcsTaskDefinition>, revision: number): string | undefined {
  const arn = facts.taskDefinitionArn;
  return arn === undefined ? undefined : `${arn.slice(0, arn.lastIndexOf(':'))}:${revision}`;
}

async function deregister(session: Session<EcsTaskDefinition>, id: string): Promise<void> {
  try {
    const context = { ...session.call, priority: Priority.Retention };
    await session.aws.call('DeregisterTaskDefinition', { taskDefinition: id }, context);
  } catch (error) {
    if (!(error instanceof AwsError && error.class === 'notFound')) throw error;
  }
}
