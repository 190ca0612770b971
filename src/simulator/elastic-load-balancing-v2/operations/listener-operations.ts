import type {
  CreateListenerInput,
  DescribeListenersInput,
  ModifyListenerInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { readActions } from '../actions.ts';
import { newListenerArn, newRuleArn } from '../arns.ts';
import { defaultRule, findListener, findLoadBalancer } from '../find.ts';
import { checkPortIsFree, readListener } from '../listener-settings.ts';
import { deleteListenerRecord, listenerView } from '../listeners.ts';
import { markedPage } from '../pages.ts';
import { validationError } from '../refusals.ts';
import type { ListenerRecord } from '../state.ts';
import { mergedTags } from '../tags.ts';
import { usesChanged } from '../use.ts';

/** CreateListener: its default actions are a rule of their own, as DescribeRules tells. */
export function createListener(context: Context, input: Json): Json {
  const request = input as Json & CreateListenerInput;
  const { balancing } = context.world;
  const balancer = findLoadBalancer(balancing, request.LoadBalancerArn ?? '');
  const settings = readListener(balancer, request);
  checkPortIsFree(balancing, balancer.arn, settings);
  const actions = readActions(balancing, balancer, settings, request.DefaultActions ?? []);
  const tags = mergedTags(new Map(), request.Tags ?? []);
  const arn = newListenerArn(context, balancer.arn);
  const rule = newRuleArn(context, arn);
  const listener: ListenerRecord = {
    arn,
    loadBalancerArn: balancer.arn,
    ...settings,
    moreCertificates: [],
    defaultRuleArn: rule,
    tags,
    attributes: new Map(),
  };
  balancing.listeners.set(arn, listener);
  const own = { conditions: [], transforms: [], tags: new Map(), attributes: new Map() };
  balancing.listenerRules.set(rule, { arn: rule, listenerArn: arn, actions, ...own });
  usesChanged(context);
  // The mode `off` of one that nobody asked for is told from the first description on only (recorded).
  const created = { ...listenerView(balancing, listener), MutualAuthentication: request.MutualAuthentication };
  return { Listeners: [created] };
}

/** DescribeListeners: those of a load balancer, or those that are named. @throws AwsFault ListenerNotFound */
export function describeListeners({ world }: Context, input: Json): Json {
  const { LoadBalancerArn: balancer, ListenerArns: arns } = input as DescribeListenersInput;
  if (balancer === undefined && arns === undefined) {
    throw validationError('You must specify either listener ARNs or a load balancer ARN');
  }
  if (balancer !== undefined) findLoadBalancer(world.balancing, balancer);
  const isMissing = (arns ?? []).some((arn) => !world.balancing.listeners.has(arn));
  if (isMissing) throw new AwsFault('ListenerNotFound', 'One or more listeners not found');
  const wanted = [...world.balancing.listeners.values()].filter(
    ({ arn, loadBalancerArn }) =>
      (arns === undefined || arns.includes(arn)) && (balancer === undefined || loadBalancerArn === balancer),
  );
  const { items, marker } = markedPage(wanted, input);
  return { Listeners: items.map((listener) => listenerView(world.balancing, listener)), ...marker };
}

export function modifyListener(context: Context, input: Json): Json {
  const request = input as Json & ModifyListenerInput;
  const { balancing } = context.world;
  const listener = findListener(balancing, request.ListenerArn ?? '');
  const balancer = findLoadBalancer(balancing, listener.loadBalancerArn);
  const settings = readListener(balancer, request, listener);
  checkPortIsFree(balancing, balancer.arn, settings, listener);
  const rule = defaultRule(balancing, listener);
  const actions = readActions(balancing, balancer, settings, request.DefaultActions ?? rule.actions);
  const none = { sslPolicy: undefined, alpnPolicy: undefined, mutualAuthentication: undefined };
  Object.assign(listener, none, settings);
  rule.actions = actions;
  usesChanged(context);
  return { Listeners: [listenerView(balancing, listener)] };
}

/** @throws AwsFault ListenerNotFound (documented, unlike load balancers and target groups) */
export function deleteListener(context: Context, input: Json): Json {
  const { balancing } = context.world;
  deleteListenerRecord(balancing, findListener(balancing, String(input['ListenerArn'])));
  usesChanged(context);
  return {};
}
