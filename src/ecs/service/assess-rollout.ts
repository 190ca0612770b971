import type { Deployment, Service, ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import type { RolloutStatus } from '../../api/status.ts';
import { failureReason } from './failure-reason.ts';
import { primaryDeployment } from './live-fields.ts';
import { present } from './present.ts';
import { waitingGates } from './waiting-gates.ts';

type RolloutState = RolloutStatus['status'];

/** What ECS says of a rollout. */
export interface RolloutObservation {
  readonly service: Service;
  /** The service deployment of the rollout; `undefined` where none can be described, or the list lags. */
  readonly deployment?: ServiceDeployment | undefined;
  /** Stopped tasks of the service, for the reason of a failure. */
  readonly failedTasks?: readonly Task[] | undefined;
  /** Domain milliseconds. */
  readonly now: number;
}

/** How long (domain milliseconds) after an update ECS may still read back the service as it was before. */
export const SETTLE_MS = 30_000;

const ENDED: readonly RolloutState[] = ['Successful', 'RolledBack', 'Failed', 'Stopped', 'Superseded'];

/** Whether ECS has finished with a rollout, one way or another. */
export function hasEnded(status: RolloutState): boolean {
  return ENDED.includes(status);
}

/** Whether a rollout counts as refused by ECS: the same input is not sent again unasked. */
export function wasRefused(status: RolloutState): boolean {
  return status === 'RollingBack' || status === 'RolledBack' || status === 'Failed' || status === 'Stopped';
}

/** `ecs-svc/123` and `…service-revision/cluster/service/123` have the same number. */
export function deploymentNumber(idOrArn: string | undefined): string | undefined {
  return idOrArn?.slice(idOrArn.lastIndexOf('/') + 1);
}

/** Whether a service deployment is the one of `rollout`: its target revision carries the deployment's number. */
export function isDeploymentOf(rollout: RolloutStatus, targetRevisionArn: string | undefined): boolean {
  return (
    rollout.deploymentId !== undefined && deploymentNumber(rollout.deploymentId) === deploymentNumber(targetRevisionArn)
  );
}

/**
 * What became of a rollout that was sent. Judged by its own service deployment, known by its target revision; never
 * by a stable service, which is what a rolled back one is too. Where no service deployment can be described, the
 * deployment list tells: COMPLETED as the PRIMARY and alone is success. What has ended is not judged again.
 */
export function assessRollout(rollout: RolloutStatus, observation: RolloutObservation): RolloutStatus {
  if (rollout.deploymentId === undefined || hasEnded(rollout.status)) return rollout;
  const { deployment } = observation;
  if (deployment !== undefined && isDeploymentOf(rollout, deployment.targetServiceRevision?.arn)) {
    return fromServiceDeployment(rollout, deployment, observation);
  }
  const status = fromDeploymentList(rollout, observation);
  return finish(
    present<RolloutStatus>({
      ...rollout,
      status,
      ...(hasEnded(status) ? { waitsFor: undefined, bakeTimeEndsAt: undefined } : {}),
      failedTasks: ownDeployment(rollout, observation)?.failedTasks,
    }),
    observation,
  );
}

function fromServiceDeployment(
  rollout: RolloutStatus,
  deployment: ServiceDeployment,
  observation: RolloutObservation,
): RolloutStatus {
  const target = deployment.targetServiceRevision;
  const own = ownDeployment(rollout, observation);
  const waits = waitingGates(deployment);
  const next = present<RolloutStatus>({
    ...rollout,
    status: stateOf(rollout, deployment, observation),
    serviceDeploymentArn: deployment.serviceDeploymentArn,
    targetServiceRevisionArn: target?.arn,
    lifecycleStage: deployment.lifecycleStage,
    trafficWeight: target?.requestedProductionTrafficWeight,
    waitsFor: waits.length === 0 ? undefined : [...waits],
    bakeTimeEndsAt: bakeTimeEnd(rollout, deployment, observation),
    failedTasks: deployment.deploymentCircuitBreaker?.failureCount ?? own?.failedTasks,
    startedAt: deployment.startedAt?.toISOString() ?? rollout.startedAt,
    finishedAt: (deployment.finishedAt ?? deployment.stoppedAt)?.toISOString(),
  });
  return finish(next, observation);
}

/** ECS tells that a deployment bakes, not since when: the first look that saw it counts. */
function bakeTimeEnd(
  { bakeTimeEndsAt }: RolloutStatus,
  { lifecycleStage }: ServiceDeployment,
  { service, now }: RolloutObservation,
): string | undefined {
  if (lifecycleStage !== 'BAKE_TIME') return undefined;
  const minutes = service.deploymentConfiguration?.bakeTimeInMinutes ?? 0;
  return bakeTimeEndsAt ?? new Date(now + minutes * 60_000).toISOString();
}

function stateOf(rollout: RolloutStatus, deployment: ServiceDeployment, observation: RolloutObservation): RolloutState {
  switch (deployment.status) {
    case 'SUCCESSFUL':
      return 'Successful';
    case 'ROLLBACK_SUCCESSFUL':
      return 'RolledBack';
    case 'ROLLBACK_FAILED':
      return 'Failed';
    case 'ROLLBACK_REQUESTED':
    case 'ROLLBACK_IN_PROGRESS':
      return 'RollingBack';
    case 'STOPPED':
      return stoppedState(rollout, deployment, observation);
    // PENDING of ECS is under way to us: `Pending` is what ECS does not show yet.
    default:
      return 'InProgress';
  }
}

/** STOPPED is what a newer deployment does to ours, what a circuit breaker without rollback does, and what people do. */
function stoppedState(
  rollout: RolloutStatus,
  deployment: ServiceDeployment,
  { service }: RolloutObservation,
): RolloutState {
  const primary = primaryDeployment(service);
  if (primary?.id === rollout.deploymentId) return primary?.rolloutState === 'FAILED' ? 'Failed' : 'Stopped';
  return isNewer(primary?.createdAt, deployment.createdAt) ? 'Superseded' : 'Stopped';
}

function fromDeploymentList(rollout: RolloutStatus, observation: RolloutObservation): RolloutState {
  const { service, now } = observation;
  const primary = primaryDeployment(service);
  const own = ownDeployment(rollout, observation);
  if (own !== undefined && own.id === primary?.id) return primaryState(own, service);
  const sentAt = Date.parse(rollout.startedAt ?? '');
  if (own === undefined && now - sentAt < SETTLE_MS) return 'Pending';
  const reference = own?.createdAt ?? new Date(sentAt);
  if (isNewer(primary?.createdAt, reference)) return 'Superseded';
  return primary?.rolloutState === 'IN_PROGRESS' ? 'RollingBack' : 'RolledBack';
}

function primaryState(own: Deployment, service: Service): RolloutState {
  if (own.rolloutState === 'FAILED') return 'Failed';
  const alone = service.deployments?.length === 1;
  return own.rolloutState === 'COMPLETED' && alone ? 'Successful' : 'InProgress';
}

function ownDeployment(rollout: RolloutStatus, { service }: RolloutObservation): Deployment | undefined {
  return service.deployments?.find((deployment) => deployment.id === rollout.deploymentId);
}

function finish(rollout: RolloutStatus, observation: RolloutObservation): RolloutStatus {
  if (!wasRefused(rollout.status)) return rollout;
  const { service, deployment, failedTasks, now } = observation;
  const reason = failureReason({ rollout, service, deployment, tasks: failedTasks ?? [] });
  const finishedAt = hasEnded(rollout.status) ? (rollout.finishedAt ?? new Date(now).toISOString()) : undefined;
  return present<RolloutStatus>({ ...rollout, reason, finishedAt });
}

function isNewer(date: Date | undefined, than: Date | undefined): boolean {
  return date !== undefined && than !== undefined && date.getTime() > than.getTime();
}
