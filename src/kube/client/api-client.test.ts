import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KubeConfig } from '@kubernetes/client-node';
import {
  answerHtml,
  answerJson,
  answerStatus,
  hangUp,
  ScriptedApiServer,
  stayMute,
  type Script,
} from '../../../test/support/scripted-api-server.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { ManualClock } from '../../runtime/manual-clock.ts';
import { ConnectionError, KubeconfigError, TooManyRequestsError, UnauthorizedError } from '../errors.ts';
import { ConflictError } from '../port.ts';
import { ApiClient } from './api-client.ts';

let server: ScriptedApiServer;
let wall: ManualClock;
const clients: ApiClient[] = [];

function open(kubeconfig: () => KubeConfig = () => server.kubeconfig({ token: 'secret' })): ApiClient {
  const client = new ApiClient({ kubeconfig, wall, userAgent: 'ecs-operator/test' });
  clients.push(client);
  return client;
}

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  wall = new ManualClock();
});

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await server.stop();
});

const write = {
  method: 'PATCH',
  path: '/apis/x/v1/a',
  body: { a: 1 },
  contentType: 'application/merge-patch+json',
} as const;

describe('request', () => {
  it('sends what it is given and answers with the JSON', async () => {
    server.next('other', answerJson(200, { kind: 'Answer' }));
    expect(await open().request({ ...write, query: { force: true, absent: undefined } })).toEqual({ kind: 'Answer' });
    const [received] = server.requests;
    expect(received).toMatchObject({ method: 'PATCH', path: '/apis/x/v1/a', body: { a: 1 } });
    expect([...(received?.query ?? [])]).toEqual([['force', 'true']]);
    expect(received?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'content-type': 'application/merge-patch+json',
      'user-agent': 'ecs-operator/test',
    });
  });

  it('opens fewer than 10 connections for 1,000 requests, also with 50 at a time', async () => {
    const client = open();
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(Array.from({ length: 50 }, () => client.request({ method: 'GET', path: '/apis/x/v1/a' })));
    }
    expect(server.requests).toHaveLength(1_000);
    expect(server.connections).toBeLessThan(10);
  });

  it.each([
    ['a conflict', answerStatus(409, 'Conflict'), ConflictError],
    ['too many requests', answerStatus(429, 'TooManyRequests'), TooManyRequestsError],
    ['a broken connection', hangUp, ConnectionError],
  ])('fails at %s and repeats nothing', async (_what, script, type) => {
    server.next('other', script);
    await expect(open().request(write)).rejects.toThrow(type);
    expect(server.requests).toHaveLength(1);
  });

  it('quotes the page of a proxy', async () => {
    server.next('other', answerHtml);
    await expect(open().request(write)).rejects.toThrow('the API server answered 502: <html> <h1>Bad Gateway');
  });

  it('fails when there is no answer in time, by the wall clock', async () => {
    server.next('other', stayMute);
    const failure = open()
      .request({ ...write, timeoutMs: 5_000 })
      .catch((error: unknown) => error);
    await waitFor('the request', () => server.requests.length === 1);
    await wall.advanceAsync(5_000);
    expect(await failure).toBeInstanceOf(ConnectionError);
    expect(wall.pendingTimers).toBe(0);
  });

  it('ends with its signal, with the reason of the signal', async () => {
    server.next('other', stayMute);
    const abort = new AbortController();
    const failure = open()
      .request({ ...write, signal: abort.signal })
      .catch((error: unknown) => error);
    await waitFor('the request', () => server.requests.length === 1);
    abort.abort(new Error('shutting down'));
    expect(await failure).toEqual(new Error('shutting down'));
  });

  it('keeps a path in the address of the server', async () => {
    const proxied = open(() => {
      const config = server.kubeconfig();
      const [cluster] = config.clusters;
      config.clusters = [{ ...cluster!, server: `${server.url}/k8s/clusters/c-1/` }];
      return config;
    });
    await proxied.request({ method: 'GET', path: '/apis/x' });
    expect(server.requests[0]?.path).toBe('/k8s/clusters/c-1/apis/x');
  });
});

