import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { invalid } from '../refusals.ts';
import { requireTargetByArn } from '../scalable-resource.ts';
import { checkTags } from '../tags.ts';

export function tagResource(context: Context, input: Json): Json {
  const target = requireTargetByArn(context, input['ResourceARN']);
  const tags = input['Tags'] as Record<string, string>;
  if (Object.keys(tags).length === 0) throw invalid('Tags cannot be empty');
  checkTags(target.tags, tags);
  Object.assign(target.tags, tags);
  return {};
}
