import type { DeploymentRecord } from '../state.ts';
import { returnTraffic } from './lifecycle/traffic.ts';
import { retirePrimary } from './deploy.ts';
import { addEvent } from './events.ts';
import { openServiceDeployment, primaryOf, revisionOf, type Scene } from './scene.ts';
import { closeOpenDeployment, setStatus } from './service-deployments.ts';
import { TIMINGS } from './timings.ts';
import type { HookFailure } from './lifecycle/hooks.ts';

/** Why a deployment fails, in the texts of the places where AWS tells it. */
export interface FailureCause {
  /** `statusReason` and `rollback.reason` of the service deployment. */
  readonly rolledBack: string;
  /** `statusReason` when nothing is rolled back. */
  readonly stopped: string;
  /** The service event, after `deployment failed: `; absent: no such event. */
  readonly event?: string | undefined;
  /** `rolloutStateReason` of the failed deployment, and of the one that it goes back to. */
  readonly failedReason: string;
  readonly rollingBackReason: (id: string) => string;
}

export const BREAKER_TRIPPED: FailureCause = {
  rolledBack: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
  // UNKNOWN: the text without rollback; made after the recorded one with rollback.
  stopped: 'Service deployment stopped because the circuit breaker threshold was exceeded.',
  event: 'tasks failed to start.',
  failedReason: 'ECS deployment circuit breaker: tasks failed to start.',
  rollingBackReason: (id) => `ECS deployment circuit breaker: rolling back to deploymentId ${id}`,
};

/** UNKNOWN: all texts of a rollback that StopServiceDeployment asked for. */
export const STOPPED_BY_USER: FailureCause = {
  rolledBack: 'Service deployment rolled back because of a StopServiceDeployment request.',
  stopped: 'Service deployment stopped because of a StopServiceDeployment request.',
  failedReason: 'ECS deployment stopped by user.',
  rollingBackReason: (id) => `ECS deployment rolling back to deploymentId ${id}`,
};

/** Reported event; UNKNOWN: the other texts of a deployment that an alarm fails. */
export const ALARM_DETECTED: FailureCause = {
  rolledBack: 'Service deployment rolled back because an alarm was detected.',
  stopped: 'Service deployment stopped because an alarm was detected.',
  event: 'alarm detected.',
  failedReason: 'ECS deployment failed: alarm detected.',
  rollingBackReason: (id) => `ECS deployment alarm detected: rolling back to deploymentId ${id}`,
};

/** A lifecycle hook failed or timed out; UNKNOWN: the reasons that DescribeServices gives. */
export function hookCause({ reason, event }: HookFailure): FailureCause {
  return {
    rolledBack: reason,
    stopped: reason,
    event,
    failedReason: `ECS deployment failed: ${reason}`,
    rollingBackReason: (id) => `ECS deployment lifecycle hook failed: rolling back to deploymentId ${id}`,
  };
}

/** The load balancers are not set up as a shift needs it; UNKNOWN: its event and the reasons of DescribeServices. */
export function networkCause(reason: string): FailureCause {
  return {
    rolledBack: reason,
    stopped: reason,
    event: reason,
    failedReason: `ECS deployment failed: ${reason}`,
    rollingBackReason: (id) => `ECS deployment networking failed: rolling back to deploymentId ${id}`,
  };
}

const NO_CANDIDATE = 'No rollback candidate was found to run the rollback.';

/** Fails the PRIMARY deployment, and goes back to the last completed one when that is asked for and there is one. */
export function failPrimary(scene: Scene, cause: FailureCause, withRollback: boolean, at: number): void {
  const failed = primaryOf(scene.service);
  failed.rolloutState = 'FAILED';
  failed.rolloutStateReason = cause.failedReason;
  failed.updatedAt = at;
  if (cause.event !== undefined) addEvent(scene, at, `(deployment ${failed.id}) deployment failed: ${cause.event}`);
  const candidate = scene.service.lastCompleted;
  if (withRollback && candidate !== undefined) goBack(scene, failed, candidate, cause, at);
  else giveUp(scene, withRollback ? NO_CANDIDATE : cause.stopped, withRollback, at);
}

/** StopServiceDeployment with ABORT: the deployment stays where it is, STOP_REQUESTED first, then STOPPED. */
export function abortPrimary(scene: Scene, at: number): void {
  const open = openServiceDeployment(scene);
  failPrimary(scene, STOPPED_BY_USER, false, at);
  if (open === undefined) return;
  Object.assign(open, { status: 'STOP_REQUESTED', finishedAt: undefined, stoppedAt: undefined });
  open.pendingChange = { at: at + TIMINGS.rollbackLag, status: 'STOPPED' };
}

/** With nothing to go back to, or no wish to, the failed deployment stays PRIMARY and FAILED (recorded). */
function giveUp(scene: Scene, reason: string, wantedRollback: boolean, at: number): void {
  const open = openServiceDeployment(scene);
  if (open !== undefined) open.statusReason = reason;
  // UNKNOWN: the status without rollback; STOPPED is the only one of the nine that fits.
  if (open !== undefined && wantedRollback) returnTraffic(scene, open);
  closeOpenDeployment(scene, wantedRollback ? 'ROLLBACK_FAILED' : 'STOPPED', at);
}

/**
 * The former deployment is PRIMARY again under its old id, in the same instant; the failed one is DRAINING and leaves
 * the list later (recorded). The service shows the old revision's settings again.
 */
function goBack(
  scene: Scene,
  failed: DeploymentRecord,
  former: DeploymentRecord,
  cause: FailureCause,
  at: number,
): void {
  const { service } = scene;
  retirePrimary(scene, at);
  failed.status = 'DRAINING';
  const target = service.deployments.find((deployment) => deployment.id === former.id) ?? structuredClone(former);
  Object.assign(target, {
    status: 'PRIMARY',
    updatedAt: at,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: cause.rollingBackReason(target.id),
    retryAt: at,
    rollingBack: true,
  } satisfies Partial<DeploymentRecord>);
  service.deployments = [target, ...service.deployments.filter((deployment) => deployment !== target)];
  service.rollout = structuredClone(revisionOf(scene, target).requested);
  service.satisfiedSince = undefined;
  service.cleanUpAt = undefined;
  service.steady = false;
  service.actAfter = at + TIMINGS.rollbackLag;
  addEvent(scene, at, `rolling back to deployment ${target.id}.`);
  markRollingBack(scene, cause, target.revisionArn, at);
}

function markRollingBack(scene: Scene, cause: FailureCause, revisionArn: string, at: number): void {
  const open = openServiceDeployment(scene);
  if (open === undefined) return;
  open.statusReason = cause.rolledBack;
  open.rollback = { reason: cause.rolledBack, startedAt: at, serviceRevisionArn: revisionArn };
  returnTraffic(scene, open);
  const breaker = scene.service.settings.deploymentConfiguration.deploymentCircuitBreaker;
  if (cause === BREAKER_TRIPPED && breaker?.enable === true) open.breaker.status = 'TRIGGERED';
  if (cause === STOPPED_BY_USER) {
    setStatus(open, 'ROLLBACK_REQUESTED', at);
    open.pendingChange = { at: at + TIMINGS.rollbackLag, status: 'ROLLBACK_IN_PROGRESS' };
  } else {
    setStatus(open, 'ROLLBACK_IN_PROGRESS', at);
  }
}
