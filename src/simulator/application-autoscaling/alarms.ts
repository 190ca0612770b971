import { checkAlarm } from '../cloudwatch/alarm-rules.ts';
import { alarmArn } from '../cloudwatch/alarm-view.ts';
import { managedDefinition } from '../cloudwatch/managed-alarms.ts';
import type { UserAlarm } from '../cloudwatch/state.ts';
import { uuid } from '../identifiers.ts';
import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import { checkAlarmAccess } from './access.ts';
import { refusal } from './refusals.ts';
import { policyArn } from './scalable-resource.ts';
import type { AlarmRecord, PolicyRecord, TargetRecord } from './state.ts';

/** The alarms of a target tracking policy, High first; without scale-in there is no Low one (recorded). */
export function newTrackingAlarms(context: Context, target: TargetRecord, policy: PolicyRecord): AlarmRecord[] {
  const sides = policy.tracking?.DisableScaleIn === true ? (['High'] as const) : (['High', 'Low'] as const);
  return sides.map((side) => ({
    name: `TargetTracking-${target.resourceId}-Alarm${side}-${uuid(context.random)}`,
    side,
    state: 'INSUFFICIENT_DATA',
    createdAt: context.clock.now(),
  }));
}

/**
 * CloudWatch checks the alarms of a policy, and what it refuses is told as its words within others (recorded).
 *
 * @throws AwsFault FailedResourceAccessException
 */
export function checkTrackingAlarms(context: Context, target: TargetRecord, policy: PolicyRecord): void {
  try {
    checkAlarmAccess(context);
    checkAlarm({ AlarmName: 'TargetTracking', ...managedDefinition(target.resourceId, policy.tracking, 'High') });
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    throw refusal(
      'FailedResourceAccessException',
      `Unable to update alarms for scaling policy ${policy.name} due to reason: ${quoted(error, uuid(context.random))}`,
    );
  }
}

/** The words of CloudWatch; those about an expression have been quoted once before they come here (recorded). */
function quoted({ message, code, status }: AwsFault, requestId: string): string {
  const source = (errorCode: string): string =>
    `(Service: AmazonCloudWatch; Status Code: ${status}; Error Code: ${errorCode}; Request ID: ${requestId}; Proxy: null)`;
  const isAboutExpression = message.startsWith('Error in expression');
  const words = isAboutExpression ? `${message} ${source('ValidationException')}` : message;
  return `${words} ${source(code.replace(/Exception$/, ''))}`;
}

/** The alarms as PutScalingPolicy and DescribeScalingPolicies name them: its own, or those of users that act on it. */
export function alarmViews(context: Context, target: TargetRecord, policy: PolicyRecord): Json[] {
  const names = policy.tracking === undefined ? usersAlarms(context, target, policy) : policy.alarms;
  return names.map(({ name }) => ({ AlarmName: name, AlarmARN: alarmArn(context, name) }));
}

function usersAlarms(context: Context, target: TargetRecord, policy: PolicyRecord): UserAlarm[] {
  const arn = policyArn(context, target, policy.name);
  return [...context.world.cloudwatch.alarms.values()].filter(({ definition }) =>
    [definition.AlarmActions, definition.OKActions, definition.InsufficientDataActions].some((actions) =>
      actions?.includes(arn),
    ),
  );
}
