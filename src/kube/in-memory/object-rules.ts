import { isDeepStrictEqual } from 'node:util';
import { InvalidError } from '../errors.ts';
import type { KubeObject, ObjectMeta, ResourceType } from '../object.ts';
import { ConflictError, NotFoundError } from '../port.ts';
import { apiVersionOf } from '../projection.ts';

/** What a user writes down. */
export interface Manifest<Spec = unknown> {
  readonly name: string;
  /** `default` when absent. */
  readonly namespace?: string;
  readonly spec: Spec;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly finalizers?: readonly string[];
}

/** What the server adds at creation. */
export type Birth = Pick<ObjectMeta, 'uid' | 'resourceVersion' | 'creationTimestamp'>;

/** The status with which our CRDs let every object be born, by a schema default. */
export const bornStatus = { observedGeneration: -1 };

export function bornObject(type: ResourceType, manifest: Manifest, birth: Birth): KubeObject {
  const { name, namespace = 'default', spec, labels, annotations, finalizers } = manifest;
  return asJson({
    apiVersion: apiVersionOf(type),
    kind: type.kind,
    metadata: { name, namespace, ...birth, generation: 1, labels, annotations, finalizers },
    spec,
    status: bornStatus,
  }) as KubeObject;
}

/**
 * The precondition of a status write. The API server does not compare uids here; versions never repeat, so the version
 * of an object that was created anew under the name is another one as well.
 *
 * @throws {NotFoundError} when there is no such object
 * @throws {ConflictError} when it was changed or replaced since
 */
export function requireSameVersion(type: ResourceType, held: KubeObject | undefined, sent: ObjectMeta): KubeObject {
  if (held === undefined) throw new NotFoundError(`${subject(type, sent)} not found`);
  if (held.metadata.resourceVersion !== sent.resourceVersion) {
    throw new ConflictError(`Operation cannot be fulfilled on ${subject(type, sent)}: the object has been modified`);
  }
  return held;
}

/** The precondition of a write to the object itself; errors as {@link requireSameVersion}. */
export function requireSameObject(type: ResourceType, held: KubeObject | undefined, sent: ObjectMeta): KubeObject {
  const same = requireSameVersion(type, held, sent);
  if (same.metadata.uid !== sent.uid) {
    throw new ConflictError(
      `Operation cannot be fulfilled on ${subject(type, sent)}: uid mismatch: ${sent.uid} is gone`,
    );
  }
  return same;
}

function subject(type: ResourceType, { name }: ObjectMeta): string {
  return `${type.plural}.${type.group} "${name}"`;
}

/** @throws {InvalidError} when a finalizer is added to an object that is being deleted */
export function withFinalizers(held: KubeObject, finalizers: readonly string[]): KubeObject {
  const before = held.metadata.finalizers ?? [];
  if (held.metadata.deletionTimestamp !== undefined && finalizers.some((finalizer) => !before.includes(finalizer))) {
    throw new InvalidError(
      422,
      'Invalid',
      'metadata.finalizers: no new finalizers can be added if the object is being deleted',
    );
  }
  const { finalizers: _before, ...metadata } = held.metadata;
  return { ...held, metadata: finalizers.length === 0 ? metadata : { ...metadata, finalizers: [...finalizers] } };
}

export function withAnnotations(held: KubeObject, changes: Readonly<Record<string, string | undefined>>): KubeObject {
  const annotations = asJson({ ...held.metadata.annotations, ...changes }) as Record<string, string>;
  return { ...held, metadata: { ...held.metadata, annotations } };
}

/** A user's update: the generation moves when the spec does, and only then. */
export function withSpec(held: KubeObject, spec: unknown): KubeObject {
  const next = asJson(spec);
  if (isDeepStrictEqual(next, held.spec)) return held;
  return { ...held, spec: next, metadata: { ...held.metadata, generation: held.metadata.generation + 1 } };
}

/** Deletion asked for: the API server moves the generation here too. */
export function withDeletionTimestamp(held: KubeObject, at: string): KubeObject {
  if (held.metadata.deletionTimestamp !== undefined) return held;
  const generation = held.metadata.generation + 1;
  return { ...held, metadata: { ...held.metadata, deletionTimestamp: at, generation } };
}

/** Asked to go, and held by nothing. */
export function mayGo(held: KubeObject): boolean {
  return held.metadata.deletionTimestamp !== undefined && (held.metadata.finalizers ?? []).length === 0;
}

/** The same value as it comes out of a JSON wire: no shared references, no `undefined`. */
export function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
