import type { EcsTaskDefinition } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import { isOwnedBy } from '../../ecs/ownership.ts';
import { hashTag, revisionReading } from '../../ecs/task-definition/revision.ts';
import type { RevisionReading } from '../../ecs/task-definition/revision.ts';
import type { Priority } from '../../runtime/priority.ts';
import type { Session } from '../framework/session.ts';

/** How many of the newest revisions are looked at for one that a lost answer may have registered. */
const LOOK_BACK = 10;

/**
 * One revision with its tags; a bare family names its newest ACTIVE one.
 * DescribeTaskDefinition answers ClientException where there is none.
 */
export async function readRevision(
  session: Session<EcsTaskDefinition>,
  id: string,
  priority: Priority = session.call.priority,
): Promise<RevisionReading | 'none'> {
  try {
    const answer = await session.aws.call(
      'DescribeTaskDefinition',
      { taskDefinition: id, include: ['TAGS'] },
      { ...session.call, priority },
    );
    return revisionReading(answer, session.domainTime());
  } catch (error) {
    if (error instanceof AwsError && error.class === 'notFound') return 'none';
    throw error;
  }
}

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

/** ARNs of the family's ACTIVE revisions, by revision. */
export async function activeRevisions(
  session: Session<EcsTaskDefinition>,
  family: string,
): Promise<ReadonlyMap<number, string>> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await session.aws.call(
      'ListTaskDefinitions',
      { familyPrefix: family, status: 'ACTIVE', ...(nextToken === undefined ? {} : { nextToken }) },
      session.call,
    );
    arns.push(...(page.taskDefinitionArns ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return new Map(arns.map((arn) => [revisionOf(arn), arn]));
}

function revisionOf(arn: string): number {
  return Number(arn.slice(arn.lastIndexOf(':') + 1));
}
