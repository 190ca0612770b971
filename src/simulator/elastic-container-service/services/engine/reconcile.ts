import { isProtected } from '../../task-protection/protection.ts';
import type { DeploymentRecord, ServiceRecord } from '../state.ts';
import type { TaskRecord } from '../task-record.ts';
import { addEvent, addTroubleEvent, taskList, TROUBLE } from './events.ts';
import { placeTasks } from './place-tasks.ts';
import { planCounts } from './plan-counts.ts';
import { activeTasks, primaryOf, tasksOf, type Scene } from './scene.ts';
import { tellToStop } from './task-step.ts';
import { TIMINGS } from './timings.ts';

/** One look of the scheduler at a service that rolls, or rests: tasks are started and stopped, emptied deployments leave. */
export function reconcileRolling(scene: Scene, at: number): void {
  const { service } = scene;
  const primary = primaryOf(service);
  primary.desiredCount = service.desiredCount;
  const plan = planCounts(countsOf(scene, at));
  const stopped = [...stopTasks(scene, primary, plan.stopPrimary, at), ...stopOldTasks(scene, plan.stopOld, at)];
  tellStops(scene, stopped, at);
  startTasks(scene, primary, plan.start, at);
  if (blocksDeployment(scene, at)) tellProtection(scene, service.deployments[1] ?? primary, at);
  if (plan.stuck) addTroubleEvent(scene, at, TROUBLE.percentages);
  dropEmptyDeployments(scene);
  for (const deployment of service.deployments.slice(1)) {
    deployment.desiredCount = activeTasks(scene, deployment).length;
  }
}

function countsOf(scene: Scene, at: number): Parameters<typeof planCounts>[0] {
  const { service } = scene;
  const primary = primaryOf(service);
  const primaryTasks = activeTasks(scene, primary);
  const oldTasks = service.deployments.slice(1).flatMap((deployment) => activeTasks(scene, deployment));
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = service.settings.deploymentConfiguration;
  const stopping = tasksOf(scene).filter((task) => task.desiredStatus === 'STOPPED' && task.lastStatus === 'RUNNING');
  return {
    desired: service.desiredCount,
    minimumHealthyPercent,
    maximumPercent,
    primary: primaryTasks.length,
    primaryReady: primaryTasks.filter((task) => isReady(task, at)).length,
    old: oldTasks.length,
    // The wait is for new tasks only: an old one that works counts, however young it is.
    oldReady: oldTasks.filter((task) => task.healthySince !== undefined).length,
    oldProtected: oldTasks.filter((task) => isProtected(scene.world, task, at)).length,
    stopping: stopping.length,
    primaryFailed: primary.rolloutState === 'FAILED',
  };
}

/** Whether a task counts toward minimumHealthyPercent; without any check only 40 s after it started. */
export function isReady(task: TaskRecord, at: number): boolean {
  return at >= (readyAt(task) ?? Infinity);
}

/** When a task that stays as it is counts toward the minimum: at once when something checks it (documented). */
export function readyAt(task: TaskRecord): number | undefined {
  if (task.healthySince === undefined || task.desiredStatus === 'STOPPED') return undefined;
  const isChecked = task.hasHealthCheck || (task.targets ?? []).length > 0;
  return isChecked ? task.healthySince : task.healthySince + TIMINGS.readinessWait;
}

function stopOldTasks(scene: Scene, count: number, at: number): TaskRecord[] {
  const stopped: TaskRecord[] = [];
  for (const deployment of scene.service.deployments.slice(1)) {
    stopped.push(...stopTasks(scene, deployment, count - stopped.length, at));
  }
  return stopped;
}

/**
 * Stops tasks of one deployment, those that do not work first, then the newest; of `candidates` when they are given.
 * Gives those that ran.
 */
