import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import type { EcsServiceStatus } from '../../api/status.ts';
import { hasEnded } from './assess-rollout.ts';
import { FIELD_RULES } from './field-rules.ts';
import { primaryDeployment } from './live-fields.ts';
import { valueAt } from './paths.ts';

/** What a plan needs to know beside the service itself. A settled service needs nothing. */
export interface NeededReads {
  /** The service deployment of the recorded rollout: by its ARN, or `find` among the newest. */
  readonly deployment?: { readonly arn: string } | 'find';
  /** Status does not know what was sent: the newest service deployment with its target revision. */
  readonly recent: boolean;
  /** The revision of the PRIMARY deployment. Revisions never change: read once. */
  readonly revision: boolean;
}

/**
 * Reads beside DescribeServices that this look needs; see {@link NeededReads}.
 *
 * @param unsent the rollout that status announces has certainly not been sent
 */
export function neededReads(
  spec: EcsServiceSpec,
  status: EcsServiceStatus,
  service: Service,
  unsent: boolean,
): NeededReads {
  const { rollout } = status;
  const recent = service.status === 'ACTIVE' && rollout?.deploymentId === undefined && !unsent;
  const revision = FIELD_RULES.some(
    ({ from, path }) =>
      from === 'revision' && (valueAt(spec, path) !== undefined || status.ownedFields?.includes(path) === true),
  );
  if (rollout?.deploymentId === undefined || hasEnded(rollout.status)) return { recent, revision };
  const arn = rollout.serviceDeploymentArn;
  if (arn === undefined) return { recent, revision, deployment: 'find' };
  return hasNothingToTell(service, rollout.deploymentId)
    ? { recent, revision }
    : { recent, revision, deployment: { arn } };
}

/** A plain rolling deployment whose tasks are still starting without failures cannot have ended. */
function hasNothingToTell(service: Service, deploymentId: string): boolean {
  const { strategy = 'ROLLING', lifecycleHooks = [] } = service.deploymentConfiguration ?? {};
  const primary = primaryDeployment(service);
  const starting = (primary?.runningCount ?? 0) < (service.desiredCount ?? 0) && (primary?.failedTasks ?? 0) === 0;
  return (
    strategy === 'ROLLING' &&
    lifecycleHooks.length === 0 &&
    primary?.id === deploymentId &&
    primary.rolloutState === 'IN_PROGRESS' &&
    starting
  );
}

/**
 * Whether the stopped tasks should be read: when ECS gives a rollout up, for the reason; and once when its first task
 * fails, so that the user need not wait for the end.
 */
export function needsFailedTasks(
  status: EcsServiceStatus,
  service: Service,
  deployment: ServiceDeployment | undefined,
): boolean {
  const { rollout } = status;
  if (rollout?.deploymentId === undefined || hasEnded(rollout.status)) return false;
  const own = service.deployments?.find(({ id }) => id === rollout.deploymentId);
  const givenUp = own?.rolloutState === 'FAILED' || isGivenUp(deployment) || isReplaced(service, rollout.deploymentId);
  const failing = (own?.failedTasks ?? deployment?.deploymentCircuitBreaker?.failureCount ?? 0) > 0;
  return givenUp || (failing && status.failedTasks === undefined);
}

function isGivenUp(deployment: ServiceDeployment | undefined): boolean {
  const status = deployment?.status ?? '';
  return status.startsWith('ROLLBACK') || status.startsWith('STOP');
}

function isReplaced(service: Service, deploymentId: string): boolean {
  const primary = primaryDeployment(service);
  return primary !== undefined && primary.id !== deploymentId;
}
