import type { ApiClient } from './client/api-client.ts';
import { GoneError } from './errors.ts';

export interface PagedList<T> {
  readonly objects: readonly T[];
  /** The list is the truth as of this version; a watch goes on from here. */
  readonly resourceVersion: string;
}

interface ListAnswer {
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  readonly items: readonly unknown[] | null;
}

export interface ListRequest<T> {
  readonly path: string;
  readonly project: (raw: unknown) => T;
  readonly signal: AbortSignal;
  /** Objects per page; 0 for one page with everything. */
  readonly pageSize: number;
}

/**
 * The whole collection, page by page, all pages from one point in time. When a page's token has expired meanwhile
 * (410) the list is taken again in one piece.
 */
export async function listAll<T>(client: ApiClient, request: ListRequest<T>): Promise<PagedList<T>> {
  try {
    return await listPages(client, request);
  } catch (error) {
    if (!(error instanceof GoneError) || request.pageSize === 0) throw error;
    return listPages(client, { ...request, pageSize: 0 });
  }
}

async function listPages<T>(client: ApiClient, request: ListRequest<T>): Promise<PagedList<T>> {
  const objects: T[] = [];
  let token: string | undefined;
  for (;;) {
    const page: ListAnswer = await client.request<ListAnswer>({
      method: 'GET',
      path: request.path,
      query: { limit: request.pageSize || undefined, continue: token },
      signal: request.signal,
    });
    for (const item of page.items ?? []) objects.push(request.project(item));
    token = page.metadata.continue;
    if (!token) return { objects, resourceVersion: page.metadata.resourceVersion };
  }
}
