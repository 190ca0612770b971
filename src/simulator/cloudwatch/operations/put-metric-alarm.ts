import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { wake } from '../../application-autoscaling/wake.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkAlarm } from '../alarm-rules.ts';
import { note } from '../history.ts';
import { managedAlarms } from '../managed-alarms.ts';
import { validationError } from '../refusals.ts';
import { mergedTags } from '../tags.ts';
import type { UserAlarm } from '../state.ts';

/** PutMetricAlarm: over an existing one replaces all of it and leaves its state, and its tags, alone (documented). */
export function putMetricAlarm(context: Context, input: Json): Json {
  const { Tags: tags, ...definition } = input as unknown as PutMetricAlarmInput;
  checkAlarm(definition);
  const name = definition.AlarmName ?? '';
  // UNKNOWN: AWS lets a managed alarm be put over; here it is refused rather than half simulated.
  if (managedAlarms(context).some(({ alarm }) => alarm.name === name)) {
    throw validationError('Alarms of target tracking policies are not to be edited.');
  }
  const { alarms } = context.world.cloudwatch;
  const existing = alarms.get(name);
  const now = context.clock.now();
  const alarm: UserAlarm = {
    state: 'INSUFFICIENT_DATA',
    stateReason: 'Unchecked: Initial alarm creation',
    stateUpdatedAt: now,
    tags: mergedTags(new Map(), tags ?? []),
    ...existing,
    name,
    definition,
    configuredAt: now,
  };
  alarms.set(name, alarm);
  note(context, name, 'ConfigurationUpdate', `Alarm "${name}" ${existing === undefined ? 'created' : 'updated'}`, {
    type: existing === undefined ? 'Create' : 'Update',
  });
  wake(context.world.autoscaling);
  return {};
}