describe('a proxy of the kubeconfig', () => {
  it('carries the requests, over connections that are kept as well', async () => {
    let tunnels = 0;
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => {
      tunnels += 1;
      const { hostname, port } = new URL(server.url);
      const upstream = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const client = open(() => {
      const config = server.kubeconfig();
      config.clusters = [{ ...config.clusters[0]!, proxyUrl }];
      return config;
    });
    for (let n = 0; n < 20; n += 1) await client.request({ method: 'GET', path: '/a' });
    await client.close();
    proxy.close();
    expect(server.requests).toHaveLength(20);
    expect(tunnels).toBeLessThan(10);
  });
});

describe('credentials', () => {
  it('are read anew and the request sent again, once, when they are refused', async () => {
    let reads = 0;
    const client = open(() => server.kubeconfig({ token: `token-${(reads += 1)}` }));
    server.next('other', answerStatus(401, 'Unauthorized'), answerJson(200, {}));
    await client.request(write);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    server.next('other', answerStatus(401, 'Unauthorized'), answerStatus(401, 'Unauthorized'));
    await expect(client.request(write)).rejects.toThrow(UnauthorizedError);
    expect(server.requests).toHaveLength(4);
  });

  it('are read once for many requests that were refused together', async () => {
    let reads = 0;
    const client = open(() => server.kubeconfig({ token: `token-${(reads += 1)}` }));
    const byToken: Script = (request, response) => {
      const old = request.headers.authorization === 'Bearer token-1';
      (old ? answerStatus(401, 'Unauthorized') : answerJson(200, {}))(request, response);
    };
    server.next('other', ...Array.from({ length: 10 }, () => byToken));
    await Promise.all(Array.from({ length: 5 }, () => client.request(write)));
    expect(reads).toBe(2);
  });

  it('in a token file are read again after a minute', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'token-'));
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, 'first\n');
    const client = open(() => {
      const config = server.kubeconfig();
      config.users = [{ name: 'user', authProvider: { name: 'tokenFile', config: { tokenFile } } }];
      return config;
    });
    await client.request({ method: 'GET', path: '/a' });
    writeFileSync(tokenFile, 'second\n');
    server.next('list', answerStatus(401, 'Unauthorized'));
    await client.request({ method: 'GET', path: '/a' });
    rmSync(folder, { recursive: true });
    const sent = server.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual(['Bearer first', 'Bearer first', 'Bearer second']);
  });

  it('of an exec plugin are asked for', async () => {
    const credential = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 'from-exec' },
    };
    const exec = { command: process.execPath, args: ['-e', `console.log('${JSON.stringify(credential)}')`] };
    await open(() => server.kubeconfig({ exec })).request({ method: 'GET', path: '/a' });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer from-exec');
  });

  it('that cannot be had fail the request, not the process, and heal', async () => {
    let command = '/does/not/exist';
    const client = open(() => (command === '' ? server.kubeconfig() : server.kubeconfig({ exec: { command } })));
    const failure = client.request({ method: 'GET', path: '/a' });
    await expect(failure).rejects.toThrow(/^no credentials: .*ENOENT/);
    command = '';
    await client.request({ method: 'GET', path: '/a' });
    expect(server.requests).toHaveLength(1);
  });

  it('of a kubeconfig that cannot be used fail at once', () => {
    expect(() =>
      open(() => {
        throw new KubeconfigError('kubeconfig /x does not exist');
      }),
    ).toThrow(KubeconfigError);
  });
});

describe('stream', () => {
  it('is read as it comes, and ended by its signal', async () => {
    const abort = new AbortController();
    const bytes = await open().stream({ method: 'GET', path: '/a', query: { watch: true }, signal: abort.signal });
    server.watches[0]?.raw('one');
    const reader = bytes[Symbol.asyncIterator]();
    expect(String((await reader.next()).value)).toBe('one');
    abort.abort(new Error('enough'));
    await expect(reader.next()).rejects.toThrow();
    await waitFor('the end', () => server.openWatches === 0);
    expect(wall.pendingTimers).toBe(0);
  });

  it('has connections of its own, so that watches never starve requests', async () => {
    const client = open();
    const { signal } = new AbortController();
    const query = { watch: true };
    await Promise.all(Array.from({ length: 20 }, () => client.stream({ method: 'GET', path: '/a', query, signal })));
    expect(await client.request({ method: 'GET', path: '/a' })).toMatchObject({ kind: 'List' });
    expect(server.openWatches).toBe(20);
  });

  it.each([
    ['a refusal', answerStatus(409, 'Conflict'), ConflictError],
    ['a broken connection', hangUp, ConnectionError],
  ])('fails at %s', async (_what, script, type) => {
    server.next('watch', script);
    const { signal } = new AbortController();
    await expect(open().stream({ method: 'GET', path: '/a', query: { watch: true }, signal })).rejects.toThrow(type);
  });
});
