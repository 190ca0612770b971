import type { DeploymentAlarms } from '@aws-sdk/client-ecs';
import type { World } from '../../../world.ts';
import { alarmState } from '../alarm-state.ts';
import type { AlarmWatch } from './lifecycle/lifecycle-record.ts';
import { TIMINGS } from './timings.ts';

/** A new deployment's watch. An alarm that is in ALARM already turns it off for this deployment (documented). */
export function beginAlarmWatch(world: World, alarms: DeploymentAlarms | undefined, at: number): AlarmWatch {
  const names = [...(alarms?.alarmNames ?? [])];
  const watches = alarms?.enable === true && !names.some((name) => alarmState(world, name) === 'ALARM');
  return {
    status: watches ? 'MONITORING' : 'DISABLED',
    names,
    triggered: [],
    rollback: alarms?.rollback === true,
    checkAt: at + TIMINGS.alarmCheck,
  };
}
