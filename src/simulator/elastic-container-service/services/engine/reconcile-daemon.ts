import { misfits, type Misfit } from '../../container-instances/misfits.ts';
import type { ContainerInstance } from '../../container-instances/instance-record.ts';
import { requirementOf } from '../../container-instances/requirement.ts';
import { instancesOf } from '../../container-instances/room.ts';
import { definitionOf } from '../task-definitions.ts';
import type { TaskRecord } from '../task-record.ts';
import { addEvent, addTroubleEvent, taskList } from './events.ts';
import { noRoom } from './place-tasks.ts';
import { dropEmptyDeployments, PLACEMENT_RETRY_MS, stopTasks, tellStops, unsettle } from './reconcile.ts';
import { activeTasks, primaryOf, revisionOf, tasksOf, type Scene } from './scene.ts';
import { startTask } from './start-task.ts';

/**
 * One look of the scheduler at a DAEMON service: one task on each ACTIVE instance that the placement constraints mean.
 * A new one starts only when the old one on its instance has STOPPED (reported); minimumHealthyPercent says how many may
 * be stopped at a time.
 */
export function reconcileDaemon(scene: Scene, at: number): void {
  const { service } = scene;
  const primary = primaryOf(service);
  const instances = eligible(scene);
  service.desiredCount = instances.length;
  primary.desiredCount = instances.length;
  stopOld(scene, at);
  stopStrays(scene, instances, at);
  if (primary.rolloutState !== 'FAILED') startMissing(scene, instances, at);
  dropEmptyDeployments(scene);
  for (const deployment of service.deployments.slice(1)) {
    deployment.desiredCount = activeTasks(scene, deployment).length;
  }
}

function eligible({ world, service }: Scene): ContainerInstance[] {
  const nothing = { cpu: 0, memory: 0, ports: [], networkInterface: false };
  const placing = { requirement: nothing, constraints: service.settings.placementConstraints, group: '' };
  return instancesOf(world, service.clusterArn)
    .filter(({ status }) => status === 'ACTIVE')
    .filter((instance) => misfits(world, instance, placing).every(({ reason }) => reason === 'AGENT'));
}

function stopOld(scene: Scene, at: number): void {
  const { service } = scene;
  const { minimumHealthyPercent = 0 } = service.settings.deploymentConfiguration;
  const least = Math.ceil((service.desiredCount * minimumHealthyPercent) / 100);
  const healthy = service.deployments.flatMap((deployment) => activeTasks(scene, deployment).filter(isHealthy)).length;
  const old = service.deployments.slice(1).flatMap((deployment) => activeTasks(scene, deployment));
  let left = Math.max(0, healthy - least) + old.filter((task) => !isHealthy(task)).length;
  const stopped: TaskRecord[] = [];
  for (const deployment of service.deployments.slice(1)) {
    const chosen = stopTasks(scene, deployment, Math.min(left, activeTasks(scene, deployment).length), at);
    left -= chosen.length;
    stopped.push(...chosen);
  }
  tellStops(scene, stopped, at);
}

/** Tasks on instances that take none any more. */
function stopStrays(scene: Scene, instances: readonly ContainerInstance[], at: number): void {
  const primary = primaryOf(scene.service);
  const homes = new Set(instances.map(({ arn }) => arn));
  const strays = activeTasks(scene, primary).filter(
    ({ containerInstanceArn = '' }) => !homes.has(containerInstanceArn),
  );
  tellStops(scene, stopTasks(scene, primary, strays.length, at, strays), at);
}

function startMissing(scene: Scene, instances: readonly ContainerInstance[], at: number): void {
  const { service, world } = scene;
  const primary = primaryOf(service);
  if (at < primary.retryAt) return;
  const definition = definitionOf(world, revisionOf(scene, primary).taskDefinition);
  const placing = { requirement: requirementOf(definition), constraints: [], group: `service:${service.name}` };
  const started: TaskRecord[] = [];
  const tried: { instance: ContainerInstance; misfits: readonly Misfit[] }[] = [];
  for (const instance of instances) {
    if (tasksOf(scene).some((task) => task.containerInstanceArn === instance.arn && task.lastStatus !== 'STOPPED'))
      continue;
    const reasons = misfits(world, instance, placing);
    if (reasons.length === 0) started.push(startTask(scene, primary, at, { instance }));
    else tried.push({ instance, misfits: reasons });
  }
  if (started.length > 0) {
    unsettle(service);
    addEvent(scene, at, `has started ${started.length} tasks: ${taskList(started)}.`);
  }
  primary.waitsForRoom = tried.length > 0;
  if (tried.length === 0) return;
  addTroubleEvent(scene, at, noRoom(scene, { tried }));
  primary.retryAt = at + PLACEMENT_RETRY_MS;
}

function isHealthy({ healthySince }: TaskRecord): boolean {
  return healthySince !== undefined;
}
