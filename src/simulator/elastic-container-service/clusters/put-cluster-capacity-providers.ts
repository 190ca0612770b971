import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { providerName } from '../capacity-providers/find-provider.ts';
import { strings, text } from '../parameter-rules.ts';
import type { Cluster } from '../state.ts';
import { checkCapacityProviders, defaultStrategy } from './capacity-providers.ts';
import { checkNotBusy, updateAttachments } from './cluster-attachments.ts';
import { clusterView } from './cluster-view.ts';
import { activeCluster } from './find-cluster.ts';

/** PutClusterCapacityProviders: replaces both lists as a whole (documented). */
export function putClusterCapacityProviders(context: Context, input: Json): Json {
  const cluster = activeCluster(context, text(input, 'cluster'));
  checkNotBusy(context, cluster);
  const providers = strings(input, 'capacityProviders').map(providerName);
  checkCapacityProviders(context, providers);
  const strategy = defaultStrategy((input['defaultCapacityProviderStrategy'] as Json[] | undefined) ?? [], providers);
  checkUnused(context, cluster, providers);
  cluster.capacityProviders = providers;
  cluster.defaultCapacityProviderStrategy = strategy;
  updateAttachments(context, cluster);
  return { cluster: clusterView(context, cluster, new Set(['SETTINGS', 'ATTACHMENTS'])) };
}

/**
 * A provider that a service uses cannot be taken away, also while that service is DRAINING (reported).
 *
 * @throws AwsFault ResourceInUseException
 */
function checkUnused(context: Context, cluster: Cluster, providers: readonly string[]): void {
  const leaving = cluster.capacityProviders.filter((name) => !providers.includes(name));
  const isUsed = [...context.world.services.services.values()].some(
    ({ clusterArn, status, rollout }) =>
      clusterArn === cluster.arn && status !== 'INACTIVE' && uses(rollout.capacityProviderStrategy ?? [], leaving),
  );
  if (!isUsed) return;
  throw new AwsFault('ResourceInUseException', 'The specified capacity provider is in use and cannot be removed.');
}

function uses(strategy: readonly CapacityProviderStrategyItem[], names: readonly string[]): boolean {
  return strategy.some(({ capacityProvider = '' }) => names.includes(capacityProvider));
}
