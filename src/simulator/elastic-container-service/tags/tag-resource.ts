import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import { mergedTags } from './tag-rules.ts';
import { findTaggable } from './taggable.ts';

/** TagResource: merges the tags into those that are there; an empty answer (recorded). */
export function tagResource(context: Context, input: Json): Json {
  const resource = findTaggable(context, text(input, 'resourceArn') ?? '');
  resource.set(mergedTags(resource.tags, input['tags'] as Json[], resource.nullTagCode ?? 'InvalidParameterException'));
  return {};
}
