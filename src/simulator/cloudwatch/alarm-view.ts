import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import type { UserAlarm } from './state.ts';

export function alarmArn(context: Context, name: string): string {
  return `arn:aws:cloudwatch:${context.region}:${context.accountId}:alarm:${name}`;
}

/** An alarm as DescribeAlarms shows it: lists of actions and dimensions are always there. */
export function userAlarmView(context: Context, alarm: UserAlarm): Json {
  const { definition } = alarm;
  return {
    ...definition,
    AlarmArn: alarmArn(context, alarm.name),
    AlarmConfigurationUpdatedTimestamp: alarm.configuredAt / 1000,
    ActionsEnabled: definition.ActionsEnabled ?? true,
    OKActions: definition.OKActions ?? [],
    AlarmActions: definition.AlarmActions ?? [],
    InsufficientDataActions: definition.InsufficientDataActions ?? [],
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    ...(alarm.stateReasonData === undefined ? {} : { StateReasonData: alarm.stateReasonData }),
    StateUpdatedTimestamp: alarm.stateUpdatedAt / 1000,
    StateTransitionedTimestamp: alarm.stateUpdatedAt / 1000,
    Dimensions: definition.Dimensions ?? [],
  };
}
