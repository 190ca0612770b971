import type { World } from '../../world.ts';
import type { AlarmState } from './state.ts';

/**
 * The state of a CloudWatch alarm as a deployment sees it: the one that the admin API gave it. UNKNOWN: what AWS does
 * with a name that no alarm has; it never goes off here.
 */
export function alarmState(world: World, name: string): AlarmState | undefined {
  return world.services.alarmStates.get(name);
}
