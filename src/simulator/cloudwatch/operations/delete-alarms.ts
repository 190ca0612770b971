import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { managedAlarms } from '../managed-alarms.ts';
import { noSuchAlarm } from '../refusals.ts';

/** DeleteAlarms: one name that there is not, and none is deleted (documented). Managed ones go as well. */
export function deleteAlarms(context: Context, input: Json): Json {
  const names = new Set(input['AlarmNames'] as string[]);
  const { alarms } = context.world.cloudwatch;
  const managed = managedAlarms(context);
  for (const name of names) {
    if (!alarms.has(name) && !managed.some(({ alarm }) => alarm.name === name)) throw noSuchAlarm();
  }
  for (const name of names) alarms.delete(name);
  for (const { policy } of managed) policy.alarms = policy.alarms.filter((alarm) => !names.has(alarm.name));
  return {};
}
