import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import { clusterCounts } from '../services/cluster-counts.ts';
import { clusterView } from './cluster-view.ts';
import { activeCluster } from './find-cluster.ts';

/** DeleteCluster: refused while services are ACTIVE, even at zero tasks, or while tasks are left (recorded). */
export function deleteCluster(context: Context, input: Json): Json {
  const cluster = activeCluster(context, text(input, 'cluster'));
  const { activeServices, runningTasks, pendingTasks } = clusterCounts(context.world, cluster.name);
  if (any(activeServices)) {
    throw new AwsFault('ClusterContainsServicesException', 'The Cluster cannot be deleted while Services are active.');
  }
  if (any(runningTasks) || any(pendingTasks)) {
    throw new AwsFault('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.');
  }
  cluster.status = 'INACTIVE';
  return { cluster: clusterView(context, cluster, new Set()) };
}

function any(counts: Readonly<Record<string, number>>): boolean {
  return Object.values(counts).some((count) => count > 0);
}
