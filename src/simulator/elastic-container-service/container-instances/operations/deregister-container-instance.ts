import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { invalidParameter } from '../../parameter-rules.ts';
import { leave, lookAgain } from '../admin.ts';
import { namedInstance } from '../find-instance.ts';
import { instanceView } from '../instance-view.ts';
import { tasksOn } from '../room.ts';

/**
 * DeregisterContainerInstance: one with tasks goes by force only, and the tasks end (documented). It is not there any
 * more afterwards. UNKNOWN: the words of the refusal.
 */
export function deregisterContainerInstance(context: Context, input: Json): Json {
  const instance = namedInstance(context, input);
  if (input['force'] !== true && tasksOn(context.world, instance).length > 0) {
    throw invalidParameter('Instance cannot be deregistered. Found running tasks on the instance.');
  }
  leave(context, instance, 'deregistered');
  lookAgain(context, instance.clusterArn);
  return { containerInstance: { ...instanceView(context.world, instance), status: 'INACTIVE', agentConnected: false } };
}
