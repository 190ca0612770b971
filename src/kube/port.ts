import type { KubeObject, ObjectKey, ResourceType } from './object.ts';

/** A Kubernetes Event to record about an object. Repeats are merged by the recorder. */
export interface EventNote {
  readonly type: 'Normal' | 'Warning';
  /** CamelCase, from the documented constants in src/api/reasons.ts. */
  readonly reason: string;
  readonly message: string;
}

/** Names an object of any kind, as manifests do. The namespace does not count for kinds that have none. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What came of reading an object of somebody else's kind; `object` is as the API server has it. */
export type ForeignReading =
  | { readonly kind: 'found'; readonly object: unknown }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknownKind' }
  /** RBAC refuses; the message names user, verb and resource. */
  | { readonly kind: 'forbidden'; readonly message: string };

/**
 * What controllers may do to the API server. Implemented by the real client (src/kube/client) and by an in-memory
 * object store with the same rules (resourceVersion, uid, conflicts, generation, finalizers).
 *
 * Writes return the object as the server now holds it. They fail with {@link ConflictError} when `uid` or
 * `resourceVersion` of the object passed in is not the server's any more, {@link NotFoundError} when it is gone.
 */
export interface KubePort {
  /** A live read, past every cache. `undefined` when absent. */
  get<T extends KubeObject>(type: ResourceType, key: ObjectKey): Promise<T | undefined>;
  /** A live read of an object of any kind. */
  readForeign(reference: ObjectReference): Promise<ForeignReading>;
  /** Server-side apply of the whole status under the operator's field manager. An effect. */
  applyStatus<T extends KubeObject>(type: ResourceType, object: T, status: NonNullable<T['status']>): Promise<T>;
  /** Replaces the finalizer list by merge patch with resourceVersion. An effect. */
  setFinalizers<T extends KubeObject>(type: ResourceType, object: T, finalizers: readonly string[]): Promise<T>;
  /** Best effort: never fails, never delays, not an effect. */
  recordEvent(type: ResourceType, object: KubeObject, note: EventNote): void;
}

/** The object changed or was replaced since it was read: look again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** The object, or its resource type, is not there. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** The read side: a cache fed by list and watch, with the results of our own writes laid over it. */
export interface Store<T extends KubeObject = KubeObject> {
  get(key: string): T | undefined;
  list(): readonly T[];
  /** How many objects there are. */
  readonly size: number;
  /** Objects whose index function `index` returned `value`. */
  byIndex(index: string, value: string): readonly T[];
  /** True once the first list is complete. */
  readonly synced: boolean;
  /** Takes in the answer of one of our own writes, unless the cache already holds something newer. */
  observeWrite(object: T): void;
}
