import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { letters } from '../../../identifiers.ts';
import { siblingArn } from '../arns.ts';
import { beginAlarmWatch } from './begin-alarm-watch.ts';
import type { DeploymentRecord, RevisionRecord, ServiceDeploymentRecord, ServiceRecord } from '../state.ts';
import { breakerThreshold } from './breaker.ts';
import { delayOf } from './delays.ts';
import type { LifecycleRecord } from './lifecycle/lifecycle-record.ts';
import { returnTraffic } from './lifecycle/traffic.ts';
import { openServiceDeployment, type Scene } from './scene.ts';
import { TIMINGS } from './timings.ts';

/** Opens the service deployment of a new revision: PENDING, and shown a moment later only. Returns its ARN. */
export function openDeploymentRecord(scene: Scene, revision: RevisionRecord, deploymentId: string, at: number): string {
  const { service } = scene;
  const breaker = service.settings.deploymentConfiguration.deploymentCircuitBreaker;
  const record: ServiceDeploymentRecord = {
    arn: siblingArn(service.arn, 'service-deployment', letters(scene.random, 21)),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    deploymentId,
    status: 'PENDING',
    createdAt: at,
    recordedAt: at + TIMINGS.deploymentRecorded,
    updatedAt: at,
    sourceRevisionArns: service.deployments.map((deployment) => deployment.revisionArn),
    targetRevisionArn: revision.arn,
    deploymentConfiguration: structuredClone(service.settings.deploymentConfiguration),
    breaker: {
      status: breaker?.enable === true ? 'MONITORING' : 'DISABLED',
      failureCount: 0,
      threshold: breakerThreshold(breaker, service.desiredCount),
    },
    alarms: beginAlarmWatch(scene.world, service.settings.deploymentConfiguration.alarms, at),
    lifecycle: beginLifecycle(service, at),
    pendingChange: { at: at + delayOf(scene, 'deploymentStarted'), status: 'IN_PROGRESS' },
  };
  scene.world.services.serviceDeployments.set(record.arn, record);
  service.currentServiceDeployment = record.arn;
  return record.arn;
}

/** ROLLING has no stages. With more than one revision at work the first of them puts that in order (documented). */
function beginLifecycle(service: ServiceRecord, at: number): LifecycleRecord | undefined {
  if ((service.settings.deploymentConfiguration.strategy ?? 'ROLLING') === 'ROLLING') return undefined;
  return {
    since: at,
    testWeight: 0,
    productionWeight: 0,
    holderArn: service.lastCompleted?.revisionArn,
    reconciles: service.deployments.length > 1,
    hooks: [],
  };
}

/** A newer deployment took over: the open one, whatever it was doing, is STOPPED 0.29 s later (recorded). */
export function supersedeOpenDeployment(scene: Scene, at: number): void {
  const open = openServiceDeployment(scene);
  if (open === undefined) return;
  open.pendingChange = { at: at + TIMINGS.superseded, status: 'STOPPED' };
  returnTraffic(scene, open);
  scene.service.currentServiceDeployment = undefined;
}

const ENDS: ReadonlySet<ServiceDeploymentStatus> = new Set([
  'SUCCESSFUL',
  'STOPPED',
  'ROLLBACK_SUCCESSFUL',
  'ROLLBACK_FAILED',
]);

/** Sets a status and the times that go with it. */
export function setStatus(record: ServiceDeploymentRecord, status: ServiceDeploymentStatus, at: number): void {
  record.status = status;
  record.updatedAt = at;
  record.pendingChange = undefined;
  record.startedAt ??= at;
  if (status === 'STOPPED') record.stoppedAt = at;
  if (!ENDS.has(status)) return;
  record.finishedAt = at;
  if (record.lifecycle !== undefined) record.lifecycle.hooks = [];
  if (record.alarms.status === 'MONITORING') record.alarms.status = 'MONITORING_COMPLETE';
  if (record.breaker.status === 'MONITORING') record.breaker.status = 'MONITORING_COMPLETE';
}

/** Ends the open service deployment. */
export function closeOpenDeployment(scene: Scene, status: ServiceDeploymentStatus, at: number): void {
  const open = openServiceDeployment(scene);
  scene.service.currentServiceDeployment = undefined;
  if (open !== undefined) setStatus(open, status, at);
}

/** Applies the changes of status that are due, among all service deployments of the service's revisions. */
export function applyPendingChanges(scene: Scene, at: number): void {
  for (const record of recordsOf(scene)) {
    const change = record.pendingChange;
    if (change !== undefined && change.at <= at) setStatus(record, change.status, change.at);
  }
}

/** The service deployments that may still change: the open one and those that were just superseded. */
export function recordsOf(scene: Scene): ServiceDeploymentRecord[] {
  const arns = new Set(
    scene.service.deployments.map((deployment: DeploymentRecord) => deployment.serviceDeploymentArn),
  );
  if (scene.service.currentServiceDeployment !== undefined) arns.add(scene.service.currentServiceDeployment);
  return [...arns].flatMap((arn) => scene.world.services.serviceDeployments.get(arn) ?? []);
}
