import type { Context } from '../world.ts';
import { pendingUpdate } from './access.ts';
import { moveIntoBounds, recordBoundsActivity } from './activities.ts';
import { nextTime } from './schedule-expression.ts';
import type { ScheduledActionRecord, TargetRecord } from './state.ts';

/** When an action that collided with another one of its target is tried again. */
const retryMs = 1_000;

/** When the next scheduled action is due; undefined when none ever is. */
export function nextScheduleAt(context: Context): number | undefined {
  let next: number | undefined;
  for (const target of context.world.autoscaling.targets.values()) {
    for (const { dueAt } of target.actions.values()) {
      if (dueAt !== undefined && (next === undefined || dueAt < next)) next = dueAt;
    }
  }
  return next;
}

/** Fires what is due. Actions of one target at one moment collide: one is done, the others fail and come again. */
export function fireSchedules(context: Context): void {
  const now = context.clock.now();
  for (const target of context.world.autoscaling.targets.values()) {
    const due = [...target.actions.values()].filter(({ dueAt }) => dueAt !== undefined && dueAt <= now);
    for (const [index, action] of due.entries()) {
      action.dueAt = nextTime(action, now);
      // A schedule that is missed while suspended is not made up for (recorded).
      if (target.suspended.scheduled) continue;
      if (index === 0 && !context.world.autoscaling.heldTargets.has(target.resourceId)) fire(context, target, action);
      else collide(context, target, action, index);
    }
  }
}

function fire(context: Context, target: TargetRecord, action: ScheduledActionRecord): void {
  const min = action.action.MinCapacity ?? target.min;
  const max = action.action.MaxCapacity ?? target.max;
  if (max < min) {
    // UNKNOWN: what becomes of an action whose one bound crosses the target's other one.
    const failure = 'Maximum capacity cannot be less than minimum capacity';
    recordBoundsActivity(context, target, action.name, boundsText(action), failure);
    return;
  }
  target.min = min;
  target.max = max;
  recordBoundsActivity(context, target, action.name, boundsText(action));
  moveIntoBounds(context, target);
}

function collide(context: Context, target: TargetRecord, action: ScheduledActionRecord, place: number): void {
  recordBoundsActivity(context, target, action.name, boundsText(action), pendingUpdate);
  action.dueAt = context.clock.now() + Math.max(1, place) * retryMs;
}

function boundsText({ action }: ScheduledActionRecord): string {
  const min = action.MinCapacity === undefined ? [] : [`min capacity to ${action.MinCapacity}`];
  const max = action.MaxCapacity === undefined ? [] : [`max capacity to ${action.MaxCapacity}`];
  return [...min, ...max].join(' and ');
}
