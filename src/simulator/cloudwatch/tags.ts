import { AwsFault } from '../operation.ts';
import type { Context } from '../world.ts';
import { findAlarm, nameOf } from './alarm-names.ts';
import { alarmArn } from './alarm-view.ts';
import type { AnyAlarm } from './history.ts';
import { noSuchResource, validationError } from './refusals.ts';

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** `existing` with `given` merged into it, the last of one key. @throws AwsFault in recorded words; all or nothing */
export function mergedTags(existing: ReadonlyMap<string, string>, given: readonly Tag[]): Map<string, string> {
  const tags = new Map(existing);
  for (const { Key: key = '', Value: value = '' } of given) {
    if (key.toLowerCase().startsWith('aws:')) {
      throw new AwsFault('AccessDenied', 'The provided tag keys must not start with any case of "aws:"', {
        status: 403,
      });
    }
    // UNKNOWN: the words.
    if (key === '' || key.length > 128 || value.length > 256) throw validationError('A tag is invalid.');
    tags.set(key, value);
  }
  if (tags.size > 50) throw validationError('The resultant tag set must not have more than 50 user tags.');
  return tags;
}

/** @throws AwsFault ResourceNotFoundException */
export function taggedAlarm(context: Context, arn: unknown): AnyAlarm {
  const alarm = findAlarm(context, nameOf(String(arn)));
  if (alarm === undefined || alarmArn(context, alarm.name) !== arn) throw noSuchResource();
  return alarm;
}
