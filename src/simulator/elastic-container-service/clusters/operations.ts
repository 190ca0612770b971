import type { WorldOperation } from '../../world.ts';
import { createCluster } from './create-cluster.ts';
import { deleteCluster } from './delete-cluster.ts';
import { describeClusters } from './describe-clusters.ts';
import { listClusters } from './list-clusters.ts';
import { putClusterCapacityProviders } from './put-cluster-capacity-providers.ts';
import { updateClusterSettings } from './update-cluster-settings.ts';
import { updateCluster } from './update-cluster.ts';

/** Cluster operations of Amazon ECS. */
export const clusterOperations: Record<string, WorldOperation> = {
  CreateCluster: createCluster,
  DeleteCluster: deleteCluster,
  DescribeClusters: describeClusters,
  ListClusters: listClusters,
  PutClusterCapacityProviders: putClusterCapacityProviders,
  UpdateCluster: updateCluster,
  UpdateClusterSettings: updateClusterSettings,
};
