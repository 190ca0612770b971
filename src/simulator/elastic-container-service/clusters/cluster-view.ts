import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { instancesOf } from '../container-instances/room.ts';
import { clusterCounts } from '../services/cluster-counts.ts';
import type { ClusterCounts } from '../services/cluster-counts.ts';
import type { Cluster } from '../state.ts';
import { attachmentsView } from './cluster-attachments.ts';

/** What DescribeClusters can be asked to include. */
export type ClusterInclude = 'ATTACHMENTS' | 'CONFIGURATIONS' | 'SETTINGS' | 'STATISTICS' | 'TAGS';

/** A cluster as DescribeClusters shows it: settings, tags and statistics are `[]` unless included (recorded). */
export function clusterView(context: Context, cluster: Cluster, include: ReadonlySet<ClusterInclude>): Json {
  const counts = clusterCounts(context.world, cluster.name);
  return {
    ...clusterHead(context, cluster, counts),
    statistics: include.has('STATISTICS') ? statistics(counts) : [],
    tags: include.has('TAGS') ? cluster.tags : [],
    settings: include.has('SETTINGS') ? cluster.settings : [],
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultCapacityProviderStrategy,
    ...(include.has('CONFIGURATIONS') ? configuration(cluster) : {}),
    ...(include.has('ATTACHMENTS') ? attachmentsView(context, cluster) : {}),
  };
}

/**
 * A cluster as UpdateCluster, UpdateClusterSettings and DeleteCluster answer it: settings and configuration without being
 * asked, tags always `[]` (recorded).
 */
export function changedClusterView(context: Context, cluster: Cluster): Json {
  return clusterView(context, cluster, new Set(['SETTINGS', 'CONFIGURATIONS', 'ATTACHMENTS']));
}

function clusterHead(context: Context, cluster: Cluster, counts: ClusterCounts): Json {
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: instancesOf(context.world, cluster.arn).length,
    runningTasksCount: total(counts.runningTasks),
    pendingTasksCount: total(counts.pendingTasks),
    activeServicesCount: total(counts.activeServices),
  };
}

function configuration(cluster: Cluster): Json {
  return {
    ...(cluster.configuration === undefined ? {} : { configuration: cluster.configuration }),
    ...(cluster.serviceConnectDefaults === undefined ? {} : { serviceConnectDefaults: cluster.serviceConnectDefaults }),
  };
}

/** Sixteen numbers as text, in AWS's own order (recorded). */
function statistics(counts: ClusterCounts): Json[] {
  const { runningTasks, pendingTasks, activeServices, drainingServices } = counts;
  const values: [string, number][] = [
    ['runningEC2TasksCount', runningTasks.EC2],
    ['runningFargateTasksCount', runningTasks.Fargate],
    ['pendingEC2TasksCount', pendingTasks.EC2],
    ['pendingFargateTasksCount', pendingTasks.Fargate],
    ['runningExternalTasksCount', runningTasks.External],
    ['pendingExternalTasksCount', pendingTasks.External],
    ['runningManagedInstancesTasksCount', runningTasks.ManagedInstances],
    ['pendingManagedInstancesTasksCount', pendingTasks.ManagedInstances],
    ['activeEC2ServiceCount', activeServices.EC2],
    ['activeFargateServiceCount', activeServices.Fargate],
    ['drainingEC2ServiceCount', drainingServices.EC2],
    ['drainingFargateServiceCount', drainingServices.Fargate],
    ['activeExternalServiceCount', activeServices.External],
    ['drainingExternalServiceCount', drainingServices.External],
    ['activeManagedInstancesServiceCount', activeServices.ManagedInstances],
    ['drainingManagedInstancesServiceCount', drainingServices.ManagedInstances],
  ];
  return values.map(([name, value]) => ({ name, value: String(value) }));
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
