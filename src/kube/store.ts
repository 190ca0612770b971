import { deepFreeze } from './deep-freeze.ts';
import { ObjectIndex, type IndexFunctions } from './object-index.ts';
import { keyOf, type KubeObject } from './object.ts';
import type { Store } from './port.ts';
import { isNewer, newest } from './resource-version.ts';

/**
 * Called after the cache has changed: `(undefined, now)` for a new object, `(old, undefined)` for one that is gone,
 * both for a change. An object deleted and created again under the same name is reported as gone, then as new.
 * While {@link Store.synced} is false the call belongs to the initial list.
 */
export type ChangeHandler<T> = (old: T | undefined, now: T | undefined) => void;

export interface StoreOptions<T> {
  /** Index functions by name, for {@link Store.byIndex}. */
  readonly indexes?: IndexFunctions<T>;
  /** Freeze every object taken in (tests, development): shared objects must not be written to. */
  readonly freeze?: boolean;
  /** A handler threw. The store carries on; handlers after it still run. */
  readonly onHandlerError?: (error: unknown) => void;
}

/** One stream of list and watch results into a store: everything, or what lives in one namespace. */
export interface Feed<T> {
  /** The whole truth of this feed's scope at `resourceVersion`: what is cached and not in it is gone. */
  replace(objects: readonly T[], resourceVersion: string): void;
  /** ADDED or MODIFIED. */
  upsert(object: T): void;
  /** DELETED; carries the object's last state and the resourceVersion of the deletion. */
  remove(object: T): void;
  /** BOOKMARK: everything up to `resourceVersion` has been seen. */
  advance(resourceVersion: string): void;
}

/**
 * The cache of one resource type: fed by one reflector, or one per watched namespace, with the answers of our own
 * writes laid over it, so that a reconcile never reads what it has itself overwritten. The order of two versions of
 * an object is decided by resourceVersion alone, never by who came first.
 */
export class ObjectStore<T extends KubeObject = KubeObject> implements Store<T> {
  readonly #objects = new Map<string, T>();
  /** Objects that our own writes let go and whose end the watch has not told yet: uid by key. */
  readonly #tombstones = new Map<string, string>();
  readonly #feeds: ScopedFeed<T>[] = [];
  readonly #handlers = new Set<ChangeHandler<T>>();
  readonly #index: ObjectIndex<T>;
  readonly #options: StoreOptions<T>;

