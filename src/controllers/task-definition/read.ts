import type { EcsTaskDefinition } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import { revisionReading } from '../../ecs/task-definition/revision.ts';
import type { RevisionReading } from '../../ecs/task-definition/revision.ts';
import type { Priority } from '../../runtime/priority.ts';
import type { Session } from '../framework/session.ts';

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

/** The number at the end of a revision's ARN. */
export function revisionOf(arn: string): number {
  return Number(arn.slice(arn.lastIndexOf(':') + 1));
}
