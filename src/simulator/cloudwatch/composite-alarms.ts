import type { Context } from '../world.ts';
import { runStateActions } from './alarm-actions.ts';
import { findAlarm, nameOf, stateOfAlarm } from './alarm-names.ts';
import { holds, namesIn, parseAlarmRule } from './alarm-rule.ts';
import { alarmArn } from './alarm-view.ts';
import { historyTime } from './history.ts';
import { moveAlarm } from './move-alarm.ts';
import type { AlarmState, CompositeAlarm } from './state.ts';

/** The state that a composite alarm's rule asks for. */
export function ruleState(context: Context, rule: string): AlarmState {
  return holds(parseAlarmRule(rule), (name) => stateOfAlarm(context, nameOf(name)) ?? '') ? 'ALARM' : 'OK';
}

/** The names of the alarms in a composite alarm's rule. */
export function childrenOf({ definition }: CompositeAlarm): string[] {
  return namesIn(parseAlarmRule(definition.AlarmRule ?? 'FALSE')).map(nameOf);
}

/**
 * Moves every composite alarm to what its rule asks for. Composite alarms may watch each other, in a circle as well:
 * each is moved at most as often as there are composite alarms.
 */
export function evaluateComposites(context: Context): void {
  const { composites } = context.world.cloudwatch;
  for (let round = 0; round < composites.size; round++) {
    const changed = [...composites.values()].filter(
      (alarm) => ruleState(context, alarm.definition.AlarmRule ?? 'FALSE') !== alarm.state,
    );
    if (changed.length === 0) return;
    for (const alarm of changed) move(context, alarm);
  }
}

function move(context: Context, alarm: CompositeAlarm): void {
  const state = ruleState(context, alarm.definition.AlarmRule ?? 'FALSE');
  const [newest] = childrenOf(alarm)
    .flatMap((name) => findAlarm(context, name) ?? [])
    .sort((a, b) => b.stateUpdatedAt - a.stateUpdatedAt);
  const reason =
    newest === undefined
      ? `${alarmArn(context, alarm.name)} was updated and its new alarm rule evaluates to ${state}`
      : `${alarmArn(context, newest.name)} transitioned to ${newest.state} at ${longTime(newest.stateUpdatedAt)}`;
  moveAlarm(context, alarm, state, reason, triggeringData(context, alarm));
  if (!isSuppressed(context, alarm)) runStateActions(context, alarm, { values: [] });
}

/** The alarms of the rule that are in ALARM. */
export function triggeringData(context: Context, alarm: CompositeAlarm): string {
  const triggering = childrenOf(alarm)
    .flatMap((name) => findAlarm(context, name) ?? [])
    .filter(({ state }) => state === 'ALARM');
  return JSON.stringify({
    triggeringAlarms: triggering.map((each) => ({
      arn: alarmArn(context, each.name),
      state: { value: each.state, timestamp: historyTime(each.stateUpdatedAt) },
    })),
  });
}

/** Whether the alarm that is named as suppressor is in ALARM. UNKNOWN here: wait and extension periods, which are stored. */
export function isSuppressed(context: Context, { definition }: CompositeAlarm): boolean {
  const suppressor = definition.ActionsSuppressor;
  return suppressor !== undefined && stateOfAlarm(context, nameOf(suppressor)) === 'ALARM';
}

/** The composite alarms that name this one, in their rule or as their suppressor. */
export function dependantsOf(context: Context, name: string): CompositeAlarm[] {
  return [...context.world.cloudwatch.composites.values()].filter(
    (alarm) =>
      alarm.name !== name &&
      (childrenOf(alarm).includes(name) || nameOf(alarm.definition.ActionsSuppressor ?? '') === name),
  );
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January February March April May June July August September October November December'.split(' ');

/** `Thursday 04 February, 2021 09:04:47 UTC` */
function longTime(at: number): string {
  const date = new Date(at);
  const day = String(date.getUTCDate()).padStart(2, '0');
  const time = date.toISOString().slice(11, 19);
  return `${days[date.getUTCDay()]} ${day} ${months[date.getUTCMonth()]}, ${date.getUTCFullYear()} ${time} UTC`;
}