  constructor(options: StoreOptions<T> = {}) {
    this.#options = options;
    this.#index = new ObjectIndex(options.indexes ?? {});
  }

  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  list(): readonly T[] {
    return [...this.#objects.values()];
  }

  /** @throws {Error} when no index function has that name */
  byIndex(index: string, value: string): readonly T[] {
    const found: T[] = [];
    for (const key of this.#index.keys(index, value)) {
      const object = this.#objects.get(key);
      if (object !== undefined) found.push(object);
    }
    return found;
  }

  get size(): number {
    return this.#objects.size;
  }

  get synced(): boolean {
    return this.#feeds.length > 0 && this.#feeds.every((feed) => feed.listed);
  }

  /** Calls `handler` at every change from now on; the result unsubscribes. */
  onChange(handler: ChangeHandler<T>): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  /** Adds a source for everything (no namespace) or for one namespace. Open all feeds before the first list. */
  openFeed(namespace?: string): Feed<T> {
    const feed = new ScopedFeed<T>(this, namespace);
    this.#feeds.push(feed);
    return feed;
  }

  observeWrite(object: T): void {
    const key = keyOf(object.metadata);
    // Absent although the watch is already past this write: deleted since. Taking it in would raise the dead.
    if (!this.#objects.has(key) && this.#watchIsPast(key, object)) return;
    if (isGone(object)) this.#bury(key, object.metadata.uid);
    else this.take(object);
  }

  /** Takes `object` in unless something newer is known. For feeds. */
  take(object: T): void {
    const key = keyOf(object.metadata);
    const { uid, resourceVersion } = object.metadata;
    if (this.#tombstones.get(key) === uid) return;
    const old = this.#objects.get(key);
    if (old !== undefined && !isNewer(resourceVersion, old.metadata.resourceVersion)) return;
    this.#tombstones.delete(key);
    this.#put(key, old, object);
  }

  /** Removes the object unless a newer one is known. For feeds. */
  drop(key: string, resourceVersion: string): void {
    this.#tombstones.delete(key);
    const old = this.#objects.get(key);
    if (old === undefined || isNewer(old.metadata.resourceVersion, resourceVersion)) return;
    this.#delete(key, old);
  }

  /** History went backwards (a restored etcd): what was compared before is void. For feeds. */
  forget(inScope: (key: string) => boolean): void {
    for (const key of this.#tombstones.keys()) if (inScope(key)) this.#tombstones.delete(key);
    for (const [key, old] of this.#objects) if (inScope(key)) this.#delete(key, old);
  }

  /** Keys of what is cached or known to be ending. For feeds. */
  keys(): Iterable<string> {
    return new Set([...this.#objects.keys(), ...this.#tombstones.keys()]);
  }

  /** By uid: the answer to the write that ended an object carries the version before its end. */
  #bury(key: string, uid: string): void {
    const old = this.#objects.get(key);
    if (old !== undefined && old.metadata.uid !== uid) return;
    this.#tombstones.set(key, uid);
    if (old !== undefined) this.#delete(key, old);
  }

  #watchIsPast(key: string, object: T): boolean {
    return this.#feeds.some((feed) => feed.hasSeen(key, object.metadata.resourceVersion));
  }

  #put(key: string, old: T | undefined, object: T): void {
    const now = this.#options.freeze === true ? deepFreeze(object) : object;
    this.#objects.set(key, now);
    this.#index.update(key, now);
    if (old !== undefined && old.metadata.uid !== now.metadata.uid) {
      this.#notify(old, undefined);
      this.#notify(undefined, now);
      return;
    }
    this.#notify(old, now);
  }

  #delete(key: string, old: T): void {
    this.#objects.delete(key);
    this.#index.update(key, undefined);
    this.#notify(old, undefined);
  }

  #notify(old: T | undefined, now: T | undefined): void {
    for (const handler of this.#handlers) {
      try {
        handler(old, now);
      } catch (error) {
        this.#options.onHandlerError?.(error);
      }
    }
  }
}

/** Being deleted and nothing holds it any more: the answer to the patch that took the last finalizer away. */
function isGone(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).length === 0;
}

class ScopedFeed<T extends KubeObject> implements Feed<T> {
  readonly #store: ObjectStore<T>;
  readonly #prefix: string;
  /** Everything up to here has been seen. */
  #watermark = '0';
  #listed = false;

  constructor(store: ObjectStore<T>, namespace: string | undefined) {
    this.#store = store;
    this.#prefix = namespace === undefined ? '' : `${namespace}/`;
  }

  get listed(): boolean {
    return this.#listed;
  }

  hasSeen(key: string, resourceVersion: string): boolean {
    return this.#listed && this.#covers(key) && !isNewer(resourceVersion, this.#watermark);
  }

  replace(objects: readonly T[], resourceVersion: string): void {
    if (isNewer(this.#watermark, resourceVersion)) this.#rewind();
    const present = new Set<string>();
    for (const object of objects) {
      present.add(keyOf(object.metadata));
      this.#store.take(object);
    }
    for (const key of this.#store.keys()) {
      // Kept when newer than the list: the answer of a write of ours that the list is too old to know.
      if (this.#covers(key) && !present.has(key)) this.#store.drop(key, resourceVersion);
    }
    this.#listed = true;
    this.advance(resourceVersion);
  }

  upsert(object: T): void {
    this.#store.take(object);
    this.advance(object.metadata.resourceVersion);
  }

  remove(object: T): void {
    this.#store.drop(keyOf(object.metadata), object.metadata.resourceVersion);
    this.advance(object.metadata.resourceVersion);
  }

  advance(resourceVersion: string): void {
    this.#watermark = newest(this.#watermark, resourceVersion);
  }

  /** The list is complete and current, yet older than what we saw: the cluster was restored. Start afresh. */
  #rewind(): void {
    this.#watermark = '0';
    this.#store.forget((key) => this.#covers(key));
  }

  #covers(key: string): boolean {
    return key.startsWith(this.#prefix);
  }
}
