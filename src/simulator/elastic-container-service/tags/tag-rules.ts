import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import { invalidParameter } from '../parameter-rules.ts';
import type { Tag } from '../state.ts';

const LEGAL = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The error's code for a tag without key or value: task definitions have another one than clusters (recorded). */
export type NullTagCode = 'ClientException' | 'InvalidParameterException';

/**
 * The tags of a new resource. Keys differ by case, values may be empty.
 *
 * @throws AwsFault "Tag value can not be null." (recorded), "Multiple tags contain the same key." (an error of real AWS
 *   in public issues); for the other bounds, which the service model documents, InvalidParameterException. UNKNOWN: its
 *   words
 */
export function newTags(given: readonly Json[] | undefined, code: NullTagCode = 'InvalidParameterException'): Tag[] {
  return mergedTags([], given ?? [], code);
}

/** `existing` with `given` merged into it, in order of first appearance; nothing is written when one tag is bad. */
export function mergedTags(existing: readonly Tag[], given: readonly Json[], code: NullTagCode): Tag[] {
  const checked = given.map((tag) => checkedTag(tag, code));
  checkDistinct(checked);
  const tags = new Map([...existing, ...checked].map(({ key, value }) => [key, value]));
  if (tags.size > 50) throw invalidParameter('Number of tags can not exceed 50.');
  return [...tags].map(([key, value]) => ({ key, value }));
}

/** `existing` without `keys`; keys that are not there are no error (recorded). */
export function remainingTags(existing: readonly Tag[], keys: readonly string[]): Tag[] {
  return existing.filter(({ key }) => !keys.includes(key));
}

function checkedTag({ key, value }: Json, code: NullTagCode): Tag {
  if (typeof key !== 'string') throw new AwsFault(code, 'Tag key can not be null.');
  if (typeof value !== 'string') throw new AwsFault(code, 'Tag value can not be null.');
  if (key === '' || key.length > 128 || !LEGAL.test(key)) throw invalidParameter('Tag key is invalid.');
  if (value.length > 256 || !LEGAL.test(value)) throw invalidParameter('Tag value is invalid.');
  if (key.toLowerCase().startsWith('aws:')) throw invalidParameter('Tag keys that begin with aws: are reserved.');
  return { key, value };
}

function checkDistinct(tags: readonly Tag[]): void {
  if (new Set(tags.map(({ key }) => key)).size === tags.length) return;
  throw invalidParameter('Multiple tags contain the same key.');
}
