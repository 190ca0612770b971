import type { EcsTaskDefinition } from '../../api/resources.ts';
import { isOwnedBy } from '../../ecs/ownership.ts';
import { hashTag } from '../../ecs/task-definition/revision.ts';
import type { RevisionReading } from '../../ecs/task-definition/revision.ts';
import type { Session } from '../framework/session.ts';
import { readRevision, revisionOf } from './read.ts';

/** How many of the newest revisions are looked at for one that a lost answer may have registered. */
const LOOK_BACK = 10;

/**
 * The revision, newer than all that are on record, that carries our owner tags and `hash`: what became of a
 * RegisterTaskDefinition whose answer was lost.
 */
export async function findPendingRevision(
  session: Session<EcsTaskDefinition>,
  family: string,
  hash: string,
): Promise<RevisionReading | 'none'> {
  const { taskDefinitionArns = [] } = await session.aws.call(
    'ListTaskDefinitions',
    { familyPrefix: family, status: 'ACTIVE', sort: 'DESC', maxResults: LOOK_BACK },
    session.call,
  );
  const newestKnown = Math.max(0, ...(session.facts.revisions ?? []).map((record) => record.revision));
  for (const arn of taskDefinitionArns) {
    if (revisionOf(arn) <= newestKnown) break;
    const reading = await readRevision(session, arn);
    if (reading !== 'none' && hashTag(reading) === hash && isOwnedBy(reading.tags, session.owner)) return reading;
  }
  return 'none';
}
