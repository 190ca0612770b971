import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { requireTargetByArn } from '../scalable-resource.ts';
import { checkNotEmpty, checkTags } from '../tags.ts';

export function tagResource(context: Context, input: Json): Json {
  const target = requireTargetByArn(context, input['ResourceARN']);
  const tags = input['Tags'] as Record<string, string>;
  checkNotEmpty(tags);
  checkTags(target.tags, tags);
  Object.assign(target.tags, tags);
  return {};
}
