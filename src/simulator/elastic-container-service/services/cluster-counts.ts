import type { World } from '../../world.ts';

type Compute = 'EC2' | 'Fargate' | 'External' | 'ManagedInstances';

/** What a cluster reports about the services and tasks in it, by where they run. */
export interface ClusterCounts {
  readonly runningTasks: Record<Compute, number>;
  readonly pendingTasks: Record<Compute, number>;
  readonly activeServices: Record<Compute, number>;
  readonly drainingServices: Record<Compute, number>;
}

function none(): Record<Compute, number> {
  return { EC2: 0, Fargate: 0, External: 0, ManagedInstances: 0 };
}

/** Counts of one cluster, by its name. */
export function clusterCounts(_world: World, _clusterName: string): ClusterCounts {
  return { runningTasks: none(), pendingTasks: none(), activeServices: none(), drainingServices: none() };
}
