import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answerJson, answerStatus, ScriptedApiServer } from '../../../test/support/scripted-api-server.ts';
import { ManualClock } from '../../runtime/manual-clock.ts';
import type { KubeObject, ResourceType } from '../object.ts';
import { ConflictError, NotFoundError, type KubePort } from '../port.ts';
import { ApiClient } from './api-client.ts';
import { serverPort } from './server-port.ts';

type Widget = KubeObject<{ size: number }, { observedGeneration: number }>;
const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };

const widget: Widget = {
  apiVersion: 'example.dev/v1',
  kind: 'Widget',
  metadata: {
    name: 'a',
    namespace: 'ns',
    uid: 'u1',
    resourceVersion: '7',
    generation: 1,
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: { size: 1 },
};
const answer = { ...widget, metadata: { ...widget.metadata, resourceVersion: '8', managedFields: [{}] } };

let server: ScriptedApiServer;
let client: ApiClient;
let port: KubePort;
let recorded: unknown[];

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  client = new ApiClient({ kubeconfig: () => server.kubeconfig(), wall: new ManualClock(), userAgent: 'test' });
  recorded = [];
  port = serverPort(client, { record: (type, object, note) => recorded.push([type.kind, object.metadata.name, note]) });
});

afterEach(async () => {
  await client.close();
  await server.stop();
});

describe('get', () => {
  it('reads past every cache and projects the answer', async () => {
    server.next('list', answerJson(200, answer));
    const read = await port.get(WIDGET, { namespace: 'ns', name: 'a' });
    expect(server.requests[0]?.path).toBe('/apis/example.dev/v1/namespaces/ns/widgets/a');
    expect(read).toEqual({ ...widget, metadata: { ...widget.metadata, resourceVersion: '8' } });
  });

  it('answers undefined for what is not there', async () => {
    server.next('list', answerStatus(404, 'NotFound'));
    expect(await port.get(WIDGET, { namespace: 'ns', name: 'a' })).toBeUndefined();
  });
});

describe('applyStatus', () => {
  it('applies the whole status of exactly this version of this object', async () => {
    server.next('other', answerJson(200, answer));
    const written = await port.applyStatus(WIDGET, widget, { observedGeneration: 1 });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'PATCH', path: '/apis/example.dev/v1/namespaces/ns/widgets/a/status' });
    expect([...request!.query]).toEqual([
      ['fieldManager', 'ecs-operator'],
      ['force', 'true'],
    ]);
    expect(request!.headers['content-type']).toBe('application/apply-patch+yaml');
    expect(request!.body).toEqual({
      apiVersion: 'example.dev/v1',
      kind: 'Widget',
      metadata: { namespace: 'ns', name: 'a', uid: 'u1', resourceVersion: '7' },
      status: { observedGeneration: 1 },
    });
    expect(written.metadata.resourceVersion).toBe('8');
  });

  it.each([
    ['a conflict', answerStatus(409, 'Conflict'), ConflictError],
    ['an object that is gone', answerStatus(404, 'NotFound'), NotFoundError],
    [
      'another uid, whatever the API server calls it',
      answerJson(422, {
        kind: 'Status',
        reason: 'Invalid',
        message: 'metadata.uid: Invalid value: field is immutable',
      }),
      ConflictError,
    ],
  ])('fails at %s', async (_what, script, type) => {
    server.next('other', script);
    await expect(port.applyStatus(WIDGET, widget, { observedGeneration: 1 })).rejects.toThrow(type);
  });
});

describe('setFinalizers', () => {
  it('patches the list, bound to this version of this object', async () => {
    server.next('other', answerJson(200, answer));
    await port.setFinalizers(WIDGET, widget, ['x.dev/f']);
    expect(server.requests[0]).toMatchObject({
      method: 'PATCH',
      path: '/apis/example.dev/v1/namespaces/ns/widgets/a',
      body: { metadata: { uid: 'u1', resourceVersion: '7', finalizers: ['x.dev/f'] } },
    });
    expect(server.requests[0]?.headers['content-type']).toBe('application/merge-patch+json');
  });
});

it('hands events on', () => {
  const note = { type: 'Normal', reason: 'Deployed', message: 'm' } as const;
  port.recordEvent(WIDGET, widget, note);
  expect(recorded).toEqual([['Widget', 'a', note]]);
});
