import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { checkOneOf } from '../../parameter-rules.ts';
import { lookAgain } from '../admin.ts';
import { namedInstances } from '../find-instance.ts';
import { instanceView } from '../instance-view.ts';

/** UpdateContainerInstancesState, of at most 10 (documented): DRAINING instances take no new tasks. */
export function updateContainerInstancesState(context: Context, input: Json): Json {
  // UNKNOWN: the words for another status.
  checkOneOf('container instance status', input['status'], ['ACTIVE', 'DRAINING']);
  const { instances, failures } = namedInstances(context, input, 10);
  for (const instance of instances) instance.status = input['status'] === 'ACTIVE' ? 'ACTIVE' : 'DRAINING';
  for (const clusterArn of new Set(instances.map((instance) => instance.clusterArn))) lookAgain(context, clusterArn);
  return { containerInstances: instances.map((instance) => instanceView(context.world, instance)), failures };
}
