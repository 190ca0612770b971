import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hangUp, ScriptedApiServer } from '../../test/support/scripted-api-server.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { ManualClock } from '../runtime/manual-clock.ts';
import { Cache } from './cache.ts';
import { ApiClient } from './client/api-client.ts';
import type { KubeObject, ResourceType } from './object.ts';

const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };

let server: ScriptedApiServer;
let wall: ManualClock;
let client: ApiClient;
let cache: Cache<KubeObject>;

function open(namespaces: string[]): void {
  cache = new Cache({ client, type: WIDGET, namespaces, wall, random: () => 0.5 });
}

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  wall = new ManualClock();
  client = new ApiClient({ kubeconfig: () => server.kubeconfig(), wall, userAgent: 'test' });
});

afterEach(async () => {
  await cache.stop();
  await client.close();
  await server.stop();
});

describe('Cache', () => {
  it('watches everything when no namespace is named', async () => {
    open([]);
    cache.start();
    await waitFor('the watch', () => server.watches.length === 1);
    expect(server.watches[0]?.request.path).toBe('/apis/example.dev/v1/widgets');
    expect(cache.health).toEqual({ synced: true, problems: [], lastContactAt: wall.now() });
  });

  it('watches each named namespace once, into one store', async () => {
    open(['one', 'two', 'one']);
    cache.start();
    await waitFor('the watches', () => server.watches.length === 2);
    expect(server.watches.map(({ request }) => request.path).sort()).toEqual([
      '/apis/example.dev/v1/namespaces/one/widgets',
      '/apis/example.dev/v1/namespaces/two/widgets',
    ]);
    expect(cache.store.synced).toBe(true);
  });

  it('is as healthy as its worst reflector', async () => {
    open(['one', 'two']);
    const born = wall.now();
    await wall.advanceAsync(5_000);
    server.next('list', hangUp);
    cache.start();
    await waitFor('one watch', () => server.watches.length === 1);
    await waitFor('the failure', () => cache.health.problems[0]?.includes('no usable answer'));
    expect(cache.health).toMatchObject({ synced: false, lastContactAt: born });
  });

  it('is not synced before it was started, and says so', () => {
    open([]);
    expect(cache.health).toMatchObject({ synced: false, problems: ['not listed yet'] });
  });
});
