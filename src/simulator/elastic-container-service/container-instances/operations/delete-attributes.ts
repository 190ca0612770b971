import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { answered, targetAttributes } from '../target-attributes.ts';

/** DeleteAttributes, by name. UNKNOWN: whether one that is not there is an error; it is none. */
export function deleteAttributes(context: Context, input: Json): Json {
  const given = targetAttributes(context, input);
  for (const { instance, attribute } of given) {
    instance.attributes = Object.fromEntries(
      Object.entries(instance.attributes).filter(([name]) => name !== attribute.name),
    );
  }
  return { attributes: given.map(answered) };
}
