import { collectionPath } from './cluster.ts';
import type { Observed } from './integration-bed.ts';
import type { KubeRequests } from './kube-request.ts';
import { checkStatus, computeStatus } from './kstatus-check.ts';

/** An object as it was from one write on, until the next. */
export interface Version {
  readonly object: Observed;
  /** The place of the write among all writes to the API server. */
  readonly revision: bigint;
  /** Wall milliseconds; the write was before. */
  readonly arrivedAt: number;
  readonly deleted: boolean;
}

interface WatchEvent {
  readonly type: string;
  readonly object: Observed;
}

/**
 * Every version of every object of some resources in one namespace, as the API server's own watches tell them, each
 * status checked by Flux's rules. The revisions of all resources are of one row, so what was true of several objects
 * at one moment can be told exactly, however late the events come.
 */
export class ObjectHistory {
  readonly #requests: KubeRequests;
  readonly #namespace: string;
  readonly #end = new AbortController();
  readonly #watches: Promise<void>[] = [];
  #versions: Version[] = [];
  #broken: unknown;

  private constructor(requests: KubeRequests, namespace: string) {
    this.#requests = requests;
    this.#namespace = namespace;
  }

  static async start(requests: KubeRequests, namespace: string, resources: readonly string[]): Promise<ObjectHistory> {
    const history = new ObjectHistory(requests, namespace);
    for (const resource of resources) await history.#follow(resource);
    return history;
  }

  /** The place of the newest write that has been told. */
  get revision(): bigint {
    return this.#versions.reduce((newest, { revision }) => (revision > newest ? revision : newest), 0n);
  }

  /** The versions of objects of this name, of all kinds, in the order in which they were written. */
  versions(name: string): Version[] {
    return this.#versions
      .filter(({ object }) => object.metadata.name === name)
      .toSorted((a, b) => (a.revision < b.revision ? -1 : 1));
  }

  /** The versions after `from` with which all objects of this name had become Current, having not been so before. */
  turnsAllCurrent(name: string, from: bigint): Version[] {
    const latest = new Map<string, Version>();
    const turns: Version[] = [];
    let before = false;
    for (const version of this.versions(name)) {
      if (version.deleted) latest.delete(version.object.kind);
      else latest.set(version.object.kind, version);
      const now = latest.size > 1 && [...latest.values()].every(({ object }) => computeStatus(object) === 'Current');
      if (now && !before && version.revision > from) turns.push(version);
      before = now;
    }
    return turns;
  }

  /** Ends the watches. @throws Error when one of them broke, or when a status broke Flux's rules */
  async stop(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#watches);
    if (this.#broken !== undefined) throw new Error('a watch broke', { cause: this.#broken });
    for (const { object, deleted } of this.#versions) if (!deleted) checkStatus(object);
  }

  async #follow(resource: string): Promise<void> {
    const path = collectionPath(resource, this.#namespace);
    const list = await this.#requests.call<{ metadata: { resourceVersion: string } }>('GET', path);
    const watch = `${path}?watch=true&resourceVersion=${list.metadata.resourceVersion}`;
    const lines = await this.#requests.lines(watch, this.#end.signal);
    this.#watches.push(this.#record(lines));
  }

  async #record(lines: AsyncIterable<string>): Promise<void> {
    try {
      for await (const line of lines) this.#add(JSON.parse(line) as WatchEvent);
    } catch (error) {
      if (!this.#end.signal.aborted) this.#broken = error;
    }
  }

  #add({ type, object }: WatchEvent): void {
    if (type === 'ERROR') throw new Error(`the watch broke: ${JSON.stringify(object)}`);
    const revision = revisionOf(object);
    this.#versions.push({ object, revision, arrivedAt: Date.now(), deleted: type === 'DELETED' });
  }
}

/** The place of the object's last write among all writes to the API server. */
export function revisionOf(object: { readonly metadata: object }): bigint {
  return BigInt((object.metadata as { resourceVersion: string }).resourceVersion);
}
