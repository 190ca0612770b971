import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkIdentity, requireTarget } from '../scalable-resource.ts';
import { wake } from '../wake.ts';

/** Its policies, their alarms and its scheduled actions go with it; activities stay. */
export function deregisterScalableTarget(context: Context, input: Json): Json {
  const resourceId = checkIdentity(input);
  requireTarget(context, resourceId, 'found');
  context.world.autoscaling.targets.delete(resourceId);
  wake(context.world.autoscaling);
  return {};
}
