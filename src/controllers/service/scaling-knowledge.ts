import type { Service } from '@aws-sdk/client-ecs';
import type { EcsService } from '../../api/resources.ts';
import { needsScalingRead } from '../../ecs/service/desired-count.ts';
import type { ScalingKnowledge } from '../../ecs/service/desired-count.ts';
import { scalingResourceId } from '../../ecs/names.ts';
import { Priority } from '../../runtime/priority.ts';
import type { Session } from '../framework/session.ts';
import { addressOf } from './service-address.ts';

/**
 * Whether a scalable target holds the service's count. Application Auto Scaling is asked only when the answer matters:
 * the owner recorded before holds until then.
 */
export async function readTarget(
  session: Session<EcsService>,
  service: Service | undefined,
  scaling: ScalingKnowledge['scaling'],
): Promise<ScalingKnowledge> {
  if (service === undefined) return { target: 'absent', scaling };
  const { spec } = session.object;
  if (!needsScalingRead(spec, session.facts, service.desiredCount, scaling)) {
    const held = session.facts.desiredCountOwner === 'ApplicationAutoScaling' && spec.desiredCount !== undefined;
    return { target: held ? 'present' : 'absent', scaling };
  }
  const { cluster, serviceName } = addressOf(session.object);
  // Not from a listing that others share, which may be half a minute old: the answer decides whether a count is sent.
  const call = { ...session.call, priority: Math.max(session.call.priority, Priority.DriftCorrection) as Priority };
  const { target } = await session.aws.readScaling(scalingResourceId(cluster, serviceName), call);
  return { target: target === undefined ? 'absent' : 'present', scaling };
}
