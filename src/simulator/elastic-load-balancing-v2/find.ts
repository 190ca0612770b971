import { AwsFault } from '../operation.ts';
import { validationError } from './refusals.ts';
import type {
  BalancingState,
  ListenerRecord,
  LoadBalancerRecord,
  Resource,
  RuleRecord,
  TargetGroupRecord,
} from './state.ts';

/** @throws AwsFault ValidationError (no ARN of a load balancer), LoadBalancerNotFound */
export function findLoadBalancer(state: BalancingState, arn: string): LoadBalancerRecord {
  return find(state.loadBalancers, arn, ':loadbalancer/', notFound('Load balancer', arn));
}

/** @throws AwsFault ValidationError, TargetGroupNotFound */
export function findTargetGroup(state: BalancingState, arn: string): TargetGroupRecord {
  return find(state.targetGroups, arn, ':targetgroup/', notFound('Target group', arn));
}

/** @throws AwsFault ValidationError, ListenerNotFound */
export function findListener(state: BalancingState, arn: string): ListenerRecord {
  return find(state.listeners, arn, ':listener/', notFound('Listener', arn));
}

/** @throws AwsFault ValidationError, RuleNotFound */
export function findRule(state: BalancingState, arn: string): RuleRecord {
  return find(state.listenerRules, arn, ':listener-rule/', notFound('Rule', arn));
}

/** Whatever has tags. @throws AwsFault as the finder of its kind */
export function findResource(state: BalancingState, arn: string): Resource {
  if (arn.includes(':loadbalancer/')) return findLoadBalancer(state, arn);
  if (arn.includes(':targetgroup/')) return findTargetGroup(state, arn);
  if (arn.includes(':listener/')) return findListener(state, arn);
  return findRule(state, arn);
}

/** The rule that has a listener's default actions. */
export function defaultRule(state: BalancingState, listener: ListenerRecord): RuleRecord {
  return findRule(state, listener.defaultRuleArn);
}

const CODES = {
  'Load balancer': 'LoadBalancerNotFound',
  'Target group': 'TargetGroupNotFound',
  Listener: 'ListenerNotFound',
  Rule: 'RuleNotFound',
} as const;

/** In the words that reports have for load balancers; UNKNOWN: whether all kinds are worded alike. */
function notFound(kind: keyof typeof CODES, arn: string): AwsFault {
  return new AwsFault(CODES[kind], `${kind} '${arn}' not found`);
}

function find<T>(all: ReadonlyMap<string, T>, arn: string, mark: string, missing: AwsFault): T {
  // UNKNOWN: the words where the text is no ARN of the kind.
  if (!arn.startsWith('arn:') || !arn.includes(mark))
    throw validationError(`'${arn}' is not a valid ${words(mark)} ARN`);
  const found = all.get(arn);
  if (found === undefined) throw missing;
  return found;
}

function words(mark: string): string {
  const kinds: Readonly<Record<string, string>> = {
    ':loadbalancer/': 'load balancer',
    ':targetgroup/': 'target group',
    ':listener/': 'listener',
  };
  return kinds[mark] ?? 'listener rule';
}
