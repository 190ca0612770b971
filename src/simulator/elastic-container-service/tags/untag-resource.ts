import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { strings, text } from '../parameter-rules.ts';
import { remainingTags } from './tag-rules.ts';
import { findTaggable } from './taggable.ts';

/** UntagResource: an empty answer, also for keys that are not there (recorded). */
export function untagResource(context: Context, input: Json): Json {
  const resource = findTaggable(context, text(input, 'resourceArn') ?? '');
  resource.set(remainingTags(resource.tags, strings(input, 'tagKeys')));
  return {};
}
