import { setDue } from '../due-services.ts';
import type { DeploymentRecord } from '../state.ts';
import type { TaskRecord } from '../task-record.ts';
import { drain } from './drain.ts';
import { forgiveFailures, noteFailure } from './failures.ts';
import { replaceUnhealthy } from './replace-unhealthy.ts';
import { alarmsDueAt, watchAlarms } from './alarm-watch.ts';
import { followTargets, targetDueTimes } from './balancer-targets.ts';
import { advanceLifecycle, lifecycleDueTimes, shiftOf } from './lifecycle/lifecycle.ts';
import { reconcileAfterShift, reconcileShift } from './lifecycle/reconcile-shift.ts';
import { readyAt, reconcileRolling } from './reconcile.ts';
import { reconcileDaemon } from './reconcile-daemon.ts';
import { activeTasks, primaryOf, tasksOf, type Scene } from './scene.ts';
import { applyPendingChanges, recordsOf } from './service-deployments.ts';
import { settle, settleDueTimes } from './steady-state.ts';
import { applyStep } from './task-step.ts';
import { TIMINGS } from './timings.ts';

/** Does what is due at one service next, at its own time however late the caller comes, and leaves when it is due again. */
export function advance(scene: Scene): void {
  const { dueAt } = scene.service;
  if (dueAt === undefined) return;
  stepAt(scene, dueAt);
  planNext(scene, dueAt);
}

/** Works out anew when the service has to be looked at: after an operation changed it. */
export function planNext(scene: Scene, at: number): void {
  const next = Math.min(...dueTimes(scene, at));
  setDue(scene.world.services, scene.service, Number.isFinite(next) ? next : undefined);
}

function stepAt(scene: Scene, at: number): void {
  applyPendingChanges(scene, at);
  for (const task of tasksOf(scene)) advanceTask(scene, task, at);
  followTargets(scene, at);
  if (scene.service.status === 'ACTIVE') lookAt(scene, at);
  else if (drain(scene, at)) return forget(scene);
  // Once more for the tasks that were just told to stop.
  followTargets(scene, at);
}

/** The scheduler's own look at a service. */
function lookAt(scene: Scene, at: number): void {
  watchAlarms(scene, at);
  advanceLifecycle(scene, at);
  if (at < scene.service.actAfter) return;
  forgiveFailures(scene, at);
  reconcile(scene, at);
  advanceLifecycle(scene, at);
  settle(scene, at);
}

function reconcile(scene: Scene, at: number): void {
  const shift = shiftOf(scene);
  if (scene.service.schedulingStrategy === 'DAEMON') reconcileDaemon(scene, at);
  else if (shift !== undefined) reconcileShift(scene, shift, at);
  else if (scene.service.cleanUpAt !== undefined) reconcileAfterShift(scene, at);
  else reconcileRolling(scene, at);
}

function advanceTask(scene: Scene, task: TaskRecord, at: number): void {
  for (let next = task.plan[0]; next !== undefined && next.at <= at; next = task.plan[0]) {
    task.plan = task.plan.slice(1);
    if (next.step === 'forget') forgetTask(scene, task);
    const outcome = applyStep(task, next.step, next.at);
    if (outcome === 'failed' && scene.service.status === 'ACTIVE') noteFailure(scene, task, next.at);
    if (outcome === 'unhealthy' && scene.service.status === 'ACTIVE') replaceUnhealthy(scene, task, next.at);
  }
}

function forgetTask(scene: Scene, task: TaskRecord): void {
  scene.world.services.tasks.delete(task.arn);
  scene.service.taskArns = scene.service.taskArns.filter((arn) => arn !== task.arn);
}

/** The service itself is no longer described: MISSING from now on. */
function forget(scene: Scene): void {
  scene.world.services.services.delete(scene.service.arn);
  for (const arn of scene.service.taskArns) scene.world.services.tasks.delete(arn);
}

/**
 * Every time at which something can happen by itself: planned steps at once when they are due, everything else only
 * after `at`, because this look has seen it.
 */
function dueTimes(scene: Scene, at: number): number[] {
  const { service } = scene;
  const steps = tasksOf(scene).flatMap((task) => task.plan[0]?.at ?? []);
  const times = [
    ...targetDueTimes(scene, at),
    service.actAfter,
    service.endsAt,
    ...recordsOf(scene).map((record) => record.pendingChange?.at),
  ];
  if (service.status === 'ACTIVE') times.push(...activeDueTimes(scene));
  return [...steps, ...times.filter((time) => time !== undefined && time > at).map(Number)];
}

function activeDueTimes(scene: Scene): (number | undefined)[] {
  const { service } = scene;
  const primary = primaryOf(service);
  const replacing = service.deployments.length > 1;
  const proving = primary.failuresInARow > 0;
  return [
    ...settleDueTimes(scene),
    alarmsDueAt(scene),
    ...protectionEnds(scene),
    service.cleanUpAt,
    ...lifecycleDueTimes(scene),
    ...service.deployments.map((deployment) => retryDueAt(scene, deployment)),
    ...(replacing ? tasksOf(scene).map(readyAt) : []),
    ...(proving
      ? activeTasks(scene, primary).map((task) => (task.healthySince ?? Infinity) + TIMINGS.steadyState)
      : []),
  ];
}

/** When tasks that may not be stopped may be. */
function protectionEnds(scene: Scene): number[] {
  const { taskProtections } = scene.world.ecs;
  if (taskProtections.size === 0) return [];
  return tasksOf(scene).flatMap((task) => taskProtections.get(task.arn) ?? []);
}

/** A deployment that lacks tasks is looked at again when it may try. */
function retryDueAt(scene: Scene, deployment: DeploymentRecord): number | undefined {
  const { service } = scene;
  const wanted = deployment === primaryOf(service) ? service.desiredCount : deployment.desiredCount;
  return activeTasks(scene, deployment).length < wanted ? deployment.retryAt : undefined;
}
