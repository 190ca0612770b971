import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import { clusterSettings } from './cluster-settings.ts';
import { changedClusterView } from './cluster-view.ts';
import { clusterToUpdate } from './find-cluster.ts';

/** UpdateCluster: changes what the request gives. Whether the cluster exists is checked first (recorded). */
export function updateCluster(context: Context, input: Json): Json {
  const cluster = clusterToUpdate(context, text(input, 'cluster'));
  const settings = input['settings'] as Json[] | undefined;
  if (settings !== undefined) cluster.settings = clusterSettings(settings);
  const configuration = input['configuration'] as Json | undefined;
  if (configuration !== undefined) cluster.configuration = { ...cluster.configuration, ...configuration };
  const defaults = input['serviceConnectDefaults'] as Json | undefined;
  if (defaults !== undefined) cluster.serviceConnectDefaults = defaults;
  return { cluster: changedClusterView(context, cluster) };
}
