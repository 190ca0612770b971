import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import type { ServiceDeploymentRecord } from '../state.ts';
import { activeTasks, openServiceDeployment, primaryOf, type Scene } from './scene.ts';
import { closeOpenDeployment } from './service-deployments.ts';
import { TIMINGS } from './timings.ts';

/** What counts toward an early success. */
export interface EarlyCounts {
  readonly desired: number;
  /** Tasks of the new revision that pass their checks, and tasks of old ones that are meant to run. */
  readonly healthy: number;
  readonly old: number;
}

/**
 * Whether a rolling deployment may be called successful before it is done: enough of the new revision is healthy and,
 * with BLOCKING, nothing old is left (documented). UNKNOWN: how a share is rounded; up.
 */
export function meetsEarlyCriteria(
  criteria: DeploymentConfiguration['earlySuccessCriteria'],
  counts: EarlyCounts,
): boolean {
  if (criteria?.enable !== true) return false;
  const wanted = Math.ceil((counts.desired * (criteria.healthyPercent ?? 100)) / 100);
  if (counts.healthy < wanted) return false;
  return criteria.sourceServiceRevisionCleanup === 'DEFERRED' || counts.old === 0;
}

/** Ends the service deployment as SUCCESSFUL by its early success criteria; the rollout goes on behind it. */
export function succeedEarly(scene: Scene, at: number): void {
  const record = rollingRecord(scene);
  if (record === undefined) return;
  if (!meetsEarlyCriteria(record.deploymentConfiguration.earlySuccessCriteria, countsOf(scene))) {
    record.earlySince = undefined;
    return;
  }
  record.earlySince ??= at;
  if (at >= (earlyDueAt(scene) ?? Infinity)) closeOpenDeployment(scene, 'SUCCESSFUL', at);
}

export function earlyDueAt(scene: Scene): number | undefined {
  const since = rollingRecord(scene)?.earlySince;
  return since === undefined ? undefined : since + bakeTime(scene) + TIMINGS.deploymentSettles;
}

/** The bake time of the PRIMARY deployment in milliseconds, while it rolls; stages have their own. */
export function bakeTime(scene: Scene): number {
  const primary = primaryOf(scene.service);
  const record = scene.world.services.serviceDeployments.get(primary.serviceDeploymentArn);
  if (record === undefined || record.lifecycle !== undefined) return 0;
  if (primary.rollingBack || primary.rolloutState !== 'IN_PROGRESS') return 0;
  return (record.deploymentConfiguration.bakeTimeInMinutes ?? 0) * 60_000;
}

/** The open service deployment, if it rolls forward. */
function rollingRecord(scene: Scene): ServiceDeploymentRecord | undefined {
  const record = openServiceDeployment(scene);
  return record?.lifecycle === undefined && record?.rollback === undefined ? record : undefined;
}

function countsOf(scene: Scene): EarlyCounts {
  const { service } = scene;
  return {
    desired: service.desiredCount,
    healthy: activeTasks(scene, primaryOf(service)).filter(({ healthySince }) => healthySince !== undefined).length,
    old: service.deployments.slice(1).reduce((sum, deployment) => sum + activeTasks(scene, deployment).length, 0),
  };
}
