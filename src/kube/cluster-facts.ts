import { ForbiddenError } from './errors.ts';
import type { ResourceType } from './object.ts';
import type { KubePort } from './port.ts';

export const NAMESPACE: ResourceType = { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces' };

export const CUSTOM_RESOURCE_DEFINITION: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
};

/**
 * The uid of the namespace kube-system: the closest thing to a name that a cluster has, and never changed.
 *
 * @throws {Error} when it cannot be read
 */
export async function clusterUid(port: KubePort): Promise<string> {
  const namespace = await port.get(NAMESPACE, { namespace: '', name: 'kube-system' });
  if (namespace === undefined) throw new Error('the cluster has no namespace kube-system');
  return namespace.metadata.uid;
}

/**
 * Whether the CustomResourceDefinition of `type` is being deleted, or gone: then its objects are deleted by the API
 * server, not by their users. Without the right to read it (an installation for some namespaces only) the answer is
 * no.
 *
 * @throws {ApiError} {@link ConnectionError} when the API server does not answer
 */
export async function isTypeBeingDeleted(port: KubePort, type: ResourceType): Promise<boolean> {
  try {
    const definition = await port.get(CUSTOM_RESOURCE_DEFINITION, {
      namespace: '',
      name: `${type.plural}.${type.group}`,
    });
    return definition === undefined || definition.metadata.deletionTimestamp !== undefined;
  } catch (error) {
    if (error instanceof ForbiddenError) return false;
    throw error;
  }
}