export function stopTasks(
  scene: Scene,
  deployment: DeploymentRecord,
  count: number,
  at: number,
  candidates: readonly TaskRecord[] = activeTasks(scene, deployment),
): TaskRecord[] {
  const rank = (task: TaskRecord): number => (task.healthySince === undefined ? 0 : 1);
  const free = candidates.filter((task) => !isProtected(scene.world, task, at));
  if (count > free.length) tellProtection(scene, deployment, at);
  const chosen = free.toSorted((a, b) => rank(a) - rank(b) || b.createdAt - a.createdAt).slice(0, Math.max(0, count));
  // Scaling stops name the deployment whose tasks go (recorded text).
  const reason = `Scaling activity initiated by (deployment ${deployment.id})`;
  const started = chosen.filter((task) => task.startedAt !== undefined);
  for (const task of chosen) tellToStop(task, at, 'ServiceSchedulerInitiated', reason);
  const pending = chosen.length - started.length;
  if (pending > 0) unsettle(scene.service);
  if (pending > 0) addEvent(scene, at, `stopped ${pending} pending tasks.`);
  return started;
}

/** Whether nothing but protection keeps an old deployment: then its tasks stay until that ends (documented). */
function blocksDeployment(scene: Scene, at: number): boolean {
  const { service } = scene;
  const old = service.deployments.slice(1).flatMap((deployment) => activeTasks(scene, deployment));
  const ready = activeTasks(scene, primaryOf(service)).filter((task) => isReady(task, at)).length;
  return old.length > 0 && ready >= service.desiredCount && old.every((task) => isProtected(scene.world, task, at));
}

/** Documented text; what it calls a task set has the deployment's id. */
function tellProtection(scene: Scene, { id }: DeploymentRecord, at: number): void {
  addTroubleEvent(
    scene,
    at,
    `was unable to reach steady state because task set (${id}) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.`,
  );
}

export function tellStops(scene: Scene, stopped: readonly TaskRecord[], at: number): void {
  if (stopped.length === 0) return;
  unsettle(scene.service);
  addEvent(scene, at, `has stopped ${stopped.length} running tasks: ${taskList(stopped)}.`);
}

/** UNKNOWN: how often the scheduler looks for room that there was none of. */
export const PLACEMENT_RETRY_MS = 60_000;

/** Starts so many tasks of a deployment, unless it has to wait or there is no room for them. */
export function startTasks(scene: Scene, deployment: DeploymentRecord, count: number, at: number): void {
  if (count <= 0 || at < deployment.retryAt) return;
  unsettle(scene.service);
  const { started, trouble } = placeTasks(scene, deployment, count, at);
  if (started.length > 0) addEvent(scene, at, `has started ${started.length} tasks: ${taskList(started)}.`);
  deployment.waitsForRoom = trouble !== undefined;
  if (trouble === undefined) return;
  addTroubleEvent(scene, at, trouble);
  deployment.retryAt = at + PLACEMENT_RETRY_MS;
}

/** Whatever starts or stops a task: the steady state has to be reached anew. */
export function unsettle(service: ServiceRecord): void {
  service.steady = false;
  service.satisfiedSince = undefined;
}

/**
 * An older deployment leaves the list once all its tasks are told to stop, before the PRIMARY completes (recorded);
 * not the one that still has the traffic.
 */
export function dropEmptyDeployments(scene: Scene, holder?: DeploymentRecord): void {
  const { service } = scene;
  const keep = (deployment: DeploymentRecord): boolean =>
    deployment.status !== 'ACTIVE' || deployment === holder || activeTasks(scene, deployment).length > 0;
  service.deployments = service.deployments.filter((deployment) => keep(deployment));
}

/** The failed deployment of a rollback leaves once the rollback is done. */
export function dropDrainedDeployments(scene: Scene): void {
  const { service } = scene;
  service.deployments = service.deployments.filter(
    (deployment) => deployment.status !== 'DRAINING' || activeTasks(scene, deployment).length > 0,
  );
}

/** Whether the service is what it should be: nothing old runs, and every task wanted runs and passes its checks. */
export function isSatisfied(scene: Scene): boolean {
  const { service } = scene;
  const primary = primaryOf(service);
  if (primary.rolloutState === 'FAILED') return false;
  if (service.deployments.slice(1).some((deployment) => activeTasks(scene, deployment).length > 0)) return false;
  const tasks = activeTasks(scene, primary);
  return tasks.length === service.desiredCount && tasks.every((task) => task.healthySince !== undefined);
}
