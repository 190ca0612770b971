import type { Service } from '@aws-sdk/client-ecs';
import type { RolloutStatus } from '../../api/status.ts';

/** How far (domain milliseconds) the end of a wait must be for a slow look to be early enough. */
const FAR_MS = 45_000;

/**
 * How closely a rollout under way is followed. `baking`: nothing but an alarm, or somebody's answer in ECS, is expected
 * for a while: it waits at a gate, bakes, or stands between two steps of the traffic. An annotation wakes at once.
 *
 * @param now domain milliseconds
 */
export function rolloutPace(
  rollout: RolloutStatus,
  { deploymentConfiguration }: Pick<Service, 'deploymentConfiguration'>,
  now: number,
): 'rollout' | 'baking' {
  if ((rollout.waitsFor?.length ?? 0) > 0) return 'baking';
  if (rollout.bakeTimeEndsAt !== undefined) {
    return Date.parse(rollout.bakeTimeEndsAt) - now > FAR_MS ? 'baking' : 'rollout';
  }
  const { linearConfiguration, canaryConfiguration } = deploymentConfiguration ?? {};
  const stepMinutes = linearConfiguration?.stepBakeTimeInMinutes ?? canaryConfiguration?.canaryBakeTimeInMinutes ?? 0;
  return rollout.lifecycleStage === 'PRODUCTION_TRAFFIC_SHIFT' && stepMinutes >= 2 ? 'baking' : 'rollout';
}
