import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import type { RevisionRecord } from '../state.ts';

const FARGATE = new Set(['FARGATE', 'FARGATE_SPOT']);

/** The simulated account has no container instances: only Fargate has room for tasks. */
export function canPlace(revision: RevisionRecord): boolean {
  const strategy = revision.capacityProviderStrategy ?? [];
  if (strategy.length > 0) return strategy.every((item) => FARGATE.has(item.capacityProvider ?? ''));
  return revision.launchType === 'FARGATE';
}

/**
 * The provider of the next task when `placed` tasks of the deployment were placed before: first the base, then by
 * weight. Undefined without a strategy.
 */
export function chooseProvider(strategy: readonly CapacityProviderStrategyItem[], placed: number): string | undefined {
  const base = strategy.find((item) => (item.base ?? 0) > 0);
  if (base !== undefined && placed < (base.base ?? 0)) return base.capacityProvider;
  const turns = strategy.flatMap((item) =>
    Array.from({ length: Math.min(100, item.weight ?? 0) }, () => item.capacityProvider),
  );
  return turns[(placed - (base?.base ?? 0)) % Math.max(1, turns.length)] ?? strategy[0]?.capacityProvider;
}
