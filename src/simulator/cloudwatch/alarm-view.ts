import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import type { CompositeAlarm, UserAlarm } from './state.ts';

export function alarmArn(context: Context, name: string): string {
  return `arn:aws:cloudwatch:${context.region}:${context.accountId}:alarm:${name}`;
}

/** An alarm as DescribeAlarms shows it: lists of actions and dimensions are always there. */
export function userAlarmView(context: Context, alarm: UserAlarm): Json {
  const { definition } = alarm;
  return {
    ...definition,
    ...commonView(context, alarm),
    Dimensions: definition.Dimensions ?? [],
    ...(definition.Metrics === undefined ? {} : { Metrics: definition.Metrics.map(queryView) }),
  };
}

/** A composite alarm as DescribeAlarms shows it. */
export function compositeAlarmView(context: Context, alarm: CompositeAlarm): Json {
  return { ...alarm.definition, ...commonView(context, alarm) };
}

function commonView(context: Context, alarm: UserAlarm | CompositeAlarm): Json {
  const { definition } = alarm;
  return {
    AlarmArn: alarmArn(context, alarm.name),
    AlarmConfigurationUpdatedTimestamp: alarm.configuredAt / 1000,
    ActionsEnabled: definition.ActionsEnabled ?? true,
    OKActions: definition.OKActions ?? [],
    AlarmActions: definition.AlarmActions ?? [],
    InsufficientDataActions: definition.InsufficientDataActions ?? [],
    StateValue: alarm.state,
    ...shownReason(alarm),
    ...(alarm.stateReasonData === undefined ? {} : { StateReasonData: alarm.stateReasonData }),
    StateUpdatedTimestamp: alarm.stateUpdatedAt / 1000,
    StateTransitionedTimestamp: alarm.stateUpdatedAt / 1000,
  };
}

/** An empty reason is shown until the definition changes: AWS writes the alarm anew then, and leaves it out (recorded). */
function shownReason({ stateReason, stateUpdatedAt, configuredAt }: UserAlarm | CompositeAlarm): Json {
  return stateReason === '' && configuredAt > stateUpdatedAt ? {} : { StateReason: stateReason };
}

/** A query as alarms show it: a metric's dimensions and ReturnData are always there (recorded). */
export function queryView(query: MetricDataQuery): Json {
  const { MetricStat: stat } = query;
  return {
    ...query,
    ...(stat === undefined ? {} : { MetricStat: { ...stat, Metric: { Dimensions: [], ...stat.Metric } } }),
    ReturnData: query.ReturnData ?? true,
  };
}
