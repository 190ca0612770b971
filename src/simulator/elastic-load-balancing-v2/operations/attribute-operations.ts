import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { listenerDefaults, loadBalancerDefaults, targetGroupDefaults } from '../attribute-defaults.ts';
import { attributeList, setAttributes } from '../attributes.ts';
import { findListener, findLoadBalancer, findTargetGroup } from '../find.ts';

export function describeLoadBalancerAttributes({ world }: Context, input: Json): Json {
  const balancer = findLoadBalancer(world.balancing, String(input['LoadBalancerArn']));
  return { Attributes: attributeList(balancer, loadBalancerDefaults(balancer)) };
}

/** Answers with all attributes, as its description has it. */
export function modifyLoadBalancerAttributes(context: Context, input: Json): Json {
  const balancer = findLoadBalancer(context.world.balancing, String(input['LoadBalancerArn']));
  setAttributes('Load balancer', balancer, loadBalancerDefaults(balancer), input);
  return describeLoadBalancerAttributes(context, input);
}

export function describeTargetGroupAttributes({ world }: Context, input: Json): Json {
  const group = findTargetGroup(world.balancing, String(input['TargetGroupArn']));
  return { Attributes: attributeList(group, targetGroupDefaults(group)) };
}

export function modifyTargetGroupAttributes(context: Context, input: Json): Json {
  const group = findTargetGroup(context.world.balancing, String(input['TargetGroupArn']));
  setAttributes('Target group', group, targetGroupDefaults(group), input);
  return describeTargetGroupAttributes(context, input);
}

export function describeListenerAttributes({ world }: Context, input: Json): Json {
  const listener = findListener(world.balancing, String(input['ListenerArn']));
  return { Attributes: attributeList(listener, listenerDefaults(listener)) };
}

export function modifyListenerAttributes(context: Context, input: Json): Json {
  const listener = findListener(context.world.balancing, String(input['ListenerArn']));
  setAttributes('Listener', listener, listenerDefaults(listener), input);
  return describeListenerAttributes(context, input);
}
