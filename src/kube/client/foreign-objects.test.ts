import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answerJson, answerStatus, ScriptedApiServer } from '../../../test/support/scripted-api-server.ts';
import { ManualClock } from '../../runtime/manual-clock.ts';
import { ApiClient } from './api-client.ts';
import { ForeignObjects } from './foreign-objects.ts';

const role = { apiVersion: 'iam.services.k8s.aws/v1alpha1', kind: 'Role', namespace: 'shop', name: 'web' };
const resources = {
  resources: [
    { name: 'roles/status', kind: 'Role', namespaced: true },
    { name: 'roles', kind: 'Role', namespaced: true },
    { name: 'clusterroles', kind: 'ClusterRole', namespaced: false },
  ],
};
const object = { status: { ackResourceMetadata: { arn: 'arn' } } };

let server: ScriptedApiServer;
let client: ApiClient;
let foreign: ForeignObjects;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  client = new ApiClient({ kubeconfig: () => server.kubeconfig(), wall: new ManualClock(), userAgent: 'test' });
  foreign = new ForeignObjects(client);
});

afterEach(async () => {
  await client.close();
  await server.stop();
});

describe('an object of a foreign kind', () => {
  it('is read where discovery says it is, which is asked once', async () => {
    server.next('list', answerJson(200, resources), answerJson(200, object), answerJson(200, object));
    expect(await foreign.read(role)).toEqual({ kind: 'found', object });
    expect(await foreign.read(role)).toEqual({ kind: 'found', object });
    const path = '/apis/iam.services.k8s.aws/v1alpha1';
    expect(server.requests.map((request) => request.path)).toEqual([
      path,
      `${path}/namespaces/shop/roles/web`,
      `${path}/namespaces/shop/roles/web`,
    ]);
  });

  it('has no namespace where its kind has none, and no group where it is of the core', async () => {
    server.next('list', answerJson(200, resources), answerJson(200, object));
    await foreign.read({ ...role, apiVersion: 'v1', kind: 'ClusterRole' });
    expect(server.requests.map((request) => request.path)).toEqual(['/api/v1', '/api/v1/clusterroles/web']);
  });

  it('may be absent, forbidden, or of a kind that nobody knows', async () => {
    server.next('list', answerJson(200, resources), answerStatus(404, 'NotFound'), answerStatus(403, 'Forbidden'));
    expect(await foreign.read(role)).toEqual({ kind: 'absent' });
    expect(await foreign.read(role)).toMatchObject({ kind: 'forbidden', message: expect.any(String) });
    server.next('list', answerStatus(404, 'NotFound'), answerJson(200, {}));
    expect(await foreign.read({ ...role, apiVersion: 'gone.example.dev/v1' })).toEqual({ kind: 'unknownKind' });
    expect(await foreign.read({ ...role, apiVersion: 'empty.example.dev/v1' })).toEqual({ kind: 'unknownKind' });
  });

  it('fails where the API server does', async () => {
    server.next('list', answerStatus(500, 'InternalError'));
    await expect(foreign.read(role)).rejects.toMatchObject({ status: 500 });
  });
});
