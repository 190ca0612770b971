import type { EcsScaling } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import { isOwnedBy } from '../../ecs/ownership.ts';
import { targetIdentity } from '../../ecs/scaling/desired.ts';
import type { Session } from '../framework/session.ts';
import type { Verdict } from '../framework/verdict.ts';
import { observeScaling, readTargetTags } from './observe.ts';

/**
 * Deregisters our scalable target; AWS drops its policies and scheduled actions with it. A target that is gone, with
 * its service or by another hand, is as good; one that is not ours stays.
 */
export async function removeScaling(session: Session<EcsScaling>): Promise<Verdict | 'gone'> {
  const resourceId = session.facts.resourceId ?? '';
  const { target } = await observeScaling(session, resourceId);
  const arn = target?.ScalableTargetARN;
  if (arn === undefined) return 'gone';
  try {
    if (!isOwnedBy(await readTargetTags(session, arn), session.owner)) return 'gone';
    await session.aws.call('DeregisterScalableTarget', targetIdentity(resourceId), session.call);
  } catch (error) {
    // Its service may take it along at any moment: ECS drops the targets of a service that is deleted.
    if (!(error instanceof AwsError && error.class === 'notFound')) throw error;
  }
  return 'gone';
}
