import type { EcsScaling } from '../../api/resources.ts';
import type { TagMap } from '../../ecs/ownership.ts';
import type { ScalingObservation } from '../../ecs/scaling/plan.ts';
import type { Session } from '../framework/session.ts';

/** What Application Auto Scaling holds about the service; tags are read apart, and seldom. */
export async function observeScaling(session: Session<EcsScaling>, resourceId: string): Promise<ScalingObservation> {
  const { target, policies, scheduledActions } = await session.aws.readScaling(resourceId, session.call);
  return { target, policies, scheduledActions, tags: undefined };
}

export async function readTargetTags(session: Session<EcsScaling>, arn: string): Promise<TagMap> {
  const answer = await session.aws.call('ScalingListTagsForResource', { ResourceARN: arn }, session.call);
  return answer.Tags ?? {};
}
