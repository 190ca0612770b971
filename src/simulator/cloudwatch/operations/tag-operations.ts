import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { mergedTags, taggedAlarm } from '../tags.ts';

export function tagResource(context: Context, input: Json): Json {
  const alarm = taggedAlarm(context, input['ResourceARN']);
  alarm.tags = mergedTags(alarm.tags, input['Tags'] as { Key: string; Value: string }[]);
  return {};
}

export function untagResource(context: Context, input: Json): Json {
  const alarm = taggedAlarm(context, input['ResourceARN']);
  for (const key of input['TagKeys'] as string[]) alarm.tags.delete(key);
  return {};
}

export function listTagsForResource(context: Context, input: Json): Json {
  const { tags } = taggedAlarm(context, input['ResourceARN']);
  return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}
