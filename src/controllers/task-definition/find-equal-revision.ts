import type { EcsTaskDefinition } from '../../api/resources.ts';
import { isClaimed } from '../../ecs/adoption.ts';
import { hasContent } from '../../ecs/task-definition/described-content.ts';
import { resolveTaskDefinition } from '../../ecs/task-definition/register-input.ts';
import { revisionReading } from '../../ecs/task-definition/revision.ts';
import type { RevisionReading } from '../../ecs/task-definition/revision.ts';
import { isOwnedBy } from '../../ecs/ownership.ts';
import type { Session } from '../framework/session.ts';

/** How many of the newest revisions are compared with the spec. */
const LOOK_BACK = 10;

/**
 * The newest ACTIVE revision of a family to adopt that has the spec's content and belongs to no other object. A service
 * runs it already, perhaps; so it is used rather than registered again.
 */
export async function findEqualRevision(
  session: Session<EcsTaskDefinition>,
  family: string,
): Promise<RevisionReading | 'none'> {
  const { aws, call, object, owner } = session;
  const wanted = resolveTaskDefinition(object.spec, family, session.facts);
  const { taskDefinitionArns = [] } = await aws.call(
    'ListTaskDefinitions',
    { familyPrefix: family, status: 'ACTIVE', sort: 'DESC', maxResults: LOOK_BACK },
    call,
  );
  for (const arn of taskDefinitionArns) {
    const answer = await aws.call('DescribeTaskDefinition', { taskDefinition: arn, include: ['TAGS'] }, call);
    const reading = revisionReading(answer, session.domainTime());
    const isFree = !isClaimed(reading.tags) || isOwnedBy(reading.tags, owner);
    if (isFree && answer.taskDefinition !== undefined && hasContent(answer.taskDefinition, wanted)) return reading;
  }
  return 'none';
}
