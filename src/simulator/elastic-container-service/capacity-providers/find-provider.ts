import { AwsFault } from '../../operation.ts';
import type { Context } from '../../world.ts';
import type { CapacityProvider } from '../state.ts';

/** The capacity providers that every account has. */
export const RESERVED = ['FARGATE', 'FARGATE_SPOT'] as const;

/** The name out of a name or an ARN. */
export function providerName(reference: string): string {
  return reference.startsWith('arn:') ? reference.slice(reference.lastIndexOf('/') + 1) : reference;
}

/** ARN of a capacity provider, own or reserved. */
export function providerArn(context: Context, name: string): string {
  return `arn:aws:ecs:${context.region}:${context.accountId}:capacity-provider/${name}`;
}

export function isDeleted(context: Context, provider: CapacityProvider): boolean {
  return provider.change?.kind === 'DELETE' && provider.change.endsAt <= context.clock.now();
}

/** An own capacity provider that is not deleted; undefined when there is none. */
export function lookUpProvider(context: Context, reference: string): CapacityProvider | undefined {
  const provider = context.world.ecs.capacityProviders.get(providerName(reference));
  return provider === undefined || isDeleted(context, provider) ? undefined : provider;
}

/**
 * The capacity provider that an update or a deletion means.
 *
 * @throws AwsFault ClientException for one that every account has, or that is not there. UNKNOWN: the words for the
 *   first
 */
export function ownProvider(context: Context, reference: string): CapacityProvider {
  const name = providerName(reference);
  if (RESERVED.some((reserved) => reserved === name)) {
    throw new AwsFault('ClientException', 'The specified capacity provider is reserved and cannot be changed.');
  }
  const provider = lookUpProvider(context, name);
  if (provider !== undefined) return provider;
  throw new AwsFault(
    'ClientException',
    'The specified capacity provider does not exist. Specify a valid name or ARN and try again.',
  );
}
