import type { DeploymentRecord } from '../state.ts';
import type { TaskRecord } from '../task-record.ts';
import { backOff } from './back-off.ts';
import { breakerThreshold, isTripped } from './breaker.ts';
import { addEvent, addTroubleEvent, TROUBLE } from './events.ts';
import { BREAKER_TRIPPED, failPrimary } from './rollback.ts';
import { activeTasks, openServiceDeployment, primaryOf, type Scene } from './scene.ts';
import { TIMINGS } from './timings.ts';

/** A task of the service failed: it counts for its deployment, slows the next try, and may trip the breaker. */
export function noteFailure(scene: Scene, task: TaskRecord, at: number): void {
  const { service } = scene;
  service.steady = false;
  const deployment = service.deployments.find((each) => each.id === task.deploymentId);
  if (deployment === undefined) return;
  tellWhyNotStarted(scene, task, at);
  deployment.failuresInARow += 1;
  deployment.retryAt = at + backOff(deployment.failuresInARow);
  if (deployment.failuresInARow > TIMINGS.failuresBeforeBackOff) {
    addTroubleEvent(scene, at, TROUBLE.inconsistentStarts);
  }
  if (deployment.rolloutState !== 'IN_PROGRESS') return;
  deployment.failedTasks += 1;
  deployment.updatedAt = at;
  if (deployment === primaryOf(service)) watchBreaker(scene, deployment, at);
}

/** A task that never ran is told of each time, with the agent's words and a full stop (reported). */
function tellWhyNotStarted(scene: Scene, { stopCode, stoppedReason = '' }: TaskRecord, at: number): void {
  if (stopCode !== 'TaskFailedToStart' || !/^\w+Error: /.test(stoppedReason)) return;
  addEvent(scene, at, `was unable to place a task. Reason: ${stoppedReason.replace(/\.$/, '')}.`);
}

/**
 * The breaker watches a rollout until its service deployment ends. UNKNOWN: what AWS does when the deployment that is
 * rolled back to fails as well; nothing stops it here.
 */
function watchBreaker(scene: Scene, primary: DeploymentRecord, at: number): void {
  const { service } = scene;
  const open = openServiceDeployment(scene);
  if (open === undefined || primary.rollingBack) return;
  const breaker = service.settings.deploymentConfiguration.deploymentCircuitBreaker;
  open.breaker.failureCount = primary.failedTasks;
  open.breaker.threshold = breakerThreshold(breaker, service.desiredCount);
  if (!isTripped(breaker, primary.failedTasks, service.desiredCount)) return;
  failPrimary(scene, BREAKER_TRIPPED, breaker?.rollback === true, at);
}

/** A task that stayed healthy clears the row of failures, and the breaker's count unless it is told not to. */
export function forgiveFailures(scene: Scene, at: number): void {
  const primary = primaryOf(scene.service);
  if (primary.failuresInARow === 0 || !activeTasks(scene, primary).some((task) => isProven(task, at))) return;
  primary.failuresInARow = 0;
  primary.retryAt = at;
  const breaker = scene.service.settings.deploymentConfiguration.deploymentCircuitBreaker;
  if (breaker?.resetOnHealthyTask === false || primary.rolloutState !== 'IN_PROGRESS') return;
  primary.failedTasks = 0;
  const open = openServiceDeployment(scene);
  if (open !== undefined) open.breaker.failureCount = 0;
}

/** UNKNOWN: how long a task must be healthy to count; as long as a service must be well to be steady. */
function isProven(task: TaskRecord, at: number): boolean {
  return task.healthySince !== undefined && at - task.healthySince >= TIMINGS.steadyState;
}
