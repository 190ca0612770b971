import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { lookUpProvider, RESERVED } from '../capacity-providers/find-provider.ts';
import { invalidParameter } from '../parameter-rules.ts';
import { checkStrategyNumbers } from './strategy-numbers.ts';

/**
 * Refuses capacity providers that do not exist.
 *
 * @throws AwsFault InvalidParameterException; UNKNOWN: its words
 */
export function checkCapacityProviders(context: Context, names: readonly string[]): void {
  const exists = (name: string): boolean =>
    RESERVED.some((reserved) => reserved === name) || lookUpProvider(context, name) !== undefined;
  const unknown = names.find((name) => !exists(name));
  if (unknown === undefined) return;
  throw invalidParameter(
    `The specified capacity provider '${unknown}' was not found. Specify a valid name or ARN and try again.`,
  );
}

/**
 * A default strategy with `base` and `weight` filled by 0; `base` 0 is documented.
 *
 * @throws AwsFault InvalidParameterException for numbers that make no sense or a provider that the cluster does not have
 */
export function defaultStrategy(items: readonly Json[], providers: readonly string[]): Json[] {
  checkStrategyNumbers(items);
  return items.map((item) => {
    const provider = String(item['capacityProvider']);
    if (!providers.includes(provider)) {
      throw invalidParameter(`The specified capacity provider '${provider}' is not associated with the cluster.`);
    }
    return { capacityProvider: provider, weight: item['weight'] ?? 0, base: item['base'] ?? 0 };
  });
}
