import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import { CHANGE_MS } from './change-time.ts';
import { ownProvider } from './find-provider.ts';
import { providerView } from './provider-view.ts';

/** DeleteCapacityProvider: still ACTIVE in the answer (documented), INACTIVE when it is done. */
export function deleteCapacityProvider(context: Context, input: Json): Json {
  const provider = ownProvider(context, text(input, 'capacityProvider') ?? text(input, 'name') ?? '');
  const cluster = [...context.world.ecs.clusters.values()].find(
    ({ status, capacityProviders }) => status === 'ACTIVE' && capacityProviders.includes(provider.name),
  );
  if (cluster !== undefined) {
    throw new AwsFault(
      'ClientException',
      `The capacity provider cannot be deleted because it is associated with cluster: ${cluster.name}. Remove the capacity provider from the cluster and try again.`,
    );
  }
  if (provider.change?.kind !== 'DELETE') provider.change = { kind: 'DELETE', endsAt: context.clock.now() + CHANGE_MS };
  return { capacityProvider: providerView(context, provider, true) };
}
