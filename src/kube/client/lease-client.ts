import type { Lease, LeaseClient, LeaseRecord } from '../../runtime/lease.ts';
import type { ObjectKey, ResourceType } from '../object.ts';
import { NotFoundError } from '../port.ts';
import type { ApiClient, ApiRequest } from './api-client.ts';
import { resourcePath } from './resource-path.ts';

const LEASE: ResourceType = { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease', plural: 'leases' };

interface LeaseObject {
  readonly metadata: { readonly resourceVersion: string };
  readonly spec?: Partial<LeaseRecord>;
}

/**
 * One Lease on the API server. Give it an {@link ApiClient} of its own, so that its renewals share no connection with
 * other requests.
 */
export function leaseClient(client: ApiClient, key: ObjectKey): LeaseClient {
  const collection = resourcePath(LEASE, { namespace: key.namespace });
  const path = resourcePath(LEASE, key);
  const send = async (request: ApiRequest): Promise<Lease> => leaseOf(await client.request<LeaseObject>(request));
  return {
    get: (signal) => orUndefined(send({ method: 'GET', path, signal })),
    create: (record, signal) => send({ method: 'POST', path: collection, body: bodyOf(key, record), signal }),
    update: (record, resourceVersion, signal) =>
      send({ method: 'PUT', path, body: bodyOf(key, record, resourceVersion), signal }),
  };
}

function bodyOf(key: ObjectKey, spec: LeaseRecord, resourceVersion?: string): unknown {
  const metadata = { ...key, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  // An empty holder is written as none: the API server refuses the empty string.
  const { holderIdentity, ...rest } = spec;
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata,
    spec: holderIdentity === '' ? rest : { ...rest, holderIdentity },
  };
}

/** Other holders may leave fields out. */
function leaseOf({ metadata, spec = {} }: LeaseObject): Lease {
  const record: LeaseRecord = {
    holderIdentity: spec.holderIdentity ?? '',
    leaseDurationSeconds: spec.leaseDurationSeconds ?? 0,
    acquireTime: spec.acquireTime ?? '',
    renewTime: spec.renewTime ?? '',
    leaseTransitions: spec.leaseTransitions ?? 0,
  };
  return { record, resourceVersion: metadata.resourceVersion };
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
