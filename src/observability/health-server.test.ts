import { afterEach, describe, expect, it } from '@jest/globals';
import { Gauge, Registry } from 'prom-client';
import { HealthServer, type Check } from './health-server.ts';
import { registerProcessMetrics } from './process-metrics.ts';

const servers: HealthServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serve(live: Record<string, Check>, ready: Record<string, Check> = {}, registry = new Registry()) {
  const server = new HealthServer({ host: '127.0.0.1', port: 0, registry, live, ready });
  servers.push(server);
  await server.start({ fail: () => undefined });
  const get = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, init);
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  };
  return { server, get };
}

const well: Check = () => undefined;

describe('HealthServer', () => {
  it.each(['healthz', 'livez'])('/%s: a line per check and the verdict', async (name) => {
    const { get } = await serve({ ping: well, loop: well });
    expect(await get(`/${name}`)).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      body: `[+]ping ok\n[+]loop ok\n${name} check passed\n`,
    });
  });

  it('/readyz: 503 with the reasons while a check fails, 200 as soon as none does', async () => {
    let reason: string | undefined = 'waiting for EcsService';
    const { get } = await serve({ ping: well }, { ping: well, caches: () => reason });
    expect(await get('/readyz?verbose')).toMatchObject({
      status: 503,
      body: '[+]ping ok\n[-]caches failed: waiting for EcsService\nreadyz check failed\n',
    });
    expect(await get('/healthz')).toMatchObject({ status: 200 });
    reason = undefined;
    expect(await get('/readyz')).toMatchObject({ status: 200 });
  });

  it('takes a check that throws for one that fails', async () => {
    const broken: Check = () => {
      throw new Error('broken');
    };
    const { get } = await serve({ broken });
    expect(await get('/healthz')).toMatchObject({
      status: 503,
      body: '[-]broken failed: broken\nhealthz check failed\n',
    });
  });

  it('/metrics: the registry, and 500 when it cannot be collected', async () => {
    const registry = new Registry();
    new Gauge({ name: 'answer', help: 'The answer.', registers: [registry] }).set(42);
    registerProcessMetrics(registry);
    const { get } = await serve({}, {}, registry);
    const { status, type, body } = await get('/metrics');
    expect([status, type]).toEqual([200, registry.contentType]);
    expect(body).toContain('answer 42');
    expect(body).toMatch(/^nodejs_eventloop_lag_seconds /m);
    const collect = (): void => {
      throw new Error('no value');
    };
    registry.registerMetric(new Gauge({ name: 'broken', help: 'Broken.', registers: [], collect }));
    expect(await get('/metrics')).toMatchObject({ status: 500, body: 'no value\n' });
  });

  it('knows nothing else, and only reads', async () => {
    const { get } = await serve({});
    expect(await get('/')).toMatchObject({ status: 404 });
    expect(await get('/healthz', { method: 'POST' })).toMatchObject({ status: 405 });
    expect(await get('/healthz', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('fails to start on a port that is taken', async () => {
    const { server } = await serve({});
    const second = new HealthServer({
      host: '127.0.0.1',
      port: server.port,
      registry: new Registry(),
      live: {},
      ready: {},
    });
    await expect(second.start({ fail: () => undefined })).rejects.toThrow('EADDRINUSE');
    await expect(second.stop()).resolves.toBeUndefined();
    expect(() => second.port).toThrow('does not listen');
  });

  it('stops although clients keep connections open', async () => {
    const { server, get } = await serve({ ping: well });
    await get('/healthz');
    await server.stop();
    await expect(get('/healthz')).rejects.toThrow();
  });
});
