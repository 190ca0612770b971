import type { Context } from '../world.ts';
import { pendingUpdate } from './access.ts';
import { moveIntoBounds, recordBoundsActivity } from './activities.ts';
import { firstDueAction, setActionDue } from './due-actions.ts';
import { nextTime } from './schedule-expression.ts';
import type { ScheduledActionRecord, TargetRecord } from './state.ts';

/** When an action that collided with another one of its target is tried again. */
const retryMs = 1_000;

/** When the next scheduled action is due; undefined when none ever is. */
export function nextScheduleAt({ world }: Context): number | undefined {
  return firstDueAction(world.autoscaling)?.dueAt;
}

/** Fires what is due. Actions of one target at one moment collide: one is done, the others fail and come again. */
export function fireSchedules(context: Context): void {
  const now = context.clock.now();
  const { autoscaling } = context.world;
  for (let first = firstDueAction(autoscaling); first !== undefined; first = firstDueAction(autoscaling)) {
    if ((first.dueAt ?? Infinity) > now) return;
    fireSchedulesOf(context, first.target, now);
  }
}

function fireSchedulesOf(context: Context, target: TargetRecord, now: number): void {
  const { autoscaling } = context.world;
  const due = [...target.actions.values()].filter(({ dueAt }) => dueAt !== undefined && dueAt <= now);
  for (const [index, action] of due.entries()) {
    setActionDue(autoscaling, target, action, nextTime(action, now));
    // A schedule that is missed while suspended is not made up for (recorded).
    if (target.suspended.scheduled) continue;
    if (index === 0 && !autoscaling.heldTargets.has(target.resourceId)) fire(context, target, action);
    else collide(context, target, action, index);
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
  const again = context.clock.now() + Math.max(1, place) * retryMs;
  setActionDue(context.world.autoscaling, target, action, again);
}

function boundsText({ action }: ScheduledActionRecord): string {
  const min = action.MinCapacity === undefined ? [] : [`min capacity to ${action.MinCapacity}`];
  const max = action.MaxCapacity === undefined ? [] : [`max capacity to ${action.MaxCapacity}`];
  return [...min, ...max].join(' and ');
}
