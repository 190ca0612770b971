import { AwsFault } from '../operation.ts';
import type { Context } from '../world.ts';
import { alarmArn } from './alarm-view.ts';
import { validationError } from './refusals.ts';
import type { UserAlarm } from './state.ts';

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** `existing` with `given` merged into it; an alarm takes at most 50 (documented). UNKNOWN: the words. */
export function mergedTags(existing: ReadonlyMap<string, string>, given: readonly Tag[]): Map<string, string> {
  const tags = new Map(existing);
  for (const { Key: key = '', Value: value = '' } of given) {
    if (key === '' || key.length > 128 || value.length > 256) throw validationError('A tag is invalid.');
    tags.set(key, value);
  }
  if (tags.size > 50) throw validationError('Too many tags.');
  return tags;
}

/** @throws AwsFault ResourceNotFoundException; UNKNOWN: its words */
export function taggedAlarm(context: Context, arn: unknown): UserAlarm {
  for (const alarm of context.world.cloudwatch.alarms.values()) {
    if (alarmArn(context, alarm.name) === arn) return alarm;
  }
  throw new AwsFault('ResourceNotFoundException', 'The named resource does not exist.', { status: 404 });
}
