import type { Json, ServiceName } from '../operation.ts';
import { convert } from './convert.ts';
import { checkRequired } from './required-members.ts';
import type { SdkExports } from './schema.ts';
import { inputShape } from './schema.ts';

/**
 * The input as an operation may rely on it: JSON types as the SDK's schema has them, required members present (at the
 * top; for Application Auto Scaling at every depth), nothing that the schema does not know, no null.
 *
 * @throws AwsFault SerializationException for a wrong JSON type; what the service says for a missing member.
 */
export function checkInput(service: ServiceName, sdk: SdkExports, operation: string, input: Json): Json {
  const shape = inputShape(sdk, operation);
  if (shape === undefined) return input;
  const converted = convert(input, shape) as Json;
  checkRequired(service, operation, converted, shape);
  return converted;
}
