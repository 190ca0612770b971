import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { refusal } from '../refusals.ts';
import { checkIdentity, requireTarget, targetUuid } from '../scalable-resource.ts';
import { wake } from '../wake.ts';

/** The refusal names the target's id where others name the resource (recorded). */
export function deleteScheduledAction(context: Context, input: Json): Json {
  const target = requireTarget(context, checkIdentity(input), 'found');
  const name = String(input['ScheduledActionName']);
  if (!target.actions.delete(name)) {
    const where = `service namespace: ecs, scalable target ID: ${targetUuid(target)}`;
    throw refusal('ObjectNotFoundException', `No scheduled action found for ${where}, scheduled action name: ${name}`);
  }
  wake(context.world.autoscaling);
  return {};
}
