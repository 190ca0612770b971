import { StateValue } from '@aws-sdk/client-cloudwatch';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { runAlarmActions } from '../alarm-actions.ts';
import type { Evidence } from '../alarm-actions.ts';
import { moveAlarm } from '../evaluate-alarms.ts';
import { managedAlarms } from '../managed-alarms.ts';
import { checkEnum, invalidValue, noSuchAlarm } from '../refusals.ts';
import type { AlarmState } from '../state.ts';

/** Data of 5.7 seconds ago were taken, of 15.6 seconds were not (recorded). */
const FRESH_MS = 10_000;

/**
 * SetAlarmState: until CloudWatch looks at the alarm again. Always answers well where there is such an alarm; a scaling
 * policy runs only with fresh `recentDatapoints` in the reason's data (recorded).
 */
export function setAlarmState(context: Context, input: Json): Json {
  checkEnum('stateValue', input['StateValue'] as string, Object.values(StateValue));
  const state = input['StateValue'] as AlarmState;
  const reason = String(input['StateReason']);
  const data = input['StateReasonData'] as string | undefined;
  if (data !== undefined && !isJson(data)) throw invalidValue('StateReasonData must be valid JSON.');
  const alarm = context.world.cloudwatch.alarms.get(String(input['AlarmName']));
  if (alarm === undefined) {
    const managed = managedAlarms(context).find((each) => each.alarm.name === input['AlarmName']);
    if (managed === undefined) throw noSuchAlarm();
    Object.assign(managed.alarm, { state, stateReason: reason, changedAt: context.clock.now() });
    return {};
  }
  moveAlarm(context, alarm, state, reason, data);
  if (state === 'ALARM') runAlarmActions(context, alarm, evidenceOf(context, alarm.name, data));
  return {};
}

function evidenceOf(context: Context, alarmName: string, data: string | undefined): Evidence {
  const { recentDatapoints, queryDate } = (data === undefined ? {} : JSON.parse(data)) as Json;
  if (!Array.isArray(recentDatapoints) || recentDatapoints.length === 0) {
    return { trouble: 'Metric data points must be provided' };
  }
  const age = context.clock.now() - queryTime(queryDate);
  if (!(age <= FRESH_MS) || !recentDatapoints.every((value) => typeof value === 'number')) {
    return {
      trouble: `Scaling deemed unsafe: Error parsing monitor data for ${alarmName}: Monitor data may be null, have an outdated query timestamp, or contain parsing errors`,
    };
  }
  return { values: recentDatapoints };
}

/** CloudWatch writes `2026-09-16T18:38:24.292+0000`; NaN for what is no time. */
function queryTime(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value.replace(/\+0000$/, 'Z')) : Number.NaN;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
