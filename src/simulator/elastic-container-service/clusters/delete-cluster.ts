import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { instancesOf } from '../container-instances/room.ts';
import { text } from '../parameter-rules.ts';
import { clusterCounts } from '../services/cluster-counts.ts';
import { changedClusterView, clusterView } from './cluster-view.ts';
import { clusterCount, presentCluster } from './find-cluster.ts';

/**
 * DeleteCluster: refused while services are ACTIVE, even at zero tasks, or while tasks are left (recorded). A deleted one
 * can be deleted again; its attachments are told from then on (recorded).
 */
export function deleteCluster(context: Context, input: Json): Json {
  const cluster = presentCluster(context, text(input, 'cluster'));
  const { activeServices, runningTasks, pendingTasks } = clusterCounts(context.world, cluster.name);
  if (any(activeServices)) {
    throw new AwsFault('ClusterContainsServicesException', 'The Cluster cannot be deleted while Services are active.');
  }
  if (any(runningTasks) || any(pendingTasks)) {
    throw new AwsFault('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.');
  }
  if (instancesOf(context.world, cluster.arn).length > 0) {
    throw new AwsFault(
      'ClusterContainsContainerInstancesException',
      'The Cluster cannot be deleted while Container Instances are active or draining.',
    );
  }
  const isAgain = cluster.status !== 'ACTIVE';
  cluster.status = 'INACTIVE';
  const view = isAgain
    ? changedClusterView(context, cluster)
    : clusterView(context, cluster, new Set(['SETTINGS', 'CONFIGURATIONS']));
  return { cluster: view, clusterCount: clusterCount(context) };
}

function any(counts: Readonly<Record<string, number>>): boolean {
  return Object.values(counts).some((count) => count > 0);
}
