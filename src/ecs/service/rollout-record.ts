import type { Deployment } from '@aws-sdk/client-ecs';
import type { EcsServiceStatus, RolloutRecord, RolloutStatus } from '../../api/status.ts';
import { present } from './present.ts';
import type { RolloutInput } from './rollout-input.ts';

/** How many ended rollouts the status keeps. */
const HISTORY_LIMIT = 10;

/** A rollout that is about to be sent: recorded first, so that a rollback is known as ours even if its answer is lost. */
export function intendedRollout(input: RolloutInput, now: number): RolloutStatus {
  return present<RolloutStatus>({
    inputHash: input.hash,
    settingsHash: input.settingsHash,
    taskDefinitionArn: input.taskDefinitionArn,
    status: 'Pending',
    startedAt: new Date(now).toISOString(),
  });
}

/** The rollout that the PRIMARY deployment is. */
export function rolloutOf(primary: Deployment | undefined, input: RolloutInput, now: number): RolloutStatus {
  return present<RolloutStatus>({
    ...intendedRollout(input, now),
    deploymentId: primary?.id,
    startedAt: (primary?.createdAt ?? new Date(now)).toISOString(),
  });
}

/** The history once `next` takes the place of `previous`. A rollout that was never sent leaves no trace. */
export function historyAfter(
  history: EcsServiceStatus['history'],
  previous: RolloutStatus | undefined,
  next: RolloutStatus | undefined,
): EcsServiceStatus['history'] {
  if (previous?.deploymentId === undefined || previous.deploymentId === next?.deploymentId) return history;
  const record = present<RolloutRecord>({
    taskDefinitionArn: previous.taskDefinitionArn ?? '',
    serviceDeploymentArn: previous.serviceDeploymentArn,
    result: resultOf(previous.status),
    reason: previous.reason,
    startedAt: previous.startedAt,
    finishedAt: previous.finishedAt,
  });
  return [...(history ?? []), record].slice(-HISTORY_LIMIT);
}

function resultOf(status: RolloutStatus['status']): RolloutRecord['result'] {
  switch (status) {
    case 'Successful':
    case 'RolledBack':
    case 'Failed':
    case 'Stopped':
      return status;
    case 'RollingBack':
      return 'RolledBack';
    default:
      return 'Superseded';
  }
}
