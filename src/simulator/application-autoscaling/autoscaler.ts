import type { Timer } from '../../runtime/clock.ts';
import type { Context } from '../world.ts';
import { advanceActivities, nextActivityAt } from './activities.ts';
import { fireSchedules, nextScheduleAt } from './schedules.ts';
import { evaluateAlarms } from '../cloudwatch/evaluate-alarms.ts';
import { evaluateTracking, evaluationSlot, judgedUntil, nextEvaluationAt } from './tracking.ts';
import { onWake } from './wake.ts';

/** No timer is set further ahead than this: they overflow after 24 days. */
const longestWaitMs = 24 * 3_600_000;

/** Starts schedules, alarms and activities on the context's clock; what it returns stops it. */
export function startAutoscaler(context: Context): () => void {
  let timer: Timer | undefined;
  let slot = evaluationSlot(context);
  const state = context.world.autoscaling;
  const run = (): void => {
    fireSchedules(context);
    advanceActivities(context);
    if (evaluationSlot(context) > slot) {
      evaluateTracking(context);
      evaluateAlarms(context, judgedUntil(evaluationSlot(context)));
    }
    slot = evaluationSlot(context);
    arm();
  };
  const arm = (): void => {
    timer?.cancel();
    const due = nextDue(context, slot);
    if (due === undefined) return;
    timer = context.clock.setTimer(Math.min(longestWaitMs, Math.max(0, due - context.clock.now())), run);
  };
  const forget = onWake(state, arm);
  arm();
  return () => {
    forget();
    timer?.cancel();
  };
}

function nextDue(context: Context, slot: number): number | undefined {
  const times = [nextActivityAt(context), nextScheduleAt(context), nextEvaluationAt(context, slot)].filter(
    (at) => at !== undefined,
  );
  return times.length === 0 ? undefined : Math.min(...times);
}
