import type { DescribeLoadBalancersInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { loadBalancerView } from '../load-balancer-view.ts';
import { markedPage } from '../pages.ts';

/**
 * DescribeLoadBalancers: all of them, or those that are named.
 *
 * @throws AwsFault LoadBalancerNotFound. UNKNOWN: that it names only those that are missing
 */
export function describeLoadBalancers({ world, clock }: Context, input: Json): Json {
  const { LoadBalancerArns: arns = [], Names: names = [] } = input as DescribeLoadBalancersInput;
  const all = [...world.balancing.loadBalancers.values()];
  const missing = [
    ...names.filter((name) => !all.some((each) => each.name === name)),
    ...arns.filter((arn) => !all.some((each) => each.arn === arn)),
  ];
  if (missing.length > 0)
    throw new AwsFault('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`);
  const isAll = arns.length + names.length === 0;
  const wanted = all.filter(({ arn, name }) => isAll || arns.includes(arn) || names.includes(name));
  const { items, marker } = markedPage(wanted, input);
  return { LoadBalancers: items.map((each) => loadBalancerView(each, clock.now())), ...marker };
}
