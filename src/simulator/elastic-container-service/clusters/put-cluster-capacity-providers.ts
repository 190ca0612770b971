import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { strings, text } from '../parameter-rules.ts';
import { checkCapacityProviders, defaultStrategy } from './capacity-providers.ts';
import { clusterView } from './cluster-view.ts';
import { activeCluster } from './find-cluster.ts';

/** PutClusterCapacityProviders: replaces both lists as a whole (documented). */
export function putClusterCapacityProviders(context: Context, input: Json): Json {
  const cluster = activeCluster(context, text(input, 'cluster'));
  const providers = [...strings(input, 'capacityProviders')];
  checkCapacityProviders(providers);
  const strategy = defaultStrategy((input['defaultCapacityProviderStrategy'] as Json[] | undefined) ?? [], providers);
  cluster.capacityProviders = providers;
  cluster.defaultCapacityProviderStrategy = strategy;
  return { cluster: clusterView(context, cluster, new Set(['SETTINGS', 'ATTACHMENTS'])) };
}
