import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { requireTargetByArn } from '../scalable-resource.ts';

/** A map with sorted keys (recorded). */
export function listTagsForResource(context: Context, input: Json): Json {
  const { tags } = requireTargetByArn(context, input['ResourceARN']);
  return { Tags: Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))) };
}
