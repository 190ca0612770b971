import type { Json } from '../operation.ts';
import { refusal } from './refusals.ts';

export interface PageRules {
  /** Names the listing within its tokens: operation and resource. A token of another listing is refused. */
  readonly listing: string;
  /** Entries per page when MaxResults is absent or larger. */
  readonly size: number;
  /** DescribeScalableTargets over more than a page answers a small MaxResults with an empty page (recorded). */
  readonly emptyFirst?: boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly token: { readonly NextToken?: string };
}

/**
 * One page of `all`, which is in a stable order. An explicit MaxResults up to the page size cuts the listing short
 * WITHOUT a token, 0 and less gives nothing; only the default page goes on (all recorded).
 *
 * @throws AwsFault InvalidNextTokenException
 */
export function pageOf<T>(all: readonly T[], keyOf: (item: T) => string, input: Json, rules: PageRules): Page<T> {
  const rest = all.slice(startOf(all, keyOf, input['NextToken'], rules.listing));
  const wanted = input['MaxResults'];
  if (typeof wanted === 'number' && wanted <= rules.size) return shortened(rest, wanted, rules);
  const items = rest.slice(0, rules.size);
  const last = items.at(-1);
  if (last === undefined || rest.length <= rules.size) return { items, token: {} };
  return { items, token: { NextToken: encode({ listing: rules.listing, after: keyOf(last) }) } };
}

function shortened<T>(rest: readonly T[], wanted: number, rules: PageRules): Page<T> {
  if (wanted <= 0) return { items: [], token: {} };
  if (rules.emptyFirst === true && rest.length > rules.size && wanted < rules.size) {
    return { items: [], token: { NextToken: encode({ listing: rules.listing, after: '' }) } };
  }
  return { items: rest.slice(0, wanted), token: {} };
}

function startOf<T>(all: readonly T[], keyOf: (item: T) => string, token: unknown, listing: string): number {
  if (token === undefined) return 0;
  const position = decode(token);
  if (position?.listing !== listing) throw refusal('InvalidNextTokenException', 'The NextToken value is not valid');
  const lastSeen = all.findIndex((item) => keyOf(item) === position.after);
  if (lastSeen >= 0) return lastSeen + 1;
  // It is gone since: on with the next key. Keys that are in no order (activities) never go.
  const next = all.findIndex((item) => keyOf(item) > position.after);
  return next < 0 ? all.length : next;
}

interface Position {
  readonly listing: string;
  readonly after: string;
}

function encode(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64');
}

function decode(token: unknown): Position | undefined {
  try {
    return JSON.parse(Buffer.from(String(token), 'base64').toString()) as Position;
  } catch {
    return undefined;
  }
}
