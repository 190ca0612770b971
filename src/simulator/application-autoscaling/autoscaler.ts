import { evaluateAlarms } from '../cloudwatch/evaluate-alarms.ts';
import type { Context } from '../world.ts';
import { advanceActivities, nextActivityAt } from './activities.ts';
import { fireSchedules, nextScheduleAt } from './schedules.ts';
import { evaluateTracking, evaluationSlot, judgedUntil, nextEvaluationAt } from './tracking.ts';

/** A new account has nothing to judge of the time before it. */
export function beginScaling({ world, clock }: Context): void {
  world.autoscaling.judgedSlot ??= evaluationSlot({ clock });
}

/** Schedules, alarms and activities: does what is due by now. */
export function advanceScaling(context: Context): void {
  const { autoscaling } = context.world;
  const slot = evaluationSlot(context);
  fireSchedules(context);
  advanceActivities(context);
  if (slot > judgedSlot(context)) {
    evaluateTracking(context);
    evaluateAlarms(context, judgedUntil(slot));
  }
  autoscaling.judgedSlot = slot;
}

/** When {@link advanceScaling} has something to do next. */
export function nextScalingEventAt(context: Context): number | undefined {
  const evaluation = nextEvaluationAt(context, judgedSlot(context));
  const times = [nextActivityAt(context), nextScheduleAt(context), evaluation].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function judgedSlot(context: Context): number {
  return context.world.autoscaling.judgedSlot ?? evaluationSlot(context);
}
