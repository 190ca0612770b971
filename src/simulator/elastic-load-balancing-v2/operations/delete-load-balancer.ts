import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { loadBalancerDefaults } from '../attribute-defaults.ts';
import { attributeOf } from '../attributes.ts';
import { deleteListenerRecord } from '../listeners.ts';
import { operationNotPermitted } from '../refusals.ts';
import { usesChanged } from '../use.ts';

/** DeleteLoadBalancer: with its listeners; one that is not there is no error (documented). */
export function deleteLoadBalancer(context: Context, input: Json): Json {
  const { balancing } = context.world;
  const arn = String(input['LoadBalancerArn']);
  const balancer = balancing.loadBalancers.get(arn);
  if (balancer === undefined) return {};
  if (attributeOf(balancer, loadBalancerDefaults(balancer), 'deletion_protection.enabled') === 'true') {
    throw operationNotPermitted(`Load balancer '${arn}' cannot be deleted because deletion protection is enabled`);
  }
  for (const listener of balancing.listeners.values()) {
    if (listener.loadBalancerArn === arn) deleteListenerRecord(balancing, listener);
  }
  balancing.loadBalancers.delete(arn);
  usesChanged(context);
  return {};
}
