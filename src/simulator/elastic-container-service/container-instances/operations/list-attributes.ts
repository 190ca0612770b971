import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import { paginate } from '../../pagination.ts';
import { checkOneOf, text } from '../../parameter-rules.ts';
import { attributesOf } from '../instance-view.ts';
import { instancesOf } from '../room.ts';

/** ListAttributes: those of a cluster's instances, all or by name and value. */
export function listAttributes(context: Context, input: Json): Json {
  checkOneOf('target type', input['targetType'], ['container-instance']);
  const cluster = activeCluster(context, text(input, 'cluster'));
  const wanted = { name: text(input, 'attributeName'), value: text(input, 'attributeValue') };
  const attributes = instancesOf(context.world, cluster.arn)
    .flatMap((instance) => attributesOf(instance).map((attribute): Json => ({ ...attribute, targetId: instance.arn })))
    .filter((attribute) => wanted.name === undefined || attribute['name'] === wanted.name)
    .filter((attribute) => wanted.value === undefined || attribute['value'] === wanted.value);
  const { items, token } = paginate(attributes, input, 100);
  return { attributes: items, ...token };
}
