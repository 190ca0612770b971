import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { checkOneOf, strings } from '../../parameter-rules.ts';
import { namedInstances } from '../find-instance.ts';
import { instanceView } from '../instance-view.ts';

/** DescribeContainerInstances, of at most 100 (documented). */
export function describeContainerInstances(context: Context, input: Json): Json {
  const includes = strings(input, 'include');
  for (const include of includes) checkOneOf('include', include, ['TAGS', 'CONTAINER_INSTANCE_HEALTH']);
  const { instances, failures } = namedInstances(context, input, 100);
  const options = { health: includes.includes('CONTAINER_INSTANCE_HEALTH') };
  return {
    containerInstances: instances.map((instance) => instanceView(context.world, instance, options)),
    failures,
  };
}
