import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { outerState } from '../../../outer-world/facts.ts';
import type { OuterStateOf, OuterWorldState } from '../../../outer-world/state.ts';

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

/** What AWS says when Fargate has no room: the text of an event, and the reason that RunTask gives. */
export interface FargateShortage {
  readonly event: string;
  readonly reason: string;
}

const UNAVAILABLE = 'Capacity is unavailable at this time. Please try again later or in a different availability zone';

/** Documented and reported texts; some end without a full stop. UNKNOWN: which of them RunTask gives as well. */
const SHORTAGES: Readonly<Record<OuterStateOf<'capacity'>, FargateShortage>> = {
  unavailable: { event: unableToPlace(`${UNAVAILABLE}.`), reason: UNAVAILABLE },
  'task-limit': shortage("You've reached the limit on the number of tasks you can run concurrently"),
  'vcpu-limit': shortage('You’ve reached the limit on the number of vCPUs you can run concurrently'),
  'cpu-limit': shortage('The requested CPU configuration is above your limit.'),
  'internal-error': shortage('Internal error.'),
  throttled: { event: 'operations are being throttled. Will try again later.', reason: 'Rate exceeded' },
  blocked: {
    event: 'was unable to place a task because your account is currently blocked.',
    reason: 'Your account is currently blocked.',
  },
};

/** What keeps a provider of Fargate (`FARGATE`, `FARGATE_SPOT`) from running a task; never another provider's room. */
export function fargateShortage(outer: OuterWorldState, provider: string): FargateShortage | undefined {
  const state = outerState(outer, 'capacity', provider);
  return state === undefined ? undefined : SHORTAGES[state];
}

function shortage(reason: string): FargateShortage {
  return { event: unableToPlace(reason), reason };
}

function unableToPlace(reason: string): string {
  return `was unable to place a task. Reason: ${reason}`;
}
