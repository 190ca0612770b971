import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import type { RolloutStatus } from '../../api/status.ts';
import { hasEnded } from './assess-rollout.ts';
import { pauseMinutes } from './pause-hooks.ts';

/** `rollout.progressDeadlineSeconds` when absent; the CRD says so too. */
export const DEFAULT_PROGRESS_DEADLINE_SECONDS = 1800;

/**
 * Whether a rollout takes longer than its deadline. Time that the spec itself asks ECS to wait (bake times of the
 * strategy, time-outs of PAUSE hooks) is added, and while a hook waits for somebody's decision there is no deadline but
 * the hook's own.
 *
 * @param now domain milliseconds
 */
export function isPastDeadline(rollout: RolloutStatus, spec: EcsServiceSpec, now: number): boolean {
  const waits = (rollout.waitsFor?.length ?? 0) > 0;
  if (hasEnded(rollout.status) || rollout.startedAt === undefined || waits) return false;
  return now - Date.parse(rollout.startedAt) > deadlineMs(spec, rollout.lifecycleStage);
}

/**
 * The deadline with the waiting that the spec asks for, in milliseconds.
 *
 * @param stage the lifecycle stage that the rollout has reached: only pauses up to it count
 */
export function deadlineMs(spec: EcsServiceSpec, stage?: string): number {
  const seconds = spec.rollout?.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS;
  const waits = bakeMinutes(spec) + pauseMinutes(spec, stage, trafficSteps(spec));
  return seconds * 1000 + waits * 60_000;
}

/** Defaults of linear and canary shifts: recorded from the UpdateService reference. */
function bakeMinutes(spec: EcsServiceSpec): number {
  const { deploymentConfiguration: configuration } = spec;
  const bake = configuration?.bakeTimeInMinutes ?? 0;
  if (configuration?.strategy === 'LINEAR') {
    return bake + trafficSteps(spec) * (configuration.linearConfiguration?.stepBakeTimeInMinutes ?? 6);
  }
  if (configuration?.strategy === 'CANARY') {
    return bake + (configuration.canaryConfiguration?.canaryBakeTimeInMinutes ?? 10);
  }
  return bake;
}

function trafficSteps({ deploymentConfiguration: configuration }: EcsServiceSpec): number {
  if (configuration?.strategy === 'CANARY') return 2;
  if (configuration?.strategy !== 'LINEAR') return 1;
  return Math.ceil(100 / (configuration.linearConfiguration?.stepPercent ?? 10));
}
