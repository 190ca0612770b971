import type { Json } from '../operation.ts';
import { invalid } from './refusals.ts';
import { checkDimension } from './scalable-resource.ts';

/**
 * Checks the filters that the Describe operations share. A dimension without a resource is refused (recorded, without
 * its text).
 *
 * @throws AwsFault ValidationException
 */
export function checkFilter(input: Json, namesResource: boolean): void {
  const dimension = input['ScalableDimension'];
  if (typeof dimension !== 'string') return;
  checkDimension(dimension);
  // UNKNOWN: the text.
  if (!namesResource) throw invalid('You must specify a resource ID when you specify a scalable dimension');
}

/** Whether an entry of `resourceId` passes ServiceNamespace and ResourceId of the input. */
export function matchesResource(input: Json, resourceId: string): boolean {
  if (input['ServiceNamespace'] !== 'ecs') return false;
  return input['ResourceId'] === undefined || input['ResourceId'] === resourceId;
}
