import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { answered, targetAttributes } from '../target-attributes.ts';

/** PutAttributes: one that is there gets the new value (documented). */
export function putAttributes(context: Context, input: Json): Json {
  const given = targetAttributes(context, input);
  for (const { instance, attribute } of given) instance.attributes[attribute.name ?? ''] = attribute.value ?? '';
  return { attributes: given.map(answered) };
}
