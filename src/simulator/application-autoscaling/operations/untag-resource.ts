import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { invalid } from '../refusals.ts';
import { requireTargetByArn } from '../scalable-resource.ts';

/** Keys that are not there are ignored (recorded). */
export function untagResource(context: Context, input: Json): Json {
  const target = requireTargetByArn(context, input['ResourceARN']);
  const keys = input['TagKeys'] as string[];
  if (keys.length === 0) throw invalid('TagKeys cannot be null or empty');
  for (const key of keys) delete target.tags[key];
  return {};
}
