import { invalid, refusal } from './refusals.ts';

const mostTags = 50;

/** @throws AwsFault for tags that are given and are none (recorded, at the first registration as well) */
export function checkNotEmpty(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length === 0) throw invalid('Tags cannot be empty');
}

/** @throws AwsFault when `added` may not be added to `present` */
export function checkTags(present: Readonly<Record<string, string>>, added: Readonly<Record<string, string>>): void {
  if (Object.keys(added).some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw invalid('Caller is an end user and not allowed to mutate system tags');
  }
  // UNKNOWN: the text. The code is the modelled one.
  if (Object.keys({ ...present, ...added }).length > mostTags) {
    throw refusal('TooManyTagsException', `The number of tags exceeds the limit of ${mostTags}`);
  }
}
