import { isDeepStrictEqual } from 'node:util';
import { deepFreeze } from '../deep-freeze.ts';
import { keyOf, type KubeObject, type ObjectKey, type ResourceType } from '../object.ts';
import type { EventNote, ForeignReading, KubePort, ObjectReference } from '../port.ts';
import type { ObjectStore } from '../store.ts';
import { asJson, mayGo, requireSameObject, requireSameVersion, withFinalizers } from './object-rules.ts';
import { UserClient } from './user-client.ts';
import { WatchLog, type Follower, type FollowOptions } from './watch-log.ts';

export interface RecordedEvent extends EventNote {
  /** `Kind/namespace/name`. */
  readonly object: string;
}

/** Writes that changed something: a no-change apply is not counted, as the API server makes no new version for it. */
export interface WriteCounts {
  readonly status: number;
  readonly finalizers: number;
  /** The two above together: everything that the operator changed. */
  readonly operator: number;
  /** Everything that anybody changed. */
  readonly all: number;
}

/**
 * The API server's rules without the API server, for unit tests and the crash matrix: monotonic resourceVersions,
 * uids, generations, conflicts, status as a subresource, finalizers, a watch feed. Every object handed out is frozen.
 * The operator's side is the {@link KubePort}; the user's side is {@link user}.
 */
export class InMemoryApiServer implements KubePort {
  /** What {@link recordEvent} was given, oldest first, repeats included. */
  readonly events: RecordedEvent[] = [];
  readonly #objects = new Map<string, KubeObject>();
  readonly #log = new WatchLog();
  readonly #now: () => number;
  #version = 0;
  #uids = 0;
  readonly #counts = { status: 0, finalizers: 0, all: 0 };

  /** @param clock gives `creationTimestamp` and `deletionTimestamp`: the test's wall clock */
  constructor(clock: { now(): number }) {
    this.#now = () => clock.now();
  }

  get writes(): WriteCounts {
    return { ...this.#counts, operator: this.#counts.status + this.#counts.finalizers };
  }

  /** What a user does to objects of one type, and what a test reads of them. */
  user<T extends KubeObject>(type: ResourceType): UserClient<T> {
    return new UserClient<T>(type, {
      find: (key) => this.#find(type, key),
      commit: (held, next) => this.#commit(type, held, next),
      add: (object) => this.#put(type, object),
      all: () => [...this.#objects.values()].filter((object) => object.kind === type.kind),
      nextUid: () => this.#nextUid(),
      timestamp: () => this.#timestamp(),
    });
  }

  /** Lists into the store, then watches: at once, or as the test delivers. */
  connect<T extends KubeObject>(type: ResourceType, store: ObjectStore<T>, options: FollowOptions = {}): Follower {
    return this.#log.follow(type, store, options);
  }

  async get<T extends KubeObject>(type: ResourceType, key: ObjectKey): Promise<T | undefined> {
    return this.#find(type, key) as T | undefined;
  }

  /** Every kind is known here. */
  async readForeign({ kind, namespace, name }: ObjectReference): Promise<ForeignReading> {
    const object = this.#objects.get(`${kind}/${keyOf({ namespace, name })}`);
    return object === undefined ? { kind: 'absent' } : { kind: 'found', object };
  }

  async applyStatus<T extends KubeObject>(type: ResourceType, object: T, status: NonNullable<T['status']>): Promise<T> {
    const held = requireSameVersion(type, this.#find(type, object.metadata), object.metadata);
    return this.#commit(type, held, { ...held, status: asJson(status) }, 'status') as T;
  }

  async setFinalizers<T extends KubeObject>(type: ResourceType, object: T, finalizers: readonly string[]): Promise<T> {
    const held = requireSameObject(type, this.#find(type, object.metadata), object.metadata);
    return this.#commit(type, held, withFinalizers(held, finalizers), 'finalizers') as T;
  }

  recordEvent(type: ResourceType, object: KubeObject, note: EventNote): void {
    this.events.push({ ...note, object: `${type.kind}/${keyOf(object.metadata)}` });
  }

  #find(type: ResourceType, key: ObjectKey): KubeObject | undefined {
    return this.#objects.get(`${type.kind}/${keyOf(key)}`);
  }

  /** A write that changes nothing is answered with what is there, and nobody hears of it. */
  #commit(type: ResourceType, held: KubeObject, next: KubeObject, count?: 'status' | 'finalizers'): KubeObject {
    if (isDeepStrictEqual(held, next)) return held;
    if (count !== undefined) this.#counts[count] += 1;
    return mayGo(next) ? this.#remove(type, next) : this.#put(type, next);
  }

  #put(type: ResourceType, object: KubeObject): KubeObject {
    const stamped = this.#stamp(object);
    this.#objects.set(`${type.kind}/${keyOf(object.metadata)}`, stamped);
    this.#log.put(stamped);
    return stamped;
  }

  /** The watch tells the end under a new version; the answer carries the version before it, as the real one does. */
  #remove(type: ResourceType, object: KubeObject): KubeObject {
    this.#objects.delete(`${type.kind}/${keyOf(object.metadata)}`);
    this.#log.remove(this.#stamp(object));
    return deepFreeze(object);
  }

  #stamp(object: KubeObject): KubeObject {
    this.#counts.all += 1;
    this.#version += 1;
    return deepFreeze({ ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } });
  }

  #nextUid(): string {
    this.#uids += 1;
    return `00000000-0000-4000-8000-${String(this.#uids).padStart(12, '0')}`;
  }

  /** Second precision, as Kubernetes writes it. */
  #timestamp(): string {
    return new Date(this.#now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}
