import type { Context } from '../world.ts';
import { runAlarmActions } from './alarm-actions.ts';
import { isBeyond, thresholdReason } from './comparison.ts';
import { note } from './history.ts';
import { metricName } from './metric-name.ts';
import { metricStatistics } from './metric-statistics.ts';
import { pick } from './samples.ts';
import type { AlarmState, UserAlarm } from './state.ts';

interface Verdict {
  readonly state: AlarmState;
  readonly reason: string;
  /** Present datapoints, oldest first. */
  readonly values: readonly number[];
}

/**
 * Looks at every user's alarm; `until` is the end of the newest minute that is judged. While an alarm is in ALARM its
 * scaling policies are tried again every time (recorded).
 */
export function evaluateAlarms(context: Context, until: number): void {
  for (const alarm of context.world.cloudwatch.alarms.values()) {
    const verdict = judge(context, alarm, until);
    if (verdict === undefined) continue;
    if (verdict.state !== alarm.state) moveAlarm(context, alarm, verdict.state, verdict.reason);
    if (verdict.state === 'ALARM') runAlarmActions(context, alarm, { values: verdict.values });
  }
}

/** Puts an alarm into a state and notes it. */
export function moveAlarm(
  context: Context,
  alarm: UserAlarm,
  state: AlarmState,
  reason: string,
  reasonData?: string,
): void {
  if (state !== alarm.state) {
    note(context, alarm.name, 'StateUpdate', `Alarm updated from ${alarm.state} to ${state}`, {
      oldState: { stateValue: alarm.state, stateReason: alarm.stateReason },
      newState: { stateValue: state, stateReason: reason },
    });
  }
  alarm.state = state;
  alarm.stateReason = reason;
  alarm.stateReasonData = reasonData;
  alarm.stateUpdatedAt = context.clock.now();
}

/**
 * Undefined where the state stays: metric math and percentiles are not computed, missing data may be ignored, and as
 * long as missing datapoints would decide nothing is decided.
 * UNKNOWN: how far CloudWatch looks back for datapoints in place of missing ones; not at all here.
 */
function judge(context: Context, alarm: UserAlarm, until: number): Verdict | undefined {
  const { definition } = alarm;
  const { EvaluationPeriods: periods = 1, Threshold: threshold = 0, TreatMissingData: missing } = definition;
  const points = newestPoints(context, definition, until, periods);
  if (points === undefined) return undefined;
  const values = points.filter((point) => point !== undefined);
  const absent = points.length - values.length;
  const isAssumed = missing === 'breaching' || missing === 'notBreaching';
  if (values.length === 0 && !isAssumed) {
    return missing === 'ignore' ? undefined : { state: 'INSUFFICIENT_DATA', reason: unknownReason(absent), values };
  }
  const needed = definition.DatapointsToAlarm ?? periods;
  const beyond =
    values.filter((value) => isBeyond(value, definition.ComparisonOperator, threshold)).length +
    (missing === 'breaching' ? absent : 0);
  if (!isAssumed && beyond < needed && beyond + absent >= needed) return undefined;
  const state = beyond >= needed ? 'ALARM' : 'OK';
  return { state, reason: thresholdReason(state, values, definition.ComparisonOperator, threshold), values };
}

function newestPoints(
  context: Context,
  definition: UserAlarm['definition'],
  until: number,
  periods: number,
): (number | undefined)[] | undefined {
  const { Namespace: namespace, MetricName: name, Statistic: statistic, Period: seconds } = definition;
  if (namespace === undefined || name === undefined || statistic === undefined || seconds === undefined) {
    return undefined;
  }
  const metric = metricName(namespace, name, definition.Dimensions);
  const length = seconds * 1000;
  const end = Math.floor(until / length) * length;
  return Array.from({ length: periods }, (_, index) => {
    const from = end - (periods - index) * length;
    const found = metricStatistics(context, metric, from, from + length);
    return found === undefined ? undefined : pick(found, statistic);
  });
}

function unknownReason(count: number): string {
  return count === 1
    ? 'Insufficient Data: 1 datapoint was unknown.'
    : `Insufficient Data: ${count} datapoints were unknown.`;
}
