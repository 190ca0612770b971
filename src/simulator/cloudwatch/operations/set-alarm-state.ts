import { StateValue } from '@aws-sdk/client-cloudwatch';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { runStateActions } from '../alarm-actions.ts';
import type { Evidence } from '../alarm-actions.ts';
import { findAlarm } from '../alarm-names.ts';
import { evaluateComposites } from '../composite-alarms.ts';
import { managedAlarms } from '../managed-alarms.ts';
import { moveAlarm } from '../move-alarm.ts';
import { checkEnum, checkLength, noSuchAlarm } from '../refusals.ts';
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
  checkLength('stateReason', reason, 0, 1023);
  checkLength('stateReasonData', data, 0, 4000);
  // Without words (recorded).
  if (data !== undefined && !isJson(data)) throw new AwsFault('InvalidFormatFault', '');
  const alarm = findAlarm(context, String(input['AlarmName']));
  if (alarm === undefined) {
    const managed = managedAlarms(context).find((each) => each.alarm.name === input['AlarmName']);
    if (managed === undefined) throw noSuchAlarm();
    Object.assign(managed.alarm, { state, stateReason: reason, changedAt: context.clock.now() });
    evaluateComposites(context);
    return {};
  }
  // In the state that it has already, an alarm stays as it is, its reason too (recorded).
  if (alarm.state === state) return {};
  moveAlarm(context, alarm, state, reason, data);
  runStateActions(context, alarm, evidenceOf(context, alarm.name, data));
  evaluateComposites(context);
  return {};
}

function evidenceOf(context: Context, alarmName: string, data: string | undefined): Evidence {
  const { recentDatapoints, queryDate } = Object(data === undefined ? {} : JSON.parse(data)) as Json;
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
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
