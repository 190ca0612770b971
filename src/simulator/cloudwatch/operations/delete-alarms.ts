import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { findAlarm } from '../alarm-names.ts';
import { dependantsOf } from '../composite-alarms.ts';
import { noteConfiguration } from '../history.ts';
import { managedAlarms } from '../managed-alarms.ts';
import { checkNames, validationError } from '../refusals.ts';

/**
 * DeleteAlarms: names that there are not are passed over; what a composite alarm depends on stays, and so does all else
 * of the call, even when that composite alarm is among the names (recorded). Managed ones go as well.
 */
export function deleteAlarms(context: Context, input: Json): Json {
  const names = new Set(input['AlarmNames'] as string[]);
  checkNames('alarmNames', [...names]);
  for (const name of names) {
    if (findAlarm(context, name) === undefined || dependantsOf(context, name).length === 0) continue;
    throw validationError(`Cannot delete ${name} as there are composite alarm(s) depending on it.`);
  }
  const { alarms, composites } = context.world.cloudwatch;
  for (const name of names) {
    const alarm = findAlarm(context, name);
    if (alarm !== undefined) noteConfiguration(context, alarm, 'Delete');
    alarms.delete(name);
    composites.delete(name);
  }
  for (const { policy } of managedAlarms(context)) {
    policy.alarms = policy.alarms.filter((alarm) => !names.has(alarm.name));
  }
  return {};
}
