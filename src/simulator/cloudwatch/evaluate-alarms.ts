import type { Context } from '../world.ts';
import { runScalingActions, runStateActions } from './alarm-actions.ts';
import type { Evidence } from './alarm-actions.ts';
import { alarmPeriod } from './alarm-rules.ts';
import type { Verdict } from './comparison.ts';
import { evaluateComposites } from './composite-alarms.ts';
import { historyTime } from './history.ts';
import { javaJson } from './java-text.ts';
import { judgeAlarm } from './judge-alarm.ts';
import { moveAlarm } from './move-alarm.ts';
import type { UserAlarm } from './state.ts';

/**
 * Looks at every user's alarm; `until` is the end of the newest minute that is judged. While an alarm keeps its state
 * its scaling policies are tried again every time (recorded for ALARM).
 */
export function evaluateAlarms(context: Context, until: number): void {
  for (const alarm of context.world.cloudwatch.alarms.values()) {
    const verdict = judgeAlarm(context, alarm.definition, until);
    if (verdict === undefined) continue;
    const evidence: Evidence = { values: verdict.points.flatMap(({ value }) => value ?? []).toReversed() };
    if (verdict.state === alarm.state) {
      runScalingActions(context, alarm, evidence);
      continue;
    }
    moveAlarm(context, alarm, verdict.state, verdict.reason(alarm.state), reasonData(context, alarm, verdict));
    runStateActions(context, alarm, evidence);
  }
  evaluateComposites(context);
}

/** What an alarm tells of its datapoints: the values oldest first, the periods newest first (recorded). */
function reasonData(context: Context, { definition }: UserAlarm, { points }: Verdict): string {
  const { EvaluationPeriods: periods = 1 } = definition;
  const looked = points.slice(0, Math.max(periods, points.findLastIndex(({ value }) => value !== undefined) + 1));
  const oldest = looked.findLast(({ value }) => value !== undefined);
  const between = looked.slice(looked.findIndex(({ value }) => value !== undefined)).toReversed();
  return javaJson({
    version: '1.0',
    queryDate: historyTime(context.clock.now()),
    ...(oldest === undefined ? {} : { startDate: historyTime(oldest.at) }),
    ...(definition.Unit === undefined ? {} : { unit: definition.Unit }),
    ...(definition.Metrics === undefined ? { statistic: definition.Statistic ?? definition.ExtendedStatistic } : {}),
    period: alarmPeriod(definition),
    recentDatapoints: oldest === undefined ? [] : between.map(({ value }) => value ?? null),
    threshold: definition.Threshold,
    evaluatedDatapoints: looked.slice(0, periods).map(({ at, value, count }) => ({
      timestamp: historyTime(at),
      ...(value === undefined ? {} : { sampleCount: count, value }),
    })),
  });
}
