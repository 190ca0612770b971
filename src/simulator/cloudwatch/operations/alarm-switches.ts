import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { findAlarm } from '../alarm-names.ts';
import { noteConfiguration } from '../history.ts';
import { checkNames } from '../refusals.ts';

/** EnableAlarmActions: names that there are not are passed over (recorded). */
export function enableAlarmActions(context: Context, input: Json): Json {
  return switchActions(context, input, true);
}

export function disableAlarmActions(context: Context, input: Json): Json {
  return switchActions(context, input, false);
}

function switchActions(context: Context, input: Json, isActing: boolean): Json {
  const names = input['AlarmNames'] as string[];
  checkNames('alarmNames', names);
  for (const name of new Set(names)) {
    const alarm = findAlarm(context, name);
    if (alarm === undefined) continue;
    const before = { configuredAt: alarm.configuredAt, ActionsEnabled: alarm.definition.ActionsEnabled ?? true };
    alarm.definition.ActionsEnabled = isActing;
    alarm.configuredAt = context.clock.now();
    noteConfiguration(context, alarm, 'Update', before);
  }
  return {};
}
