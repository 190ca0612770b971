import { InvalidError } from '../errors.ts';
import type { KubeObject, ObjectKey, ObjectMeta, ResourceType } from '../object.ts';
import { ConflictError, NotFoundError, type EventNote, type KubePort } from '../port.ts';
import { apiVersionOf, projection } from '../projection.ts';
import type { ApiClient } from './api-client.ts';
import { ForeignObjects } from './foreign-objects.ts';
import { resourcePath } from './resource-path.ts';

/** The owner of our fields in `managedFields`. It is API: another name would orphan every field that we set. */
export const FIELD_MANAGER = 'ecs-operator';

/** Takes Events; see {@link EventRecorder}. */
export interface EventSink {
  record(type: ResourceType, object: KubeObject, note: EventNote): void;
}

/** The {@link KubePort} of production. Answers are projected as the cache's objects are. */
export function serverPort(client: ApiClient, events: EventSink): KubePort {
  const foreign = new ForeignObjects(client);
  return {
    get: (type, key) => getObject(client, type, key),
    readForeign: (reference) => foreign.read(reference),
    applyStatus: (type, object, status) => applyStatus(client, type, object, status),
    setFinalizers: (type, object, finalizers) => setFinalizers(client, type, object, finalizers),
    recordEvent: (type, object, note) => events.record(type, object, note),
  };
}

async function getObject<T extends KubeObject>(
  client: ApiClient,
  type: ResourceType,
  { namespace, name }: ObjectKey,
): Promise<T | undefined> {
  try {
    const answer = await client.request({ method: 'GET', path: resourcePath(type, { namespace, name }) });
    return projection<T>(type)(answer);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/**
 * Server-side apply of the whole status: what we set before and leave out now is deleted, conditions of other
 * managers stay, an identical apply makes no new version.
 */
async function applyStatus<T extends KubeObject>(
  client: ApiClient,
  type: ResourceType,
  { metadata }: T,
  status: NonNullable<T['status']>,
): Promise<T> {
  const answer = await sameObject(metadata, () =>
    client.request({
      method: 'PATCH',
      path: resourcePath(type, { ...addressOf(metadata), subresource: 'status' }),
      query: { fieldManager: FIELD_MANAGER, force: true },
      contentType: 'application/apply-patch+yaml',
      body: { apiVersion: apiVersionOf(type), kind: type.kind, metadata: identityOf(metadata), status },
    }),
  );
  return projection<T>(type)(answer);
}

async function setFinalizers<T extends KubeObject>(
  client: ApiClient,
  type: ResourceType,
  { metadata }: T,
  finalizers: readonly string[],
): Promise<T> {
  const answer = await sameObject(metadata, () =>
    client.request({
      method: 'PATCH',
      path: resourcePath(type, addressOf(metadata)),
      query: { fieldManager: FIELD_MANAGER },
      contentType: 'application/merge-patch+json',
      body: { metadata: { ...identityOf(metadata), finalizers } },
    }),
  );
  return projection<T>(type)(answer);
}

function addressOf({ namespace, name }: ObjectMeta): ObjectKey {
  return { namespace, name };
}

/** Goes into every write: the API server refuses it when the object was replaced or changed since it was read. */
function identityOf({ namespace, name, uid, resourceVersion }: ObjectMeta): Record<string, string> {
  return { ...(namespace === '' ? {} : { namespace }), name, uid, resourceVersion };
}

/** A wrong uid is a conflict for us, whatever the API server calls it. */
async function sameObject<T>(metadata: ObjectMeta, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof InvalidError && error.message.includes('metadata.uid')) {
      throw new ConflictError(`${metadata.name} was replaced: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
