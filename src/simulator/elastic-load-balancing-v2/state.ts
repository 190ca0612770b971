/**
 * What is known of load balancers in the simulated account. Everything that ECS is told of exists and is set up well
 * until something is said about it here. Plain data, so that it can be dumped and restored.
 */
export interface BalancingState {
  /** Where rules of Application Load Balancers and listeners of Network Load Balancers forward to, by their ARN. */
  rules: Map<string, Forward[]>;
  /** ARNs of target groups that no listener and no rule uses. */
  looseGroups: Set<string>;
}

/** One target group of a forward action. */
export interface Forward {
  targetGroupArn: string;
  weight: number;
}

export function emptyBalancingState(): BalancingState {
  return { rules: new Map(), looseGroups: new Set() };
}
