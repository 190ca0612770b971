import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { checkAtMost, invalidParameter } from '../parameter-rules.ts';

type Item = Partial<CapacityProviderStrategyItem>;

const MOST_ITEMS = 20;
const RANGES = [
  ['weight', 1_000],
  ['base', 100_000],
] as const;

/**
 * Refuses a capacity provider strategy with too many items, or numbers outside the ranges of the service model.
 *
 * @throws AwsFault InvalidParameterException; UNKNOWN: its words
 */
export function checkStrategyNumbers(strategy: readonly Item[]): void {
  checkAtMost('capacity provider strategy', strategy, MOST_ITEMS);
  for (const item of strategy) {
    for (const [member, most] of RANGES) {
      const value = item[member] ?? 0;
      if (value < 0 || value > most) {
        throw invalidParameter(`The ${member} of a capacity provider must be between 0 and ${most}.`);
      }
    }
  }
  if (strategy.filter((item) => (item.base ?? 0) > 0).length > 1) {
    throw invalidParameter('Only one capacity provider in a capacity provider strategy can have a base defined.');
  }
}

/**
 * Refuses a cluster's default strategy of which nobody gets anything (reported), where it would be used.
 *
 * @throws AwsFault InvalidParameterException
 */
export function checkDefaultWeights(strategy: readonly Item[]): void {
  if (strategy.some((item) => (item.weight ?? 0) > 0)) return;
  throw invalidParameter(
    "There are no capacity providers with a weight value greater than zero defined in the default capacity provider strategy. At least one capacity provider must have a weight value greater than zero specified. Update the cluster's default capacity provider strategy or specify a valid capacity provider strategy and try again.",
  );
}
