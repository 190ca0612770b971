import { OwnerTag } from '../../api/annotations.ts';
import type { EcsTaskDefinition } from '../../api/resources.ts';
import type { Session } from '../framework/session.ts';

/**
 * Marks the family of an object that goes as let go: on the newest revision, where others look whose it is, and only if
 * that is the one in use, so that nobody who adopts it needs another. The owner's tags stay: the same manifest, created
 * again, finds its own.
 */
export async function releaseFamily({ aws, call, facts }: Session<EcsTaskDefinition>): Promise<void> {
  const { taskDefinitionArn, revision = 0, revisions = [] } = facts;
  const newest = Math.max(...revisions.map((record) => record.revision));
  if (taskDefinitionArn === undefined || newest !== revision) return;
  const tags = [{ key: OwnerTag.Released, value: 'true' }];
  await aws.call('TagResource', { resourceArn: taskDefinitionArn, tags }, call);
}
