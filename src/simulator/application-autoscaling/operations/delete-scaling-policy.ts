import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { refusal } from '../refusals.ts';
import { checkIdentity, described } from '../scalable-resource.ts';
import { wake } from '../wake.ts';

/** Alarms of target tracking go with the policy. */
export function deleteScalingPolicy(context: Context, input: Json): Json {
  const resourceId = checkIdentity(input);
  const name = String(input['PolicyName']);
  const target = context.world.autoscaling.targets.get(resourceId);
  if (target?.policies.delete(name) !== true) {
    throw refusal(
      'ObjectNotFoundException',
      `No scaling policy found for ${described(resourceId)}, policy name: ${name}`,
    );
  }
  wake(context.world.autoscaling);
  return {};
}
