import type { Context } from '../world.ts';
import { noteState } from './history.ts';
import type { AnyAlarm } from './history.ts';
import type { AlarmState } from './state.ts';

/** Puts an alarm into another state and notes it; in the state that it has already nothing changes (recorded). */
export function moveAlarm(
  context: Context,
  alarm: AnyAlarm,
  state: AlarmState,
  reason: string,
  reasonData?: string,
): void {
  if (state === alarm.state) return;
  noteState(
    context,
    alarm,
    { stateValue: alarm.state, stateReason: alarm.stateReason, stateReasonData: alarm.stateReasonData },
    { stateValue: state, stateReason: reason, stateReasonData: reasonData },
  );
  alarm.state = state;
  alarm.stateReason = reason;
  alarm.stateReasonData = reasonData;
  alarm.stateUpdatedAt = context.clock.now();
}
