import type { DeploymentRecord, ServiceDeploymentRecord, ServiceRecord } from '../../state.ts';
import { failPrimary, hookCause, networkCause } from '../rollback.ts';
import { activeTasks, openServiceDeployment, primaryOf, type Scene } from '../scene.ts';
import { closeOpenDeployment } from '../service-deployments.ts';
import { TIMINGS } from '../timings.ts';
import { beginHooks, isOpen, runHooks } from './hooks.ts';
import type { LifecycleRecord } from './lifecycle-record.ts';
import { phasesOf, type Phase } from './phases.ts';
import { moveTraffic, networkProblem } from './traffic.ts';

/** A deployment that shifts traffic, while it does so: not before, not after, and not while it rolls back. */
export interface Shift {
  readonly record: ServiceDeploymentRecord;
  readonly lifecycle: LifecycleRecord;
  readonly phases: readonly Phase[];
}

export function shiftOf(scene: Scene): Shift | undefined {
  const record = openServiceDeployment(scene);
  if (record?.lifecycle === undefined || record.rollback !== undefined) return undefined;
  const { lifecycle } = record;
  return { record, lifecycle, phases: phasesOf(record.deploymentConfiguration, lifecycle.reconciles) };
}

/** Whether the new revision may have tasks by now. */
export function scalesUp({ lifecycle, phases }: Shift): boolean {
  const scaleUp = phases.findIndex(({ until }) => until === 'scaled-up');
  return lifecycle.phase !== undefined && lifecycle.phase >= scaleUp;
}

/**
 * The old revision that keeps the traffic until it has moved: the last one that completed. UNKNOWN: what AWS keeps
 * when several are at work and none of them ever completed; nothing, here.
 */
export function trafficHolder(service: ServiceRecord): DeploymentRecord | undefined {
  return service.deployments.slice(1).find(({ id }) => id === service.lastCompleted?.id);
}

/** Moves the open deployment from phase to phase as far as it can get at this moment. */
export function advanceLifecycle(scene: Scene, at: number): void {
  for (let shift = startedShift(scene); shift !== undefined; shift = startedShift(scene)) {
    if (shift.lifecycle.phase !== undefined) {
      const failure = runHooks(scene, shift.record, at);
      if (failure !== undefined) return failPrimary(scene, hookCause(failure), true, at);
      if (!isOver(scene, shift, at)) return;
    } else {
      const problem = networkProblem(scene, shift.record);
      if (problem !== undefined) return failPrimary(scene, networkCause(problem), true, at);
    }
    enterNext(scene, shift, at);
  }
}

/** When {@link advanceLifecycle} has something to do next. */
export function lifecycleDueTimes(scene: Scene): (number | undefined)[] {
  const shift = startedShift(scene);
  if (shift === undefined) return [];
  const phase = phaseOf(shift);
  const hooks = shift.lifecycle.hooks.filter(isOpen);
  return [
    phase === undefined ? undefined : shift.lifecycle.since + phase.lasts,
    ...hooks.flatMap((hook) => [hook.callAt, hook.expiresAt]),
  ];
}

/** The stages begin with IN_PROGRESS. */
function startedShift(scene: Scene): Shift | undefined {
  const shift = shiftOf(scene);
  return shift?.record.status === 'IN_PROGRESS' ? shift : undefined;
}

function phaseOf({ lifecycle, phases }: Shift): Phase | undefined {
  return lifecycle.phase === undefined ? undefined : phases[lifecycle.phase];
}

function isOver(scene: Scene, shift: Shift, at: number): boolean {
  const phase = phaseOf(shift);
  if (phase === undefined) return true;
  if (shift.lifecycle.hooks.some(isOpen) || at < shift.lifecycle.since + phase.lasts) return false;
  if (phase.until === 'scaled-up') return at >= scene.service.actAfter && isScaledUp(scene);
  return phase.until === undefined || isReconciled(scene);
}

function isScaledUp(scene: Scene): boolean {
  const tasks = activeTasks(scene, primaryOf(scene.service));
  return tasks.length === scene.service.desiredCount && tasks.every(({ healthySince }) => healthySince !== undefined);
}

/** Nothing but the revision that has the traffic is left beside the new one. */
function isReconciled(scene: Scene): boolean {
  const { service } = scene;
  const holder = trafficHolder(service);
  return service.deployments
    .slice(1)
    .every((deployment) => deployment === holder || activeTasks(scene, deployment).length === 0);
}

function enterNext(scene: Scene, { record, lifecycle, phases }: Shift, at: number): void {
  const number = (lifecycle.phase ?? -1) + 1;
  const phase = phases[number];
  if (phase === undefined) return succeed(scene, at);
  lifecycle.phase = number;
  lifecycle.since = at;
  lifecycle.stage = phase.stage;
  lifecycle.testWeight = phase.testWeight ?? lifecycle.testWeight;
  lifecycle.productionWeight = phase.productionWeight ?? lifecycle.productionWeight;
  if (phase.testWeight !== undefined || phase.productionWeight !== undefined) moveTraffic(scene, record);
  const configured = record.deploymentConfiguration.lifecycleHooks ?? [];
  lifecycle.hooks = phase.hooks === undefined ? [] : beginHooks(scene, configured, phase.hooks, at);
  record.updatedAt = at;
}

/** SUCCESSFUL while the old tasks still run; the rollout completes once they are gone (reported). */
function succeed(scene: Scene, at: number): void {
  const { service } = scene;
  closeOpenDeployment(scene, 'SUCCESSFUL', at);
  service.cleanUpAt = at + TIMINGS.cleanUp;
  service.lastCompleted = structuredClone(primaryOf(service));
}
