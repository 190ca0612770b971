import type { DeploymentRecord } from '../state.ts';
import { addEvent } from './events.ts';
import { dropDrainedDeployments, isSatisfied } from './reconcile.ts';
import { openServiceDeployment, primaryOf, type Scene } from './scene.ts';
import { closeOpenDeployment } from './service-deployments.ts';
import { TIMINGS } from './timings.ts';

/**
 * Once a service is what it should be: the service deployment ends first, the rollout completes and the steady state
 * is told some seconds later (recorded: running equals desired long before COMPLETED, and SUCCESSFUL comes before it).
 */
export function settle(scene: Scene, at: number): void {
  const { service } = scene;
  if (!isSatisfied(scene)) {
    service.satisfiedSince = undefined;
    return;
  }
  service.satisfiedSince ??= at;
  const primary = primaryOf(service);
  const since = at - service.satisfiedSince;
  const nothingToWaitFor = service.desiredCount === 0 && primary.rolloutState === 'IN_PROGRESS';
  if (nothingToWaitFor || since >= TIMINGS.deploymentSettles) closeFor(scene, primary, at);
  if (service.steady || (!nothingToWaitFor && since < TIMINGS.steadyState)) return;
  complete(scene, primary, at);
  service.steady = true;
  addEvent(scene, at + 1, 'has reached a steady state.');
}

/** When {@link settle} has something to do next. */
export function settleDueAt(scene: Scene): number | undefined {
  const { service } = scene;
  if (service.satisfiedSince === undefined) return undefined;
  if (openServiceDeployment(scene) !== undefined) return service.satisfiedSince + TIMINGS.deploymentSettles;
  return service.steady ? undefined : service.satisfiedSince + TIMINGS.steadyState;
}

function closeFor(scene: Scene, primary: DeploymentRecord, at: number): void {
  if (openServiceDeployment(scene) === undefined) return;
  closeOpenDeployment(scene, primary.rollingBack ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL', at);
}

function complete(scene: Scene, primary: DeploymentRecord, at: number): void {
  if (primary.rolloutState !== 'IN_PROGRESS') return;
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = at;
  // A rollback ends with the steady state event alone (recorded order of texts).
  if (!primary.rollingBack) addEvent(scene, at, `(deployment ${primary.id}) deployment completed.`);
  primary.rollingBack = false;
  dropDrainedDeployments(scene);
  scene.service.lastCompleted = structuredClone(primary);
}
