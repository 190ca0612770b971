import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import { alarmArn } from './alarm-view.ts';
import { javaJson } from './java-text.ts';
import type { CompositeAlarm, HistoryItem, UserAlarm } from './state.ts';

/** History is kept for thirty days (documented); an alarm that flaps fills it no further than this. */
const most = 500;

export type AnyAlarm = UserAlarm | CompositeAlarm;

export function isComposite(alarm: AnyAlarm): alarm is CompositeAlarm {
  return 'AlarmRule' in alarm.definition;
}

export function note(
  context: Context,
  alarm: AnyAlarm,
  type: HistoryItem['type'],
  summary: string,
  data: string,
): void {
  const { history } = context.world.cloudwatch;
  const alarmType = isComposite(alarm) ? 'CompositeAlarm' : 'MetricAlarm';
  const item: HistoryItem = { at: context.clock.now(), alarmType, type, summary, data };
  history.set(alarm.name, [item, ...(history.get(alarm.name) ?? [])].slice(0, most));
}

const changes = {
  Create: { word: 'created', member: 'createdAlarm' },
  Update: { word: 'updated', member: 'updatedAlarm' },
  Delete: { word: 'deleted', member: 'deletedAlarm' },
} as const;

/** Notes a change of an alarm's definition; an update tells when it was changed before, and whether it acted (recorded). */
export function noteConfiguration(
  context: Context,
  alarm: AnyAlarm,
  type: keyof typeof changes,
  before?: { configuredAt: number; ActionsEnabled: boolean },
): void {
  const { word, member } = changes[type];
  const isActing = alarm.definition.ActionsEnabled ?? true;
  const original = before && {
    alarmConfigurationUpdatedTimestamp: historyTime(before.configuredAt),
    ...(before.ActionsEnabled === isActing ? {} : { actionsEnabled: before.ActionsEnabled }),
  };
  const data = { version: '1.0', type, [member]: alarmData(context, alarm), originalUpdatedFields: original };
  note(context, alarm, 'ConfigurationUpdate', `Alarm "${alarm.name}" ${word}`, javaJson(data));
}

interface AlarmStateData {
  readonly stateValue: string;
  readonly stateReason: string;
  readonly stateReasonData?: string | undefined;
}

/** Notes a change of state; the data of the reasons stand in it as they were given (recorded). */
export function noteState(context: Context, alarm: AnyAlarm, before: AlarmStateData, now: AlarmStateData): void {
  const data = `{"version":"1.0","oldState":${stateText(before)},"newState":${stateText(now)}}`;
  note(context, alarm, 'StateUpdate', `Alarm updated from ${before.stateValue} to ${now.stateValue}`, data);
}

function stateText({ stateValue, stateReason, stateReasonData }: AlarmStateData): string {
  const text = JSON.stringify({ stateValue, stateReason });
  return stateReasonData === undefined ? text : `${text.slice(0, -1)},"stateReasonData":${stateReasonData}}`;
}

/** `2026-09-16T18:38:24.292+0000`, as CloudWatch writes times within texts. */
export function historyTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

function alarmData(context: Context, alarm: AnyAlarm): Json {
  return {
    alarmName: alarm.name,
    alarmDescription: alarm.definition.AlarmDescription,
    alarmArn: alarmArn(context, alarm.name),
    alarmConfigurationUpdatedTimestamp: historyTime(alarm.configuredAt),
    ...(isComposite(alarm) ? { alarmRule: alarm.definition.AlarmRule } : metricData(alarm)),
    stateValue: alarm.state,
    stateUpdatedTimestamp: historyTime(alarm.stateUpdatedAt),
    actionsEnabled: alarm.definition.ActionsEnabled ?? true,
    alarmActions: alarm.definition.AlarmActions ?? [],
    insufficientDataActions: alarm.definition.InsufficientDataActions ?? [],
    okactions: alarm.definition.OKActions ?? [],
  };
}

/** A statistic stands under `extendedStatistic`, in capitals (recorded for Average). */
function metricData({ definition }: UserAlarm): Json {
  return {
    namespace: definition.Namespace,
    metricName: definition.MetricName,
    extendedStatistic: definition.ExtendedStatistic ?? definition.Statistic?.toUpperCase(),
    period: definition.Period,
    unit: definition.Unit,
    dimensions: lowered(definition.Dimensions ?? []),
    metrics: lowered(definition.Metrics),
    threshold: definition.Threshold,
    comparisonOperator: definition.ComparisonOperator,
    evaluationPeriods: definition.EvaluationPeriods,
    datapointsToAlarm: definition.DatapointsToAlarm,
    treatMissingData: definition.TreatMissingData,
    evaluateLowSampleCountPercentile: definition.EvaluateLowSampleCountPercentile,
  };
}

/** A copy whose members begin with a small letter. */
function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, lowered(inner)]),
  );
}
