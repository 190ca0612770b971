import { keyOf, type KubeObject, type ObjectKey, type ResourceType } from '../object.ts';
import { ConflictError, NotFoundError } from '../port.ts';
import {
  asJson,
  bornObject,
  bornStatus,
  withAnnotations,
  withDeletionTimestamp,
  withSpec,
  type Manifest,
} from './object-rules.ts';

/** What the server lends its users. */
interface ServerAccess {
  find(key: ObjectKey): KubeObject | undefined;
  commit(held: KubeObject, next: KubeObject): KubeObject;
  add(object: KubeObject): KubeObject;
  all(): readonly KubeObject[];
  nextUid(): string;
  timestamp(): string;
}

/** The user's side of an in-memory API server, for objects of one type. */
export class UserClient<T extends KubeObject> {
  readonly #type: ResourceType;
  readonly #server: ServerAccess;

  constructor(type: ResourceType, server: ServerAccess) {
    this.#type = type;
    this.#server = server;
  }

  /** `kubectl create`. @throws {ConflictError} when the name is taken */
  create(manifest: Manifest<T['spec']>): T {
    const birth = { uid: this.#server.nextUid(), resourceVersion: '', creationTimestamp: this.#server.timestamp() };
    const object = bornObject(this.#type, manifest, birth);
    if (this.#server.find(object.metadata) !== undefined) {
      throw new ConflictError(`${this.#type.plural} "${manifest.name}" already exists`);
    }
    return this.#server.add(object) as T;
  }

  /** `kubectl replace` with another spec. @throws {NotFoundError} */
  replaceSpec(key: ObjectKey, spec: T['spec']): T {
    return this.changeSpec(key, () => spec);
  }

  /** `kubectl edit`: the new spec made of the present one. @throws {NotFoundError} */
  changeSpec(key: ObjectKey, change: (present: T['spec']) => T['spec']): T {
    const held = this.mustRead(key);
    return this.#server.commit(held, withSpec(held, change(held.spec))) as T;
  }

  /** `kubectl annotate`; `undefined` removes an annotation. @throws {NotFoundError} */
  annotate(key: ObjectKey, changes: Readonly<Record<string, string | undefined>>): T {
    const held = this.mustRead(key);
    return this.#server.commit(held, withAnnotations(held, changes)) as T;
  }

  /** A status written by other hands: a restored backup, an older release. Without one, as a new object has it. */
  replaceStatus(key: ObjectKey, status: unknown = bornStatus): T {
    const held = this.mustRead(key);
    return this.#server.commit(held, { ...held, status: asJson(status) }) as T;
  }

  /** `kubectl delete --wait=false`. @throws {NotFoundError} */
  delete(key: ObjectKey): void {
    const held = this.mustRead(key);
    this.#server.commit(held, withDeletionTimestamp(held, this.#server.timestamp()));
  }

  /** What the server holds now. */
  read(key: ObjectKey): T | undefined {
    return this.#server.find(key) as T | undefined;
  }

  /** @throws {NotFoundError} */
  mustRead(key: ObjectKey): T {
    const held = this.read(key);
    if (held === undefined) throw new NotFoundError(`${this.#type.plural} "${keyOf(key)}" not found`);
    return held;
  }

  /** Everything of this type, in order of creation. */
  list(): readonly T[] {
    return this.#server.all() as readonly T[];
  }
}
