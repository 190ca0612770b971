import type { TaskRecord } from '../task-record.ts';
import { addEvent, taskList } from './events.ts';
import { noteFailure } from './failures.ts';
import { placeTasks } from './place-tasks.ts';
import { activeTasks, type Scene } from './scene.ts';
import { tellToStop } from './task-step.ts';

/**
 * A service replaces a task whose health check fails (a task of RunTask would keep running): where maximumPercent leaves
 * room the new one is started first (reported, with the order of the events).
 */
export function replaceUnhealthy(scene: Scene, task: TaskRecord, at: number): void {
  startInItsPlace(scene, task, at);
  tellToStop(task, at, 'ServiceSchedulerInitiated', task.doomed?.reason ?? 'Task failed container health checks');
  if (task.hasHealthCheck) addEvent(scene, at, `(task ${task.id}) failed container health checks.`);
  addEvent(scene, at, `has stopped 1 running tasks: ${taskList([task])}.`);
  noteFailure(scene, task, at);
}

function startInItsPlace(scene: Scene, task: TaskRecord, at: number): void {
  const { service } = scene;
  const deployment = service.deployments.find(({ id }) => id === task.deploymentId);
  if (deployment === undefined || deployment.rolloutState === 'FAILED' || at < deployment.retryAt) return;
  if (deployment.status !== 'PRIMARY' || activeTasks(scene, deployment).length > service.desiredCount) return;
  const { maximumPercent = 200 } = service.settings.deploymentConfiguration;
  const most = Math.floor((service.desiredCount * maximumPercent) / 100);
  const running = service.deployments.reduce((sum, each) => sum + activeTasks(scene, each).length, 0);
  if (service.schedulingStrategy === 'DAEMON' || running >= most) return;
  const { started } = placeTasks(scene, deployment, 1, at);
  if (started.length === 0) return;
  const why = `Amazon ECS replaced ${started.length} tasks due to an unhealthy status.`;
  addEvent(scene, at, `has started ${started.length} tasks: ${taskList(started)}. ${why}`);
}
