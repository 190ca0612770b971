import type { Json } from '../operation.ts';
import { invalidParameter } from './parameter-rules.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** To be spread into the answer: empty on the last page. */
  readonly token: { readonly nextToken?: string };
}

/**
 * The page of `items` that `maxResults` and `nextToken` ask for. The token says how many items came before, so items
 * that vanish between two calls make others be skipped.
 * UNKNOWN: what a real token keeps; that one is the hardest reading for a client.
 *
 * @param size how many items when `maxResults` is absent
 * @throws AwsFault InvalidParameterException for a size above 100 ("Max results can not be greater than 100",
 *   recorded), below 1, or a token that none of our answers had
 */
export function paginate<T>(items: readonly T[], input: Json, size: number): Page<T> {
  const count = pageSize(input, size);
  const start = input['nextToken'] === undefined ? 0 : readToken(input['nextToken'] as string);
  const end = start + count;
  return { items: items.slice(start, end), token: end < items.length ? { nextToken: writeToken(end) } : {} };
}

/** How many items a page has; see {@link paginate}. */
export function pageSize(input: Json, size: number): number {
  const count = (input['maxResults'] as number | undefined) ?? size;
  if (count > 100) throw invalidParameter('Max results can not be greater than 100');
  // UNKNOWN: the words for a size below 1.
  if (count < 1) throw invalidParameter('Max results can not be lesser than 1');
  return count;
}

function writeToken(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64');
}

function readToken(token: string): number {
  const match = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64').toString());
  // UNKNOWN: the words for a token that is not one.
  if (match === null) throw invalidParameter('Invalid token');
  return Number(match[1]);
}
