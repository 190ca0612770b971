import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import type { RolloutStatus } from '../../api/status.ts';
import { hasEnded } from './assess-rollout.ts';

/** `rollout.progressDeadlineSeconds` when absent; the CRD says so too. */
export const DEFAULT_PROGRESS_DEADLINE_SECONDS = 1800;

/**
 * Whether a rollout takes longer than its deadline. Time that the spec itself asks ECS to wait (bake times of the
 * strategy) is added, and a hook that waits for somebody's decision has no deadline but its own.
 *
 * @param now domain milliseconds
 */
export function isPastDeadline(
  rollout: RolloutStatus,
  spec: EcsServiceSpec,
  deployment: ServiceDeployment | undefined,
  now: number,
): boolean {
  if (hasEnded(rollout.status) || rollout.startedAt === undefined || awaitsDecision(deployment)) return false;
  return now - Date.parse(rollout.startedAt) > deadlineMs(spec);
}

/** The deadline with the waiting that the spec asks for, in milliseconds. */
export function deadlineMs(spec: EcsServiceSpec): number {
  const seconds = spec.rollout?.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS;
  return seconds * 1000 + bakeMinutes(spec) * 60_000;
}

/** Defaults of linear and canary shifts: recorded from the UpdateService reference. */
function bakeMinutes({ deploymentConfiguration: configuration }: EcsServiceSpec): number {
  const bake = configuration?.bakeTimeInMinutes ?? 0;
  if (configuration?.strategy === 'LINEAR') {
    const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = configuration.linearConfiguration ?? {};
    return bake + Math.ceil(100 / stepPercent) * stepBakeTimeInMinutes;
  }
  if (configuration?.strategy === 'CANARY') {
    return bake + (configuration.canaryConfiguration?.canaryBakeTimeInMinutes ?? 10);
  }
  return bake;
}

function awaitsDecision(deployment: ServiceDeployment | undefined): boolean {
  return deployment?.lifecycleHookDetails?.some((hook) => hook.status === 'AWAITING_ACTION') === true;
}
