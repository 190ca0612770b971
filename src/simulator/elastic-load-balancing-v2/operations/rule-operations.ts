import type {
  CreateRuleInput,
  DescribeRulesInput,
  ModifyRuleInput,
  SetRulePrioritiesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { readActions } from '../actions.ts';
import { newRuleArn } from '../arns.ts';
import { readConditions } from '../conditions.ts';
import { findListener, findLoadBalancer, findRule } from '../find.ts';
import { markedPage } from '../pages.ts';
import { checkRange, operationNotPermitted, validationError } from '../refusals.ts';
import type { BalancingState, ListenerRecord, LoadBalancerRecord, RuleRecord } from '../state.ts';
import { mergedTags } from '../tags.ts';
import { usesChanged } from '../use.ts';

export function createRule(context: Context, input: Json): Json {
  const request = input as Json & CreateRuleInput;
  const { balancing } = context.world;
  const { listener, balancer } = placeOf(balancing, request.ListenerArn ?? '');
  if (balancer.type !== 'application') {
    throw operationNotPermitted(
      `Rules are unsupported for ${balancer.type === 'network' ? 'Network' : 'Gateway'} Load Balancer listeners`,
    );
  }
  checkPriority(balancing, listener.arn, request.Priority);
  const rule: RuleRecord = {
    conditions: readConditions(request.Conditions ?? []),
    actions: readActions(balancing, balancer, listener, request.Actions ?? []),
    transforms: request.Transforms ?? [],
    tags: mergedTags(new Map(), request.Tags ?? []),
    attributes: new Map(),
    priority: request.Priority,
    listenerArn: listener.arn,
    arn: newRuleArn(context, listener.arn),
  };
  balancing.listenerRules.set(rule.arn, rule);
  usesChanged(context);
  return { Rules: [view(rule)] };
}

/** DescribeRules: those of a listener by priority, the default one last, or those that are named. */
export function describeRules({ world }: Context, input: Json): Json {
  const { ListenerArn: listener, RuleArns: arns } = input as DescribeRulesInput;
  if (listener === undefined && arns === undefined) {
    throw validationError('You must specify either listener rule ARNs or a listener ARN');
  }
  if (listener !== undefined) findListener(world.balancing, listener);
  const isMissing = (arns ?? []).some((arn) => !world.balancing.listenerRules.has(arn));
  if (isMissing) throw new AwsFault('RuleNotFound', 'One or more rules not found');
  const wanted = [...world.balancing.listenerRules.values()].filter(
    ({ arn, listenerArn }) => (arns?.includes(arn) ?? true) && (listener === undefined || listenerArn === listener),
  );
  const sorted = wanted.toSorted((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity));
  const { items, marker } = markedPage(sorted, input);
  return { Rules: items.map(view), ...marker };
}

/** @throws AwsFault OperationNotPermitted for a default rule (documented). UNKNOWN: the words */
export function modifyRule(context: Context, input: Json): Json {
  const request = input as Json & ModifyRuleInput;
  const { balancing } = context.world;
  const rule = findRule(balancing, request.RuleArn ?? '');
  if (rule.priority === undefined) throw operationNotPermitted(`Default rule '${rule.arn}' cannot be modified`);
  const { listener, balancer } = placeOf(balancing, rule.listenerArn);
  const conditions = request.Conditions === undefined ? rule.conditions : readConditions(request.Conditions);
  const actions =
    request.Actions === undefined ? rule.actions : readActions(balancing, balancer, listener, request.Actions);
  const transforms = request.ResetTransforms === true ? [] : (request.Transforms ?? rule.transforms);
  Object.assign(rule, { conditions, actions, transforms });
  usesChanged(context);
  return { Rules: [view(rule)] };
}

export function deleteRule(context: Context, input: Json): Json {
  const { balancing } = context.world;
  const rule = findRule(balancing, String(input['RuleArn']));
  if (rule.priority === undefined) throw operationNotPermitted(`Default rule '${rule.arn}' cannot be deleted`);
  balancing.listenerRules.delete(rule.arn);
  usesChanged(context);
  return {};
}

/** SetRulePriorities: all at once, so that two rules can change places. */
export function setRulePriorities({ world }: Context, input: Json): Json {
  const { RulePriorities: pairs = [] } = input as Json & SetRulePrioritiesInput;
  const changes = new Map(
    pairs.map(({ RuleArn: arn = '', Priority: priority }) => [findRule(world.balancing, arn), priority] as const),
  );
  for (const [rule, priority] of changes) {
    if (rule.priority === undefined)
      throw operationNotPermitted(`Priority of default rule '${rule.arn}' cannot be set`);
    checkPriority(world.balancing, rule.listenerArn, priority, [...changes.keys()]);
  }
  const wanted = [...changes].map(([rule, priority]) => `${rule.listenerArn} ${priority}`);
  if (new Set(wanted).size < wanted.length) throw validationError('A priority was specified more than once');
  for (const [rule, priority] of changes) rule.priority = priority;
  return { Rules: [...changes.keys()].map(view) };
}

function placeOf(state: BalancingState, arn: string): { listener: ListenerRecord; balancer: LoadBalancerRecord } {
  const listener = findListener(state, arn);
  return { listener, balancer: findLoadBalancer(state, listener.loadBalancerArn) };
}

function checkPriority(
  state: BalancingState,
  listenerArn: string,
  priority: number | undefined,
  moving: readonly RuleRecord[] = [],
): void {
  checkRange('priority', priority, 1, 50_000);
  const others = [...state.listenerRules.values()].filter(
    (rule) => rule.listenerArn === listenerArn && !moving.includes(rule),
  );
  if (!others.some((rule) => rule.priority === priority)) return;
  throw new AwsFault('PriorityInUse', `Priority '${priority}' is currently in use`);
}

function view(rule: RuleRecord): Json {
  return {
    RuleArn: rule.arn,
    Priority: rule.priority === undefined ? 'default' : String(rule.priority),
    Conditions: rule.conditions,
    Actions: rule.actions,
    IsDefault: rule.priority === undefined,
    Transforms: rule.transforms,
  };
}
