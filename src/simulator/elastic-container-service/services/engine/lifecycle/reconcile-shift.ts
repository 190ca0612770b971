import type { DeploymentRecord } from '../../state.ts';
import type { TaskRecord } from '../../task-record.ts';
import { dropEmptyDeployments, startTasks, stopTasks, tellStops } from '../reconcile.ts';
import { activeTasks, primaryOf, tasksOf, type Scene } from '../scene.ts';
import { scalesUp, trafficHolder, type Shift } from './lifecycle.ts';

/**
 * One look of the scheduler while traffic shifts: the revision that has the traffic and, once its time has come, the
 * new one run at full count side by side, whatever the percentages say (reported); all others go.
 */
export function reconcileShift(scene: Scene, shift: Shift, at: number): void {
  const { service } = scene;
  const primary = primaryOf(service);
  const holder = trafficHolder(service);
  primary.desiredCount = scalesUp(shift) ? service.desiredCount : 0;
  for (const deployment of service.deployments.slice(1)) {
    deployment.desiredCount = deployment === holder ? service.desiredCount : 0;
  }
  bringToCount(scene, service.deployments, at);
  dropEmptyDeployments(scene, holder);
}

/** Between a shift's success and its clean-up old tasks run on; then they are stopped, all at once. */
export function reconcileAfterShift(scene: Scene, at: number): void {
  const { service } = scene;
  const cleansUp = at >= (service.cleanUpAt ?? 0);
  primaryOf(service).desiredCount = service.desiredCount;
  if (cleansUp) for (const deployment of service.deployments.slice(1)) deployment.desiredCount = 0;
  bringToCount(scene, cleansUp ? service.deployments : [primaryOf(service)], at);
  if (cleansUp) dropEmptyDeployments(scene);
}

/** True until the clean-up after a shift has begun and the last task of an old revision has stopped. */
export function isCleaningUp(scene: Scene, at: number): boolean {
  const { service } = scene;
  if (service.cleanUpAt === undefined) return false;
  const { id } = primaryOf(service);
  return at < service.cleanUpAt || tasksOf(scene).some((task) => task.deploymentId !== id && !isStopped(task));
}

function isStopped({ lastStatus }: TaskRecord): boolean {
  return lastStatus === 'STOPPED';
}

function bringToCount(scene: Scene, deployments: readonly DeploymentRecord[], at: number): void {
  const stopped = deployments.flatMap((deployment) =>
    stopTasks(scene, deployment, activeTasks(scene, deployment).length - deployment.desiredCount, at),
  );
  tellStops(scene, stopped, at);
  for (const deployment of deployments) {
    startTasks(scene, deployment, deployment.desiredCount - activeTasks(scene, deployment).length, at);
  }
}
