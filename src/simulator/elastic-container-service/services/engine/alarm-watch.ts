import { alarmState } from '../alarm-state.ts';
import type { AlarmWatch } from './lifecycle/lifecycle-record.ts';
import { ALARM_DETECTED, failPrimary } from './rollback.ts';
import { openServiceDeployment, type Scene } from './scene.ts';
import { TIMINGS } from './timings.ts';

/** Looks at the alarms of the open deployment when it is time to; one in ALARM fails it. */
export function watchAlarms(scene: Scene, at: number): void {
  const watch = openWatch(scene);
  if (watch === undefined || at < watch.checkAt) return;
  watch.checkAt = at + TIMINGS.alarmCheck;
  watch.triggered = watch.names.filter((name) => alarmState(scene.world, name) === 'ALARM');
  if (watch.triggered.length === 0) return;
  watch.status = 'TRIGGERED';
  failPrimary(scene, ALARM_DETECTED, watch.rollback, at);
}

export function alarmsDueAt(scene: Scene): number | undefined {
  return openWatch(scene)?.checkAt;
}

function openWatch(scene: Scene): AlarmWatch | undefined {
  const open = openServiceDeployment(scene);
  return open?.rollback === undefined && open?.alarms.status === 'MONITORING' ? open.alarms : undefined;
}
