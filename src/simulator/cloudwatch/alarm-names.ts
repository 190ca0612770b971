import { managedAlarms } from './managed-alarms.ts';
import type { Context } from '../world.ts';
import type { AnyAlarm } from './history.ts';
import type { AlarmState } from './state.ts';

/** An alarm of a user by its name, of either kind. */
export function findAlarm(context: Context, name: string): AnyAlarm | undefined {
  const { alarms, composites } = context.world.cloudwatch;
  return alarms.get(name) ?? composites.get(name);
}

/** The state of any alarm, those of target tracking among them; undefined when there is none of this name. */
export function stateOfAlarm(context: Context, name: string): AlarmState | undefined {
  const own = findAlarm(context, name)?.state;
  return own ?? managedAlarms(context).find(({ alarm }) => alarm.name === name)?.alarm.state;
}

/** The name in an alarm's ARN, or what is a name already. */
export function nameOf(reference: string): string {
  return /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(.*)$/s.exec(reference)?.[1] ?? reference;
}
