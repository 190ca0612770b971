import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import { findTaggable } from './taggable.ts';

/** ListTagsForResource: sorted by key for services (recorded). UNKNOWN: the others; they are sorted too. */
export function listTagsForResource(context: Context, input: Json): Json {
  const { tags } = findTaggable(context, text(input, 'resourceArn') ?? '');
  return { tags: [...tags].sort((a, b) => (a.key < b.key ? -1 : 1)) };
}
