import type { Json } from '../operation.ts';
import { invalidValue, validationError } from './refusals.ts';

/**
 * The page that `MaxRecords` (1 to 100, `size` when absent) and `NextToken` ask for.
 *
 * @throws AwsFault ValidationError, InvalidParameterValueException. UNKNOWN: their words
 */
export function recordsPage<T>(all: readonly T[], input: Json, size: number): { items: readonly T[]; token: Json } {
  const count = (input['MaxRecords'] as number | undefined) ?? size;
  if (!Number.isInteger(count) || count < 1 || count > 100) throw validationError('MaxRecords must be from 1 to 100.');
  const start = input['NextToken'] === undefined ? 0 : Number(input['NextToken']);
  if (!Number.isInteger(start) || start < 0) throw invalidValue('The NextToken is invalid.');
  const end = start + count;
  return { items: all.slice(start, end), token: end < all.length ? { NextToken: String(end) } : {} };
}
