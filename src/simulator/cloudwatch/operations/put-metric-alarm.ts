import { isDeepStrictEqual } from 'node:util';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { wake } from '../../application-autoscaling/wake.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkAlarm } from '../alarm-rules.ts';
import { evaluateComposites } from '../composite-alarms.ts';
import { noteConfiguration } from '../history.ts';
import { managedAlarms } from '../managed-alarms.ts';
import { nameIsTaken, validationError } from '../refusals.ts';
import { mergedTags } from '../tags.ts';
import type { UserAlarm } from '../state.ts';

/**
 * PutMetricAlarm: over an existing one replaces all of it and leaves its state, and its tags, alone; the same once more
 * changes nothing, not even when it was configured (recorded).
 */
export function putMetricAlarm(context: Context, input: Json): Json {
  const { Tags: tags, ...definition } = input as Json & PutMetricAlarmInput;
  checkAlarm(definition);
  const name = definition.AlarmName ?? '';
  const { alarms, composites } = context.world.cloudwatch;
  if (composites.has(name)) throw nameIsTaken(name);
  // UNKNOWN: AWS lets a managed alarm be put over; here it is refused rather than half simulated.
  if (managedAlarms(context).some(({ alarm }) => alarm.name === name)) {
    throw validationError('Alarms of target tracking policies are not to be edited.');
  }
  const existing = alarms.get(name);
  if (existing !== undefined && isDeepStrictEqual(existing.definition, definition)) return {};
  const now = context.clock.now();
  const alarm: UserAlarm = {
    state: 'INSUFFICIENT_DATA',
    stateReason: 'Unchecked: Initial alarm creation',
    stateUpdatedAt: now,
    ...existing,
    tags: existing?.tags ?? mergedTags(new Map(), tags ?? []),
    name,
    definition,
    configuredAt: now,
  };
  alarms.set(name, alarm);
  const before = existing && {
    configuredAt: existing.configuredAt,
    ActionsEnabled: existing.definition.ActionsEnabled ?? true,
  };
  noteConfiguration(context, alarm, existing === undefined ? 'Create' : 'Update', before);
  evaluateComposites(context);
  wake(context.world.autoscaling);
  return {};
}
