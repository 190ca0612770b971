import type { DeleteServiceRequest } from '@aws-sdk/client-ecs';
import { dropTargetsOfService } from '../../../application-autoscaling/drop-targets.ts';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { planNext } from '../engine/advance.ts';
import { beginDraining } from '../engine/drain.ts';
import { findService } from '../find-service.ts';
import { invalidParameter } from '../../parameter-rules.ts';
import { deletedServiceView } from '../views/service-view.ts';
import { sceneOf } from '../engine/scene.ts';
import { wake } from '../wake.ts';

/**
 * DeleteService: DRAINING at once, also with nothing to drain (recorded). Deleting a DRAINING service again succeeds;
 * an INACTIVE one is not there any more.
 */
export function deleteService(context: Context, input: Json): Json {
  const request = input as Partial<DeleteServiceRequest> & { service: string };
  // Recorded: DeleteService gives no message with ServiceNotFoundException.
  const service = findService(context, request, '');
  const scene = sceneOf(context, service);
  if (service.status === 'ACTIVE') {
    // Only replicas have to be scaled down first (documented).
    if (service.schedulingStrategy === 'REPLICA' && service.desiredCount > 0 && request.force !== true) {
      throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
    }
    const now = context.clock.now();
    beginDraining(scene, now);
    planNext(scene, now);
    wake(context.world.services);
    dropTargetsOfService(context.world, `service/${service.clusterName}/${service.name}`);
  }
  return { service: deletedServiceView(scene) };
}
