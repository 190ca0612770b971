import { invalid } from './validation/invalid.ts';

export interface PageRequest {
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/**
 * One page of a list. The token names the item that comes next, so that what goes or comes meanwhile moves nothing.
 * UNKNOWN: the text for a token that is none.
 *
 * @throws AwsFault InvalidParameterException
 */
export function page<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  request: PageRequest,
  sizes: { readonly usual: number; readonly most: number },
): Page<T> {
  const size = request.maxResults ?? sizes.usual;
  if (size > sizes.most) throw invalid(`Max results can not be greater than ${sizes.most}`);
  if (size < 1) throw invalid('Max results can not be less than 1');
  const start = request.nextToken === undefined ? 0 : indexOf(items, idOf, request.nextToken);
  const next = items[start + size];
  const shown = items.slice(start, start + size);
  if (next === undefined) return { items: shown };
  return { items: shown, nextToken: Buffer.from(idOf(next)).toString('base64url') };
}

function indexOf<T>(items: readonly T[], idOf: (item: T) => string, token: string): number {
  const id = Buffer.from(token, 'base64url').toString();
  const index = items.findIndex((item) => idOf(item) === id);
  if (index === -1) throw invalid('Invalid token.');
  return index;
}
