import { ForbiddenError } from '../errors.ts';
import type { ResourceType } from '../object.ts';
import { NotFoundError, type ForeignReading, type ObjectReference } from '../port.ts';
import type { ApiClient } from './api-client.ts';
import { resourcePath } from './resource-path.ts';

/** A kind as discovery tells of it. */
interface DiscoveredKind {
  readonly type: ResourceType;
  readonly namespaced: boolean;
}

/** The part of an APIResourceList that is looked at. */
interface ResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/** Reads objects of kinds that are known by name only. A kind that was found once is not looked up again. */
export class ForeignObjects {
  readonly #client: ApiClient;
  readonly #kinds = new Map<string, DiscoveredKind>();

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** @throws {ApiError} {@link ConnectionError} when the API server does not answer, or otherwise than expected */
  async read(reference: ObjectReference): Promise<ForeignReading> {
    const kind = await this.#discover(reference);
    if (kind === undefined) return { kind: 'unknownKind' };
    const { namespace, name } = reference;
    try {
      const path = resourcePath(kind.type, { name, ...(kind.namespaced ? { namespace } : {}) });
      return { kind: 'found', object: await this.#client.request<unknown>({ method: 'GET', path }) };
    } catch (error) {
      if (error instanceof NotFoundError) return { kind: 'absent' };
      if (error instanceof ForbiddenError) return { kind: 'forbidden', message: error.message };
      throw error;
    }
  }

  async #discover({ apiVersion, kind }: ObjectReference): Promise<DiscoveredKind | undefined> {
    const key = `${apiVersion}/${kind}`;
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    const found = (await this.#resources(apiVersion)).find((each) => each.kind === kind && !each.name.includes('/'));
    if (found === undefined) return undefined;
    const type = { ...groupOf(apiVersion), kind, plural: found.name };
    const discovered = { type, namespaced: found.namespaced };
    this.#kinds.set(key, discovered);
    return discovered;
  }

  async #resources(apiVersion: string): Promise<NonNullable<ResourceList['resources']>> {
    const { group, version } = groupOf(apiVersion);
    const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
    try {
      return (await this.#client.request<ResourceList>({ method: 'GET', path })).resources ?? [];
    } catch (error) {
      if (error instanceof NotFoundError) return [];
      throw error;
    }
  }
}

function groupOf(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return { group: apiVersion.slice(0, Math.max(0, slash)), version: apiVersion.slice(slash + 1) };
}
