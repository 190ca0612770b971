import { ScalableDimension } from '@aws-sdk/client-application-auto-scaling';
import type { Json } from '../operation.ts';
import { invalid } from './refusals.ts';

/**
 * Checks the filters that the Describe operations share. A dimension without a resource is refused (recorded, without
 * its text).
 *
 * @throws AwsFault ValidationException
 */
export function checkFilter(input: Json, namesResource: boolean): void {
  const dimension = input['ScalableDimension'];
  if (typeof dimension !== 'string') return;
  if (!Object.values<unknown>(ScalableDimension).includes(dimension)) {
    throw invalid(
      `1 validation error detected: Value '${dimension}' at 'scalableDimension' failed to satisfy ` +
        `constraint: Member must satisfy enum value set: [${Object.values(ScalableDimension).join(', ')}]`,
    );
  }
  // UNKNOWN: the text.
  if (!namesResource) throw invalid('You must specify a resource ID when you specify a scalable dimension');
}

/** Whether an entry of `resourceId` passes ServiceNamespace and ResourceId of the input. */
export function matchesResource(input: Json, resourceId: string): boolean {
  if (input['ServiceNamespace'] !== 'ecs') return false;
  return input['ResourceId'] === undefined || input['ResourceId'] === resourceId;
}
