import type { Json } from '../operation.ts';
import { checkRange, validationError } from './refusals.ts';

/**
 * The page that `PageSize` (1 to 400, all of 400 when absent) and `Marker` ask for.
 *
 * @throws AwsFault ValidationError. UNKNOWN: its words for a bad marker
 */
export function markedPage<T>(all: readonly T[], input: Json): { items: readonly T[]; marker: Json } {
  const size = input['PageSize'] as number | undefined;
  checkRange('pageSize', size, 1, 400);
  const start = input['Marker'] === undefined ? 0 : Number(input['Marker']);
  if (!Number.isInteger(start) || start < 0) throw validationError('Invalid marker');
  const end = start + (size ?? 400);
  return { items: all.slice(start, end), marker: end < all.length ? { NextMarker: String(end) } : {} };
}
