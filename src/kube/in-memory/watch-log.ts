import { keyOf, type KubeObject, type ResourceType } from '../object.ts';
import type { Feed, ObjectStore } from '../store.ts';

interface Entry {
  readonly kind: string;
  readonly verb: 'put' | 'remove';
  readonly object: KubeObject;
}

/**
 * Everything that ever happened in an in-memory API server, in order. A follower is a store and a place in the log:
 * what lies before the place is what the store has seen.
 */
export class WatchLog {
  readonly #entries: Entry[] = [];
  readonly #followers = new Set<Follower>();

  put(object: KubeObject): void {
    this.#append({ kind: object.kind, verb: 'put', object });
  }

  remove(object: KubeObject): void {
    this.#append({ kind: object.kind, verb: 'remove', object });
  }

  /** See {@link InMemoryApiServer.connect}. */
  follow<T extends KubeObject>(type: ResourceType, store: ObjectStore<T>, options: FollowOptions): Follower {
    const follower = new LogFollower(type, store.openFeed(), this.#entries, options, () =>
      this.#followers.delete(follower),
    );
    this.#followers.add(follower);
    return follower;
  }

  #append(entry: Entry): void {
    this.#entries.push(entry);
    for (const follower of this.#followers) if (!follower.stepped) follower.deliver();
  }
}

export interface FollowOptions {
  /** `immediate`: the store sees every change before the write returns. `stepped`: only on `deliver`. */
  readonly delivery?: 'immediate' | 'stepped';
  /** The first list shows the world as it was this many changes ago: an API server that lags behind. */
  readonly behind?: number;
}

/** One store's view of the server. */
export interface Follower {
  readonly stepped: boolean;
  /** Changes that the store has not seen yet (of all kinds). */
  readonly pending: number;
  /** Delivers the next `count` changes, in order; all of them when absent. */
  deliver(count?: number): void;
  /** Skips the next `count` changes, then lists again: a watch that broke and missed them. */
  relist(): void;
  /** The store sees nothing more: the process that held it has died. */
  disconnect(): void;
}

class LogFollower implements Follower {
  readonly stepped: boolean;
  readonly #type: ResourceType;
  readonly #feed: Feed<KubeObject>;
  readonly #log: readonly Entry[];
  readonly #leave: () => void;
  #at: number;

  constructor(
    type: ResourceType,
    feed: Feed<KubeObject>,
    log: readonly Entry[],
    options: FollowOptions,
    leave: () => void,
  ) {
    this.#type = type;
    this.#feed = feed;
    this.#log = log;
    this.#leave = leave;
    this.stepped = options.delivery === 'stepped';
    this.#at = Math.max(0, log.length - (options.behind ?? 0));
    this.#list();
    if (!this.stepped) this.deliver();
  }

  get pending(): number {
    return this.#log.length - this.#at;
  }

  deliver(count = this.pending): void {
    const end = Math.min(this.#log.length, this.#at + count);
    while (this.#at < end) {
      const entry = this.#log[this.#at];
      this.#at += 1;
      if (entry?.kind === this.#type.kind) this.#tell(entry);
    }
  }

  relist(): void {
    this.#at = this.#log.length;
    this.#list();
  }

  disconnect(): void {
    this.#at = this.#log.length;
    this.#leave();
  }

  #tell(entry: Entry): void {
    if (entry.verb === 'put') this.#feed.upsert(entry.object);
    else this.#feed.remove(entry.object);
  }

  #list(): void {
    const objects = new Map<string, KubeObject>();
    let version = '0';
    for (const { kind, verb, object } of this.#log.slice(0, this.#at)) {
      version = object.metadata.resourceVersion;
      if (kind !== this.#type.kind) continue;
      if (verb === 'put') objects.set(keyOf(object.metadata), object);
      else objects.delete(keyOf(object.metadata));
    }
    this.#feed.replace([...objects.values()], version);
  }
}
