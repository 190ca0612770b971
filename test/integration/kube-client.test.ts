import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cache } from '../../src/kube/cache.ts';
import { ApiClient } from '../../src/kube/client/api-client.ts';
import { loadKubeconfig } from '../../src/kube/client/kubeconfig.ts';
import { leaseClient } from '../../src/kube/client/lease-client.ts';
import { serverPort } from '../../src/kube/client/server-port.ts';
import { clusterUid, isTypeBeingDeleted } from '../../src/kube/cluster-facts.ts';
import { EventRecorder } from '../../src/kube/events/recorder.ts';
import type { ResourceType } from '../../src/kube/object.ts';
import { ConflictError, NotFoundError, type KubePort } from '../../src/kube/port.ts';
import { microTime, type LeaseRecord } from '../../src/runtime/lease.ts';
import { systemClock } from '../../src/runtime/system-clock.ts';
import { Cluster, waitFor } from '../support/cluster.ts';
import { installWidgets, realWidgets, WIDGET, type Widget, type WidgetUser } from '../support/widgets.ts';

const FINALIZER = 'example.dev/finalizer';

let cluster: Cluster;
let namespace: string;
let client: ApiClient;
let events: EventRecorder;
let port: KubePort;
let user: WidgetUser;

beforeAll(async () => {
  cluster = new Cluster();
  namespace = await cluster.createNamespace('kube');
  await installWidgets(cluster);
  const kubeconfig = (): ReturnType<typeof loadKubeconfig> => loadKubeconfig({ path: cluster.kubeconfigPath, env: {} });
  client = new ApiClient({ kubeconfig, wall: systemClock, userAgent: 'ecs-operator/test' });
  events = new EventRecorder({ client, wall: systemClock, reporter: { component: 'ecs-operator', instance: 'test' } });
  port = serverPort(client, events);
  user = realWidgets(cluster, port, namespace);
});

afterAll(async () => {
  await events.stop(1_000);
  await client.close();
  await cluster.deleteNamespace(namespace);
  await cluster.close();
});

function newCache(type: ResourceType = WIDGET): Cache<Widget> {
  return new Cache<Widget>({
    client,
    type,
    namespaces: [namespace],
    wall: systemClock,
    random: Math.random,
    freeze: true,
  });
}

describe('status', () => {
  it('leaves the conditions of other managers alone, and takes ours away when we drop them', async () => {
    const created = await user.create('managers', { size: 1 });
    const condition = (type: string): object => ({ type, status: 'True' });
    const held = await port.applyStatus(WIDGET, created, {
      observedGeneration: 1,
      conditions: [condition('Ready'), condition('Stalled')],
    });
    await cluster.requests.call(
      'PATCH',
      `/apis/example.dev/v1/namespaces/${namespace}/widgets/managers/status?fieldManager=somebody`,
      { apiVersion: 'example.dev/v1', kind: 'Widget', metadata: {}, status: { conditions: [condition('Theirs')] } },
      'application/apply-patch+yaml',
    );
    const present = await user.mustRead('managers');
    expect(present.metadata.resourceVersion).not.toBe(held.metadata.resourceVersion);
    const written = await port.applyStatus(WIDGET, present, {
      observedGeneration: 1,
      conditions: [condition('Ready')],
    });
    expect(written.status?.conditions).toEqual([condition('Ready'), condition('Theirs')]);
  });
});

describe('1,000 requests', () => {
  it('open fewer than 10 connections, 20 at a time, over TLS', async () => {
    let opened = 0;
    const count = (): number => (opened += 1);
    subscribe('undici:client:connected', count);
    for (let round = 0; round < 50; round += 1) {
      await Promise.all(Array.from({ length: 20 }, () => port.get(WIDGET, { namespace, name: 'absent' })));
    }
    unsubscribe('undici:client:connected', count);
    expect(opened).toBeLessThan(10);
  });
});

describe('a cache', () => {
  it('follows what users and we do, in order', async () => {
    const cache = newCache();
    const seen: string[] = [];
    cache.store.onChange((old, now) => {
      if ((now ?? old)?.metadata.name === 'watched') seen.push(`${old?.spec.size} → ${now?.spec.size}`);
    });
    cache.start();
    await waitFor('the list', () => cache.health.synced);
    await user.create('watched', { size: 1 });
    await user.replaceSpec('watched', { size: 2 });
    await user.delete('watched');
    await user.create('watched', { size: 3 });
    await waitFor('the changes', () => seen.length === 4);
    expect(seen).toEqual(['undefined → 1', '1 → 2', '2 → undefined', 'undefined → 3']);
    expect(cache.store.get(`${namespace}/watched`)?.metadata).not.toHaveProperty('managedFields');
    await cache.stop();
  });

  it('says that its resource type is missing, and syncs once it is installed', async () => {
    const late: ResourceType = { group: 'late.example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };
    const cache = newCache(late);
    cache.start();
    await waitFor('the problem', () => cache.health.problems[0]?.includes('widgets.late.example.dev is not installed'));
    expect(cache.health.synced).toBe(false);
    expect(await isTypeBeingDeleted(port, late)).toBe(true);
    await installWidgets(cluster, 'late.example.dev');
    await waitFor('the list', () => cache.health.synced);
    expect(cache.health.problems).toEqual([]);
    expect(await isTypeBeingDeleted(port, late)).toBe(false);
    await cache.stop();
  });
});

describe('events', () => {
  it('are shown by kubectl describe, repeats as a count', async () => {
    const created = await user.create('eventful', { size: 1 });
    const note = { type: 'Warning', reason: 'RolledBack', message: 'the image does not start' } as const;
    port.recordEvent(WIDGET, created, note);
    const described = async (): Promise<string> =>
      (await cluster.kubectl(['describe', 'widgets.example.dev', 'eventful', '-n', namespace])).stdout;
    await waitFor('the event', described, (text) => text.includes('the image does not start'));
    port.recordEvent(WIDGET, created, note);
    const text = await waitFor('the count', described, (shown) => shown.includes('(x2 over'));
    expect(text).toMatch(/Warning\s+RolledBack\s+.*\(x2 over .*\)\s+ecs-operator\s+the image does not start/);
  });
});

describe('a lease', () => {
  const record = (holderIdentity: string): LeaseRecord => {
    const now = microTime(systemClock.now());
    return { holderIdentity, leaseDurationSeconds: 15, acquireTime: now, renewTime: now, leaseTransitions: 0 };
  };

  it('is created once, renewed at its version only, and handed over without a holder', async () => {
    const lease = leaseClient(client, { namespace, name: 'leader' });
    const { signal } = new AbortController();
    expect(await lease.get(signal)).toBeUndefined();
    const created = await lease.create(record('one'), signal);
    await expect(lease.create(record('two'), signal)).rejects.toThrow(ConflictError);
    const renewed = await lease.update(record('one'), created.resourceVersion, signal);
    await expect(lease.update(record('two'), created.resourceVersion, signal)).rejects.toThrow(ConflictError);
    await lease.update(record(''), renewed.resourceVersion, signal);
    expect((await lease.get(signal))?.record.holderIdentity).toBe('');
  });
});

describe('the cluster', () => {
  it('has an identity', async () => {
    expect(await clusterUid(port)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses writes to what is gone', async () => {
    const created = await user.create('gone', { size: 1 });
    await user.delete('gone');
    await expect(port.applyStatus(WIDGET, created, { observedGeneration: 1 })).rejects.toThrow(NotFoundError);
    await expect(port.setFinalizers(WIDGET, created, [FINALIZER])).rejects.toThrow(NotFoundError);
  });
});
