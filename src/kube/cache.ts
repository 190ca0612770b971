import type { Clock, Random } from '../runtime/clock.ts';
import type { ApiClient } from './client/api-client.ts';
import type { KubeObject, ResourceType } from './object.ts';
import { Reflector, type ReflectorNote } from './reflector.ts';
import { ObjectStore, type StoreOptions } from './store.ts';

export interface CacheOptions<T extends KubeObject> extends StoreOptions<T> {
  readonly client: ApiClient;
  readonly type: ResourceType;
  /** Namespaces to watch; all of them when empty. */
  readonly namespaces: readonly string[];
  readonly wall: Clock;
  readonly random: Random;
  /** What the reflectors tell, with the namespace of each. */
  readonly onNote?: (note: ReflectorNote, namespace: string | undefined) => void;
}

/** How a cache stands, for readiness and liveness. */
export interface CacheHealth {
  readonly synced: boolean;
  /** What is in the way just now; empty when nothing is. */
  readonly problems: readonly string[];
  /** Wall time since when at least one of its reflectors has heard nothing of the API server. */
  readonly lastContactAt: number;
}

/** A store and the reflectors that keep it: one for everything, or one per namespace. */
export class Cache<T extends KubeObject> {
  readonly type: ResourceType;
  readonly store: ObjectStore<T>;
  readonly #reflectors: readonly Reflector<T>[];

  constructor(options: CacheOptions<T>) {
    const { client, type, namespaces, wall, random, onNote } = options;
    this.type = type;
    this.store = new ObjectStore<T>(options);
    const scopes = namespaces.length === 0 ? [undefined] : [...new Set(namespaces)];
    this.#reflectors = scopes.map(
      (namespace) =>
        new Reflector<T>({
          client,
          type,
          feed: this.store.openFeed(namespace),
          wall,
          random,
          onNote: (note) => onNote?.(note, namespace),
          ...(namespace === undefined ? {} : { namespace }),
        }),
    );
  }

  get health(): CacheHealth {
    return {
      synced: this.store.synced,
      problems: this.#reflectors.flatMap(({ problem }) => problem ?? []),
      lastContactAt: Math.min(...this.#reflectors.map(({ lastContactAt }) => lastContactAt)),
    };
  }

  /** Begins to list and watch. Handlers and indexes are to be in place. @throws {Error} when started before */
  start(): void {
    for (const reflector of this.#reflectors) reflector.start();
  }

  /** Nothing is in flight or opened afterwards. Never fails. */
  async stop(): Promise<void> {
    await Promise.all(this.#reflectors.map((reflector) => reflector.stop()));
  }
}
