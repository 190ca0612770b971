import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { BalancingState } from './state.ts';

/** The target groups that an action forwards to, each once. */
export function groupsOf(actions: readonly Action[]): string[] {
  const groups = actions.flatMap(({ TargetGroupArn: single, ForwardConfig: config }) => [
    ...(single === undefined ? [] : [single]),
    ...(config?.TargetGroups ?? []).flatMap(({ TargetGroupArn: arn }) => arn ?? []),
  ]);
  return [...new Set(groups)];
}

/** The load balancers whose listeners and rules use a target group, by the group's ARN. */
export function balancersByGroup(state: BalancingState): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { listenerArn, actions } of state.listenerRules.values()) {
    const balancer = state.listeners.get(listenerArn)?.loadBalancerArn;
    if (balancer === undefined) continue;
    for (const group of groupsOf(actions)) {
      const known = users.get(group) ?? [];
      if (!known.includes(balancer)) users.set(group, [...known, balancer]);
    }
  }
  return users;
}

/** To be called after every change of listeners and rules: when a group came into use decides its targets' health. */
export function noteUse(state: BalancingState, at: number): void {
  const users = balancersByGroup(state);
  for (const group of state.targetGroups.values()) {
    group.usedSince = users.has(group.arn) ? (group.usedSince ?? at) : undefined;
  }
}
