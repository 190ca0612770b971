import { addEvent, taskList } from './events.ts';
import { openServiceDeployment, tasksOf, type Scene } from './scene.ts';
import { setStatus } from './service-deployments.ts';
import { tellToStop } from './task-step.ts';
import { schedulerDelay, TIMINGS } from './timings.ts';

/** DeleteService: no more tasks are wanted, the service is DRAINING until the last one is gone. */
export function beginDraining(scene: Scene, at: number): void {
  const { service } = scene;
  service.status = 'DRAINING';
  service.desiredCount = 0;
  service.actAfter = at + schedulerDelay(scene.random);
  service.endsAt = undefined;
  for (const deployment of service.deployments.slice(1)) deployment.status = 'DRAINING';
  const open = openServiceDeployment(scene);
  // UNKNOWN: the status of a service deployment whose service is deleted.
  if (open !== undefined) setStatus(open, 'STOPPED', at);
  service.currentServiceDeployment = undefined;
  service.cleanUpAt = undefined;
}

/** A look of the scheduler at a service that is not ACTIVE. Returns true when nothing is left of it. */
export function drain(scene: Scene, at: number): boolean {
  const { service } = scene;
  if (service.status === 'INACTIVE') return at >= (service.endsAt ?? Infinity);
  if (at < service.actAfter) return false;
  stopEverything(scene, at);
  const tasks = tasksOf(scene);
  if (tasks.some((task) => task.lastStatus !== 'STOPPED')) return false;
  const lastStop = Math.max(service.actAfter - TIMINGS.drainingAfterTasks, ...tasks.map((task) => task.stoppedAt ?? 0));
  service.endsAt = lastStop + TIMINGS.drainingAfterTasks;
  if (at < service.endsAt) return false;
  service.status = 'INACTIVE';
  service.deployments = [];
  service.events = [];
  service.endsAt = at + TIMINGS.inactiveMemory;
  return false;
}

function stopEverything(scene: Scene, at: number): void {
  const running = tasksOf(scene).filter((task) => task.desiredStatus === 'RUNNING');
  if (running.length === 0) return;
  for (const task of running) {
    tellToStop(
      task,
      at,
      'ServiceSchedulerInitiated',
      `Scaling activity initiated by (deployment ${task.deploymentId})`,
    );
  }
  addEvent(scene, at, `has stopped ${running.length} running tasks: ${taskList(running)}.`);
}
