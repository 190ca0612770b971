import type { KubeObject, ObjectMeta, ResourceType } from './object.ts';

/** Written by client-side `kubectl apply`: a second copy of the whole manifest that nobody here reads. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Turns an object as the API server sends it into what the operator keeps of it; see {@link projection}. */
export type Projection<T> = (raw: unknown) => T;

/**
 * Keeps what the operator reads of an object and nothing else: `managedFields` and the last-applied annotation are
 * more than half of a typical custom resource, and the cache holds every object. Cheap on purpose: it builds a new
 * shell and shares `spec` and `status` with the parsed answer.
 *
 * The projection throws a TypeError when it is not given an object with a name, a uid and a resourceVersion.
 */
export function projection<T extends KubeObject>(type: ResourceType): Projection<T> {
  const apiVersion = apiVersionOf(type);
  return (raw) => {
    const { metadata, spec, status } = (raw ?? {}) as Partial<KubeObject>;
    if (!metadata?.name || !metadata.uid || !metadata.resourceVersion) {
      throw new TypeError(`not a ${type.kind}: name, uid and resourceVersion must be present`);
    }
    const shell = { apiVersion, kind: type.kind, metadata: projectMeta(metadata), spec };
    return (status === undefined ? shell : { ...shell, status }) as T;
  };
}

/** `group/version`, or only the version for the core group. */
export function apiVersionOf(type: ResourceType): string {
  return type.group === '' ? type.version : `${type.group}/${type.version}`;
}

function projectMeta(meta: ObjectMeta): ObjectMeta {
  const annotations = withoutLastApplied(meta.annotations);
  return {
    name: meta.name,
    namespace: meta.namespace ?? '',
    uid: meta.uid,
    resourceVersion: meta.resourceVersion,
    generation: meta.generation ?? 0,
    creationTimestamp: meta.creationTimestamp,
    ...(meta.deletionTimestamp === undefined ? {} : { deletionTimestamp: meta.deletionTimestamp }),
    ...(meta.finalizers === undefined ? {} : { finalizers: meta.finalizers }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(meta.labels === undefined ? {} : { labels: meta.labels }),
  };
}

function withoutLastApplied(annotations: Record<string, string> | undefined): Record<string, string> | undefined {
  if (annotations === undefined || !(LAST_APPLIED in annotations)) return annotations;
  const { [LAST_APPLIED]: _dropped, ...kept } = annotations;
  return Object.keys(kept).length === 0 ? undefined : kept;
}
