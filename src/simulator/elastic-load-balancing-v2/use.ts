import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { wake } from '../elastic-container-service/services/wake.ts';
import type { Context } from '../world.ts';
import type { BalancingState } from './state.ts';

/** The target groups that an action forwards to, each once. */
export function groupsOf(actions: readonly Action[]): string[] {
  const groups = actions.flatMap(({ TargetGroupArn: single, ForwardConfig: config }) => [
    ...(single === undefined ? [] : [single]),
    ...(config?.TargetGroups ?? []).flatMap(({ TargetGroupArn: arn }) => arn ?? []),
  ]);
  return [...new Set(groups)];
}

/** To be called after every change of listeners and rules: groups in use are known, and their metrics are sent. */
export function usesChanged({ world, clock }: Context): void {
  const { balancing } = world;
  const now = clock.now();
  noteUse(balancing, now);
  const inUse = [...balancing.targetGroups.values()].some(({ users }) => users.length > 0);
  balancing.metricsSentAt = inUse ? (balancing.metricsSentAt ?? Math.floor(now / 60_000) * 60_000) : undefined;
  wake(world.services);
}

/** Keeps who uses a group, and since when. */
export function noteUse(state: BalancingState, at: number): void {
  for (const group of state.targetGroups.values()) group.users = [];
  for (const { listenerArn, actions } of state.listenerRules.values()) {
    const balancer = state.listeners.get(listenerArn)?.loadBalancerArn;
    if (balancer !== undefined) noteUser(state, balancer, actions);
  }
  for (const group of state.targetGroups.values()) {
    group.usedSince = group.users.length > 0 ? (group.usedSince ?? at) : undefined;
  }
}

function noteUser(state: BalancingState, balancer: string, actions: readonly Action[]): void {
  for (const arn of groupsOf(actions)) {
    const group = state.targetGroups.get(arn);
    if (group !== undefined && !group.users.includes(balancer)) group.users.push(balancer);
  }
}
