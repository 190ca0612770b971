import type { Context } from '../../../world.ts';
import type { DeploymentRecord, RevisionRecord, ServiceDeploymentRecord, ServiceRecord } from '../state.ts';
import type { TaskRecord } from '../task-record.ts';

/** What the engine needs of the surroundings. */
export type Surroundings = Pick<Context, 'world' | 'random' | 'delays' | 'accountId' | 'region'>;

/** One service and everything around it that the engine may read and change. */
export interface Scene extends Surroundings {
  readonly service: ServiceRecord;
}

export function sceneOf(surroundings: Surroundings, service: ServiceRecord): Scene {
  const { world, random, delays, accountId, region } = surroundings;
  return { world, random, delays, accountId, region, service };
}

export function tasksOf(scene: Pick<Scene, 'world' | 'service'>): TaskRecord[] {
  const { tasks } = scene.world.services;
  const found: TaskRecord[] = [];
  // A loop, because nothing is asked for more often.
  for (const arn of scene.service.taskArns) {
    const task = tasks.get(arn);
    if (task !== undefined) found.push(task);
  }
  return found;
}

/** The tasks of one deployment that are meant to run. */
export function activeTasks(scene: Scene, deployment: DeploymentRecord): TaskRecord[] {
  return tasksOf(scene).filter((task) => task.deploymentId === deployment.id && task.desiredStatus === 'RUNNING');
}

export function primaryOf(service: ServiceRecord): DeploymentRecord {
  const [primary] = service.deployments;
  if (primary === undefined) throw new Error(`the service ${service.arn} has no deployment`);
  return primary;
}

export function revisionOf(scene: Surroundings, deployment: DeploymentRecord): RevisionRecord {
  const revision = scene.world.services.revisions.get(deployment.revisionArn);
  if (revision === undefined) throw new Error(`the revision ${deployment.revisionArn} is not there`);
  return revision;
}

/** The service deployment that is still open, if one is. */
export function openServiceDeployment(scene: Scene): ServiceDeploymentRecord | undefined {
  const arn = scene.service.currentServiceDeployment;
  return arn === undefined ? undefined : scene.world.services.serviceDeployments.get(arn);
}

/** How a task counts in a service or deployment: told to stop means not at all (recorded). */
export function countTasks(tasks: readonly TaskRecord[]): { running: number; pending: number } {
  const wanted = tasks.filter((task) => task.desiredStatus === 'RUNNING');
  const running = wanted.filter((task) => task.lastStatus === 'RUNNING').length;
  return { running, pending: wanted.length - running };
}
