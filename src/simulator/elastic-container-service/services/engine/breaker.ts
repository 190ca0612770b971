import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';

const BOUNDED = { least: 3, most: 200 };

/**
 * How many failed tasks trip the deployment circuit breaker. BOUNDED_PERCENT is a share of the desired count, rounded
 * up and kept between 3 and 200; UNBOUNDED_PERCENT is not kept; COUNT is the number itself.
 */
export function breakerThreshold(breaker: DeploymentCircuitBreaker | undefined, desiredCount: number): number {
  const type = breaker?.thresholdConfiguration?.type ?? 'BOUNDED_PERCENT';
  const value = breaker?.thresholdConfiguration?.value ?? 50;
  if (type === 'COUNT') return value;
  const share = Math.ceil((value * desiredCount) / 100);
  // UNKNOWN: whether UNBOUNDED_PERCENT of nothing is nothing; one failure is the least that can trip a breaker.
  if (type === 'UNBOUNDED_PERCENT') return Math.max(1, share);
  return Math.min(BOUNDED.most, Math.max(BOUNDED.least, share));
}

/** What one more failed task means. */
export function isTripped(
  breaker: DeploymentCircuitBreaker | undefined,
  failedTasks: number,
  desiredCount: number,
): boolean {
  return breaker?.enable === true && failedTasks >= breakerThreshold(breaker, desiredCount);
}
