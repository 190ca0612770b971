import { AwsFault } from '../operation.ts';
import type { Context } from '../world.ts';
import { uuid } from '../identifiers.ts';
import { openActivities } from './open-activities.ts';
import { serviceCounts, setServiceCount } from './service-counts.ts';
import type { ActivityRecord, NotScaledReason, TargetRecord } from './state.ts';

/** Activities can be described for six weeks (documented). */
const keptMs = 42 * 24 * 3_600_000;
/** An activity under way is looked at again after this, or after a tenth of its age where that is longer. */
const stepMs = 1_000;
const longestStepMs = 60_000;

/**
 * Sets the desired count, and begins the activity that tells of it: Pending now, InProgress a moment later,
 * Successful when as many tasks run (recorded).
 */
export function beginCountActivity(context: Context, target: TargetRecord, count: number, cause: string): void {
  const activity = record(context, {
    resourceId: target.resourceId,
    description: `Setting desired count to ${count}.`,
    cause,
    status: 'Pending',
    awaited: count,
    dueAt: context.clock.now() + stepMs,
  });
  try {
    setServiceCount(context, target.resourceId, count);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    const reason = `Failed to set desired count to ${count}. Reason: ${error.message}`;
    finish(context, activity, 'Failed', reason);
  }
}

/** Moves the count into the bounds at once, as a change of the bounds does. */
export function moveIntoBounds(context: Context, target: TargetRecord): void {
  const counts = serviceCounts(context, target.resourceId);
  if (counts === undefined) return;
  if (counts.desired < target.min) {
    beginCountActivity(context, target, target.min, `minimum capacity was set to ${target.min}`);
  } else if (counts.desired > target.max) {
    beginCountActivity(context, target, target.max, `maximum capacity was set to ${target.max}`);
  }
}

/** A change of the bounds by a scheduled action: done, or refused, within milliseconds (recorded). */
export function recordBoundsActivity(
  context: Context,
  target: TargetRecord,
  actionName: string,
  what: string,
  failure?: string,
): void {
  const activity = record(context, {
    resourceId: target.resourceId,
    description: `Setting ${what}`,
    cause: `scheduled action name ${actionName} was triggered`,
    status: 'Pending',
  });
  if (failure === undefined) finish(context, activity, 'Successful', `Successfully set ${what}`);
  else finish(context, activity, 'Failed', `Failed to set ${what}. Reason: ${failure}`);
}

/** An alarm that could not scale. At the bounds that is Failed, at the desired count Successful (recorded). */
export function recordNotScaled(
  context: Context,
  target: TargetRecord,
  cause: string,
  notScaled: NotScaledReason,
): void {
  record(context, {
    resourceId: target.resourceId,
    description: 'Attempting to scale due to alarm triggered',
    cause,
    status: notScaled.Code === 'AlreadyAtDesiredCapacity' ? 'Successful' : 'Failed',
    notScaled,
  });
}

/** Whether a count activity is still under way: meanwhile alarms do not scale. */
export function hasOpenActivity({ world }: Context, resourceId: string): boolean {
  return openActivities(world.autoscaling).has(resourceId);
}

/** Moves the activities that are due to what the service now says. */
export function advanceActivities(context: Context): void {
  const now = context.clock.now();
  const { due } = openActivities(context.world.autoscaling);
  for (let next = due.first(); next !== undefined && (next.dueAt ?? Infinity) <= now; next = due.first()) {
    advance(context, next);
  }
}

/** When the next activity is due; undefined when none is under way. */
export function nextActivityAt({ world }: Context): number | undefined {
  return openActivities(world.autoscaling).due.first()?.dueAt;
}

function advance(context: Context, activity: ActivityRecord): void {
  const { awaited } = activity;
  const set = `Successfully set desired count to ${awaited}.`;
  const now = context.clock.now();
  activity.dueAt = now + Math.min(longestStepMs, Math.max(stepMs, (now - activity.startedAt) / 10));
  openActivities(context.world.autoscaling).note(activity);
  if (activity.status === 'Pending') {
    activity.status = 'InProgress';
    activity.statusMessage = `${set} Waiting for change to be fulfilled by ecs.`;
    return;
  }
  const counts = serviceCounts(context, activity.resourceId);
  if (counts === undefined || counts.desired !== awaited) {
    // UNKNOWN: what is said when the service is gone. Its count is then 0.
    finish(context, activity, 'Overridden', `${set} Found it was later changed to ${counts?.desired ?? 0}.`);
  } else if (counts.running === awaited) {
    finish(context, activity, 'Successful', `${set} Change successfully fulfilled by ecs.`);
  }
}

function record(context: Context, activity: Omit<ActivityRecord, 'id' | 'startedAt'>): ActivityRecord {
  const now = context.clock.now();
  const { activities } = context.world.autoscaling;
  const kept = activities.get(activity.resourceId) ?? [];
  const made: ActivityRecord = { ...activity, id: uuid(context.random), startedAt: now };
  shareTexts(made, kept[0]);
  while (now - (kept.at(-1)?.startedAt ?? now) >= keptMs) kept.pop();
  kept.unshift(made);
  activities.set(activity.resourceId, kept);
  openActivities(context.world.autoscaling).note(made);
  return made;
}

/** A service at its bounds tells the same every minute, for six weeks: one text in memory serves all of them. */
function shareTexts(made: ActivityRecord, before: ActivityRecord | undefined): void {
  if (before === undefined) return;
  made.resourceId = before.resourceId;
  if (made.cause === before.cause) made.cause = before.cause;
  if (made.description === before.description) made.description = before.description;
}

function finish(
  context: Context,
  activity: ActivityRecord,
  status: 'Successful' | 'Overridden' | 'Failed',
  statusMessage: string,
): void {
  activity.status = status;
  activity.statusMessage = statusMessage;
  activity.endedAt = context.clock.now();
  delete activity.dueAt;
  openActivities(context.world.autoscaling).note(activity);
}
