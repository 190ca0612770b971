import { AwsFault } from '../operation.ts';
import { validationError } from './refusals.ts';

export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * `existing` with `given` merged into it.
 *
 * @throws AwsFault DuplicateTagKeys, TooManyTags (50), ValidationError. UNKNOWN: their words
 */
export function mergedTags(existing: ReadonlyMap<string, string>, given: readonly Tag[]): Map<string, string> {
  const keys = given.map(({ Key: key = '' }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new AwsFault('DuplicateTagKeys', `A tag key was specified more than once: '${twice}'`);
  const tags = new Map(existing);
  for (const { Key: key = '', Value: value = '' } of given) {
    if (key === '' || key.length > 128 || value.length > 256) throw validationError(`The tag '${key}' is invalid`);
    if (/^aws:/i.test(key)) throw validationError(`The tag key '${key}' has the reserved prefix 'aws:'`);
    tags.set(key, value);
  }
  if (tags.size > 50) throw new AwsFault('TooManyTags', 'The maximum number of tags is 50');
  return tags;
}

export function tagList(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
