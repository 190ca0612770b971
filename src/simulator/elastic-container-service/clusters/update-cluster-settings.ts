import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import { clusterSettings } from './cluster-settings.ts';
import { changedClusterView } from './cluster-view.ts';
import { clusterToUpdate } from './find-cluster.ts';

/** UpdateClusterSettings. Whether the cluster exists is checked before the settings' values (recorded). */
export function updateClusterSettings(context: Context, input: Json): Json {
  const cluster = clusterToUpdate(context, text(input, 'cluster'));
  cluster.settings = clusterSettings(input['settings'] as Json[] | undefined);
  return { cluster: changedClusterView(context, cluster) };
}
