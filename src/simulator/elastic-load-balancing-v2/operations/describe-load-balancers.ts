import type { DescribeLoadBalancersInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { loadBalancerView } from '../load-balancer-view.ts';
import { markedPage } from '../pages.ts';

/**
 * DescribeLoadBalancers: all of them, or those that are named.
 *
 * @throws AwsFault LoadBalancerNotFound, in recorded words. UNKNOWN: that they have only those names that are missing
 */
export function describeLoadBalancers({ world, clock }: Context, input: Json): Json {
  const { LoadBalancerArns: arns = [], Names: names = [] } = input as DescribeLoadBalancersInput;
  const all = [...world.balancing.loadBalancers.values()];
  const missing = names.filter((name) => !all.some((each) => each.name === name));
  if (missing.length > 0) throw notFound(`Load balancers '[${missing.join(', ')}]' not found`);
  if (arns.some((arn) => !world.balancing.loadBalancers.has(arn)))
    throw notFound('One or more load balancers not found');
  const isAll = arns.length + names.length === 0;
  const wanted = all.filter(({ arn, name }) => isAll || arns.includes(arn) || names.includes(name));
  const { items, marker } = markedPage(wanted, input);
  return { LoadBalancers: items.map((each) => loadBalancerView(each, clock.now())), ...marker };
}

function notFound(message: string): AwsFault {
  return new AwsFault('LoadBalancerNotFound', message);
}
