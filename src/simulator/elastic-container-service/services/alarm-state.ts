import type { World } from '../../world.ts';
import type { AlarmState } from './state.ts';

/**
 * The state of a CloudWatch alarm as a deployment sees it: that of the alarm which PutMetricAlarm made, or the one that
 * the admin API gave to a name without an alarm. UNKNOWN: what AWS does with a name that nothing has; it never goes off
 * here.
 */
export function alarmState(world: World, name: string): AlarmState | undefined {
  return (
    world.cloudwatch.alarms.get(name)?.state ??
    world.cloudwatch.composites.get(name)?.state ??
    world.services.alarmStates.get(name)
  );
}
