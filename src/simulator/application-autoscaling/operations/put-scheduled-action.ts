import type { ScalableTargetAction } from '@aws-sdk/client-application-auto-scaling';
import { setActionDue } from '../due-actions.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkNoPendingUpdate } from '../access.ts';
import { checkActionQuota } from '../quotas.ts';
import { invalid } from '../refusals.ts';
import { checkIdentity, requireTarget } from '../scalable-resource.ts';
import { checkSchedule, checkTimezone, nextTime } from '../schedule-expression.ts';
import type { ScheduledActionRecord } from '../state.ts';
import { wake } from '../wake.ts';

interface Request {
  readonly ScheduledActionName: string;
  readonly Schedule?: string;
  readonly Timezone?: string;
  /** Epoch seconds. */
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly ScalableTargetAction?: ScalableTargetAction;
}

/** Creates or updates a scheduled action. An update without start or end takes them away (documented). */
export function putScheduledAction(context: Context, input: Json): Json {
  const target = requireTarget(context, checkIdentity(input), 'registered');
  const request = input as Json & Request;
  const existing = target.actions.get(request.ScheduledActionName);
  const action = request.ScalableTargetAction ?? existing?.action;
  if (action === undefined) throw invalid('ScalableTargetAction must be set');
  checkAction(action);
  const schedule = request.Schedule ?? existing?.schedule;
  // UNKNOWN: the text, by analogy.
  if (schedule === undefined) throw invalid('Schedule must be set');
  checkSchedule(schedule);
  if (request.Timezone !== undefined) checkTimezone(request.Timezone);
  const startTime = milliseconds(request.StartTime);
  const endTime = milliseconds(request.EndTime);
  if (startTime !== undefined && endTime !== undefined && startTime >= endTime) {
    throw invalid('StartTime must be before EndTime');
  }
  checkActionQuota(target, request.ScheduledActionName);
  checkNoPendingUpdate(context, target.resourceId);
  const now = context.clock.now();
  const record: ScheduledActionRecord = {
    name: request.ScheduledActionName,
    createdAt: existing?.createdAt ?? now,
    schedule,
    timezone: request.Timezone ?? existing?.timezone,
    startTime,
    endTime,
    action,
  };
  target.actions.set(record.name, record);
  setActionDue(context.world.autoscaling, target, record, nextTime(record, now));
  wake(context.world.autoscaling);
  return {};
}

function checkAction(action: ScalableTargetAction): void {
  const { MinCapacity: min, MaxCapacity: max } = action;
  if (min === undefined && max === undefined) {
    throw invalid('At least one of minimum capacity and maximum capacity should be provided');
  }
  if (min !== undefined && min < 0) throw invalid('Minimum capacity cannot be less than 0');
  if (max !== undefined && max < 0) throw invalid('Maximum capacity cannot be less than 0');
  if (min !== undefined && max !== undefined && max < min) {
    throw invalid('Maximum capacity cannot be less than minimum capacity');
  }
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
