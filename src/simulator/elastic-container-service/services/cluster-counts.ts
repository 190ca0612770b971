import type { World } from '../../world.ts';
import { standaloneTasks } from './engine/standalone-tasks.ts';
import type { TaskRecord } from './task-record.ts';
import { isFargate } from './validation/compute.ts';

type Compute = 'EC2' | 'Fargate' | 'External' | 'ManagedInstances';

/** What a cluster reports about the services and tasks in it, by where they run. */
export interface ClusterCounts {
  readonly runningTasks: Record<Compute, number>;
  readonly pendingTasks: Record<Compute, number>;
  readonly activeServices: Record<Compute, number>;
  readonly drainingServices: Record<Compute, number>;
}

const BY_LAUNCH_TYPE: Readonly<Record<string, Compute>> = {
  FARGATE: 'Fargate',
  EXTERNAL: 'External',
  MANAGED_INSTANCES: 'ManagedInstances',
};

/** Counts of one cluster, by its name. A task that was told to stop counts no more (recorded for services). */
export function clusterCounts(world: World, clusterName: string): ClusterCounts {
  const services = [...world.services.services.values()].filter((service) => service.clusterName === clusterName);
  const alone = standaloneTasks(world).filter((task) => task.clusterArn.endsWith(`:cluster/${clusterName}`));
  const tasks = services
    .flatMap((service) => service.taskArns.flatMap((arn) => world.services.tasks.get(arn) ?? []))
    .concat(alone)
    .filter((task) => task.desiredStatus === 'RUNNING');
  const ofStatus = (status: string): Record<Compute, number> =>
    tally(services.filter((service) => service.status === status).map((service) => computeOf(service.rollout)));
  const ofTasks = (wanted: (task: TaskRecord) => boolean): Record<Compute, number> =>
    tally(tasks.filter(wanted).map((task) => BY_LAUNCH_TYPE[task.launchType] ?? 'EC2'));
  return {
    runningTasks: ofTasks((task) => task.lastStatus === 'RUNNING'),
    pendingTasks: ofTasks((task) => task.lastStatus !== 'RUNNING'),
    activeServices: ofStatus('ACTIVE'),
    drainingServices: ofStatus('DRAINING'),
  };
}

function computeOf(rollout: Parameters<typeof isFargate>[0]): Compute {
  return isFargate(rollout) ? 'Fargate' : (BY_LAUNCH_TYPE[rollout.launchType ?? 'EC2'] ?? 'EC2');
}

function tally(computes: readonly Compute[]): Record<Compute, number> {
  const counts = { EC2: 0, Fargate: 0, External: 0, ManagedInstances: 0 };
  for (const compute of computes) counts[compute] += 1;
  return counts;
}
