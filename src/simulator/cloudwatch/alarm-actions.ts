import { runStepPolicy } from '../application-autoscaling/step-action.ts';
import type { Context } from '../world.ts';
import { note } from './history.ts';
import type { UserAlarm } from './state.ts';

/** What an alarm knows of its metric when it acts; what is wrong with it, in AWS's words, where nothing can be known. */
export type Evidence = { readonly values: readonly number[] } | { readonly trouble: string };

/**
 * Runs the actions of an alarm that is in ALARM. Actions that are no scaling policies (topics, functions) are noted
 * in the history and lead nowhere. Whether a policy ran stands only there (recorded).
 */
export function runAlarmActions(context: Context, alarm: UserAlarm, evidence: Evidence): void {
  if (alarm.definition.ActionsEnabled === false) return;
  for (const action of alarm.definition.AlarmActions ?? []) {
    const trouble = action.includes(':scalingPolicy:') ? scale(context, alarm, action, evidence) : undefined;
    const summary =
      trouble === undefined
        ? `Successfully executed action ${action}`
        : `Failed to execute action ${action}. Received error: "${trouble}"`;
    const actionState = trouble === undefined ? 'Succeeded' : 'Failed';
    note(context, alarm.name, 'Action', summary, { actionState, notificationResource: action, error: trouble });
  }
}

/** Gives what went wrong, if anything. */
function scale(context: Context, alarm: UserAlarm, policyArn: string, evidence: Evidence): string | undefined {
  if ('trouble' in evidence) return evidence.trouble;
  const newest = evidence.values.at(-1);
  if (newest === undefined) return 'Metric data points must be provided';
  const delta = newest - (alarm.definition.Threshold ?? 0);
  // UNKNOWN: the words for a policy that is gone.
  return runStepPolicy(context, policyArn, alarm.name, delta) ? undefined : 'Scaling policy not found';
}
