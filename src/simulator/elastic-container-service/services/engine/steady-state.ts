import type { DeploymentRecord, ServiceRecord } from '../state.ts';
import { delayOf } from './delays.ts';
import { bakeTime, earlyDueAt, succeedEarly } from './early-success.ts';
import { addEvent } from './events.ts';
import { dropDrainedDeployments, isSatisfied } from './reconcile.ts';
import { shiftOf } from './lifecycle/lifecycle.ts';
import { isCleaningUp } from './lifecycle/reconcile-shift.ts';
import { openServiceDeployment, primaryOf, type Scene } from './scene.ts';
import { closeOpenDeployment } from './service-deployments.ts';
import { TIMINGS } from './timings.ts';

/**
 * Once a service is what it should be: the service deployment ends first, the rollout completes and the steady state
 * is told some seconds later (recorded: running equals desired long before COMPLETED, and SUCCESSFUL comes before it).
 * A bake time of ROLLING keeps both open for as long (documented for alarms).
 */
export function settle(scene: Scene, at: number): void {
  const { service } = scene;
  if (shiftOf(scene) !== undefined) return unsettled(service);
  succeedEarly(scene, at);
  if (!isSatisfied(scene) || isCleaningUp(scene, at)) return unsettled(service);
  if (service.satisfiedSince === undefined) service.steadyAfter = delayOf(scene, 'steadyState');
  service.satisfiedSince ??= at;
  const primary = primaryOf(service);
  const since = at - service.satisfiedSince - bakeTime(scene);
  const nothingToWaitFor = service.desiredCount === 0 && primary.rolloutState === 'IN_PROGRESS' && since >= 0;
  if (nothingToWaitFor || since >= TIMINGS.deploymentSettles) closeFor(scene, primary, at);
  if (service.steady) return repeatSteady(scene, at);
  if (!nothingToWaitFor && since < steadyAfter(service)) return;
  complete(scene, primary, at);
  service.steady = true;
  tellSteady(scene, at + 1);
}

function tellSteady(scene: Scene, at: number): void {
  scene.service.steadyToldAt = at;
  addEvent(scene, at, 'has reached a steady state.');
}

/** A service that stays as it should be says so again every six hours (reported). */
function repeatSteady(scene: Scene, at: number): void {
  if (at >= (scene.service.steadyToldAt ?? Infinity) + TIMINGS.eventRepeat) tellSteady(scene, at);
}

/** Settled by an earlier version, it takes as long as is typical. */
function steadyAfter({ steadyAfter: drawn = TIMINGS.steadyState }: ServiceRecord): number {
  return drawn;
}

function unsettled(service: ServiceRecord): void {
  service.satisfiedSince = undefined;
}

/** When {@link settle} has something to do next. */
export function settleDueTimes(scene: Scene): (number | undefined)[] {
  const { service } = scene;
  const early = earlyDueAt(scene);
  if (service.satisfiedSince === undefined) return [early];
  const since = service.satisfiedSince + bakeTime(scene);
  const open = openServiceDeployment(scene) !== undefined;
  const again = service.steady ? (service.steadyToldAt ?? Infinity) + TIMINGS.eventRepeat : undefined;
  return [early, since, open ? since + TIMINGS.deploymentSettles : undefined, since + steadyAfter(service), again];
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
  scene.service.cleanUpAt = undefined;
  dropDrainedDeployments(scene);
  scene.service.lastCompleted = structuredClone(primary);
}
