import { runStepPolicy } from '../application-autoscaling/step-action.ts';
import type { Context } from '../world.ts';
import { isComposite, note } from './history.ts';
import type { AnyAlarm } from './history.ts';

/** What an alarm knows of its metric when it acts; what is wrong with it, in AWS's words, where nothing can be known. */
export type Evidence = { readonly values: readonly number[] } | { readonly trouble: string };

/**
 * Runs every action of the state that an alarm has just got. Actions that are no scaling policies (topics, functions)
 * are noted in the history and lead nowhere. Whether a policy ran stands only there (recorded).
 */
export function runStateActions(context: Context, alarm: AnyAlarm, evidence: Evidence): void {
  for (const action of actionsOf(alarm)) runAction(context, alarm, action, evidence);
}

/** Runs the scaling policies of an alarm that has kept its state. */
export function runScalingActions(context: Context, alarm: AnyAlarm, evidence: Evidence): void {
  for (const action of actionsOf(alarm).filter(isPolicy)) runAction(context, alarm, action, evidence);
}

function actionsOf({ state, definition }: AnyAlarm): readonly string[] {
  if (definition.ActionsEnabled === false) return [];
  const lists = {
    ALARM: definition.AlarmActions,
    OK: definition.OKActions,
    INSUFFICIENT_DATA: definition.InsufficientDataActions,
  };
  return lists[state] ?? [];
}

function isPolicy(action: string): boolean {
  return action.includes(':scalingPolicy:');
}

function runAction(context: Context, alarm: AnyAlarm, action: string, evidence: Evidence): void {
  const trouble = isPolicy(action) ? scale(context, alarm, action, evidence) : undefined;
  const summary =
    trouble === undefined
      ? `Successfully executed action ${action}`
      : `Failed to execute action ${action}. Received error: "${trouble}"`;
  const actionState = trouble === undefined ? 'Succeeded' : 'Failed';
  const data = { version: '1.0', actionState, notificationResource: action, error: trouble };
  note(context, alarm, 'Action', summary, JSON.stringify(data));
}

/** Gives what went wrong, if anything. */
function scale(context: Context, alarm: AnyAlarm, policyArn: string, evidence: Evidence): string | undefined {
  if ('trouble' in evidence) return evidence.trouble;
  const newest = evidence.values.at(-1);
  if (newest === undefined || isComposite(alarm)) return 'Metric data points must be provided';
  const delta = newest - (alarm.definition.Threshold ?? 0);
  // UNKNOWN: the words for a policy that is gone.
  return runStepPolicy(context, policyArn, alarm.name, delta, alarm.state) ? undefined : 'Scaling policy not found';
}
