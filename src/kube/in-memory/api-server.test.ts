import { beforeEach, describe, expect, it } from '@jest/globals';
import { keyOf, type KubeObject, type ResourceType } from '../object.ts';
import { ConflictError, NotFoundError } from '../port.ts';
import { ObjectStore } from '../store.ts';
import { InMemoryApiServer } from './api-server.ts';
import type { UserClient } from './user-client.ts';

type Widget = KubeObject<{ size: number; colour?: string | undefined }, { observedGeneration: number; phase?: string }>;

const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };
const OTHER: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Other', plural: 'others' };
const key = { namespace: 'default', name: 'a' };
const FINALIZER = 'example.dev/finalizer';

let server: InMemoryApiServer;
let user: UserClient<Widget>;

beforeEach(() => {
  server = new InMemoryApiServer({ now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678) });
  user = server.user<Widget>(WIDGET);
});

describe('the user side', () => {
  it('creates objects as the API server would', () => {
    const created = user.create({ name: 'a', spec: { size: 1 } });
    expect(created).toEqual({
      apiVersion: 'example.dev/v1',
      kind: 'Widget',
      metadata: {
        name: 'a',
        namespace: 'default',
        uid: '00000000-0000-4000-8000-000000000001',
        resourceVersion: '1',
        creationTimestamp: '2026-01-02T03:04:05Z',
        generation: 1,
      },
      spec: { size: 1 },
      status: { observedGeneration: -1 },
    });
  });

  it('refuses a name that is taken, and keeps kinds and namespaces apart', () => {
    user.create({ name: 'a', spec: { size: 1 } });
    expect(() => user.create({ name: 'a', spec: { size: 2 } })).toThrow(ConflictError);
    user.create({ name: 'a', namespace: 'elsewhere', spec: { size: 3 } });
    server.user(OTHER).create({ name: 'a', spec: {} });
    expect(user.list().map((object) => keyOf(object.metadata))).toEqual(['default/a', 'elsewhere/a']);
  });

  it('moves the generation with the spec, and with nothing else', () => {
    user.create({ name: 'a', spec: { size: 1 } });
    const annotated = user.annotate(key, { note: 'x' });
    expect(annotated.metadata).toMatchObject({ generation: 1, resourceVersion: '2', annotations: { note: 'x' } });
    const resized = user.changeSpec(key, (spec) => ({ ...spec, size: 2 }));
    expect(resized.metadata).toMatchObject({ generation: 2, resourceVersion: '3' });
  });

  it.each([
    ['the same spec', () => user.replaceSpec(key, { size: 1 })],
    ['the same spec with an undefined member', () => user.replaceSpec(key, { size: 1, colour: undefined })],
    ['the same annotation', () => user.annotate(key, { note: 'x' })],
    ['the removal of an annotation that is not there', () => user.annotate(key, { other: undefined })],
  ])('makes no new version for %s', (_what, write) => {
    user.create({ name: 'a', spec: { size: 1 }, annotations: { note: 'x' } });
    expect(write().metadata.resourceVersion).toBe('1');
    expect(server.writes.all).toBe(1);
  });

  it('hands out frozen objects that do not share what was passed in', () => {
    const spec = { size: 1 };
    const created = user.create({ name: 'a', spec });
    spec.size = 2;
    expect(user.mustRead(key).spec).toEqual({ size: 1 });
    expect(() => (created.spec.size = 3)).toThrow(TypeError);
  });

  it('puts a foreign status in, or takes it away', () => {
    user.create({ name: 'a', spec: { size: 1 } });
    expect(user.replaceStatus(key, { observedGeneration: 7 }).status).toEqual({ observedGeneration: 7 });
    expect(user.replaceStatus(key).status).toEqual({ observedGeneration: -1 });
    expect(server.writes.operator).toBe(0);
  });
});

describe('status', () => {
  it('replaces the whole status and leaves spec and generation alone', async () => {
    const created = user.create({ name: 'a', spec: { size: 1 } });
    const first = await server.applyStatus(WIDGET, created, { observedGeneration: 1, phase: 'up' });
    const second = await server.applyStatus(WIDGET, { ...first, spec: { size: 9 } }, { observedGeneration: 1 });
    expect(second).toMatchObject({ spec: { size: 1 }, metadata: { generation: 1, resourceVersion: '3' } });
    expect(second.status).toEqual({ observedGeneration: 1 });
    expect(server.writes).toEqual({ status: 2, finalizers: 0, operator: 2, all: 3 });
  });

  it('bumps nothing when nothing changes', async () => {
    const created = user.create({ name: 'a', spec: { size: 1 } });
    const answer = await server.applyStatus(WIDGET, created, { observedGeneration: -1 });
    expect(answer.metadata.resourceVersion).toBe('1');
    expect(server.writes.status).toBe(0);
  });

  it('refuses a stale resourceVersion, a uid of old, and an object that is gone', async () => {
    const created = user.create({ name: 'a', spec: { size: 1 } });
    user.annotate(key, { note: 'x' });
    await expect(server.applyStatus(WIDGET, created, { observedGeneration: 1 })).rejects.toThrow(ConflictError);
    user.delete(key);
    await expect(server.applyStatus(WIDGET, created, { observedGeneration: 1 })).rejects.toThrow(NotFoundError);
    user.create({ name: 'a', spec: { size: 1 } });
    await expect(server.applyStatus(WIDGET, created, { observedGeneration: 1 })).rejects.toThrow(ConflictError);
    expect(server.writes.status).toBe(0);
  });
});

describe('finalizers and deletion', () => {
  it('removes an object without finalizers at once', () => {
    user.create({ name: 'a', spec: { size: 1 } });
    user.delete(key);
    expect(user.read(key)).toBeUndefined();
  });

  it('keeps an object until its last finalizer is gone', async () => {
    const created = user.create({ name: 'a', spec: { size: 1 } });
    await server.setFinalizers(WIDGET, created, [FINALIZER]);
    user.delete(key);
    const dying = user.mustRead(key);
    expect(dying.metadata).toMatchObject({ deletionTimestamp: '2026-01-02T03:04:05Z', generation: 2 });
    user.delete(key);
    expect(user.mustRead(key)).toEqual(dying);
    const last = await server.setFinalizers(WIDGET, dying, []);
    expect(last.metadata.finalizers).toBeUndefined();
    expect(last.metadata.resourceVersion).toBe(dying.metadata.resourceVersion);
    expect(await server.get(WIDGET, key)).toBeUndefined();
  });

  it('refuses a new finalizer on an object that is being deleted', async () => {
    user.create({ name: 'a', spec: { size: 1 }, finalizers: ['other.dev/f'] });
    user.delete(key);
    const write = server.setFinalizers(WIDGET, user.mustRead(key), ['other.dev/f', FINALIZER]);
    await expect(write).rejects.toThrow('no new finalizers');
  });

  it('refuses a finalizer patch for another uid', async () => {
    const created = user.create({ name: 'a', spec: { size: 1 } });
    const foreign = { ...created, metadata: { ...created.metadata, uid: 'other' } };
    await expect(server.setFinalizers(WIDGET, foreign, [FINALIZER])).rejects.toThrow(ConflictError);
  });

  it('refuses a finalizer patch on a stale version', async () => {
    const created = user.create({ name: 'a', spec: { size: 1 } });
    user.annotate(key, { note: 'x' });
    await expect(server.setFinalizers(WIDGET, created, [FINALIZER])).rejects.toThrow(ConflictError);
  });
});

describe('watching', () => {
  it('shows every change to an immediate store before the write returns', () => {
    const store = new ObjectStore<Widget>();
    user.create({ name: 'a', spec: { size: 1 } });
    server.connect(WIDGET, store);
    expect(store.synced).toBe(true);
    user.replaceSpec(key, { size: 2 });
    expect(store.get('default/a')?.spec.size).toBe(2);
    user.delete(key);
    expect(store.list()).toEqual([]);
  });

  it('shows changes to a stepped store one by one, as the test says', () => {
    const store = new ObjectStore<Widget>();
    const watch = server.connect(WIDGET, store, { delivery: 'stepped' });
    user.create({ name: 'a', spec: { size: 1 } });
    user.replaceSpec(key, { size: 2 });
    expect([store.size, watch.pending]).toEqual([0, 2]);
    watch.deliver(1);
    expect(store.get('default/a')?.spec.size).toBe(1);
    watch.deliver();
    expect(store.get('default/a')?.spec.size).toBe(2);
  });

  it('keeps kinds apart', () => {
    const store = new ObjectStore<Widget>();
    server.connect(WIDGET, store);
    server.user(OTHER).create({ name: 'a', spec: {} });
    expect(store.size).toBe(0);
  });

  it('starts a store on a view that lags behind', () => {
    user.create({ name: 'a', spec: { size: 1 } });
    user.replaceSpec(key, { size: 2 });
    user.create({ name: 'b', spec: { size: 3 } });
    const store = new ObjectStore<Widget>();
    const watch = server.connect(WIDGET, store, { delivery: 'stepped', behind: 2 });
    expect(store.list().map(({ metadata, spec }) => [metadata.name, spec.size])).toEqual([['a', 1]]);
    watch.deliver();
    expect(store.size).toBe(2);
    expect(store.get('default/a')?.spec.size).toBe(2);
  });

  it('finds a deletion and a re-creation that a broken watch missed', () => {
    const before = user.create({ name: 'a', spec: { size: 1 } });
    user.create({ name: 'b', spec: { size: 1 } });
    const store = new ObjectStore<Widget>();
    const watch = server.connect(WIDGET, store, { delivery: 'stepped' });
    user.delete(key);
    user.create({ name: 'a', spec: { size: 1 } });
    user.delete({ namespace: 'default', name: 'b' });
    watch.relist();
    expect(store.list().map(({ metadata }) => metadata.name)).toEqual(['a']);
    expect(store.get('default/a')?.metadata.uid).not.toBe(before.metadata.uid);
  });

  it('tells a disconnected store nothing more', () => {
    const store = new ObjectStore<Widget>();
    const watch = server.connect(WIDGET, store);
    watch.disconnect();
    user.create({ name: 'a', spec: { size: 1 } });
    expect(store.size).toBe(0);
  });
});

it('records events for assertions', () => {
  const created = user.create({ name: 'a', spec: { size: 1 } });
  server.recordEvent(WIDGET, created, { type: 'Normal', reason: 'Deployed', message: 'done' });
  expect(server.events).toEqual([{ object: 'Widget/default/a', type: 'Normal', reason: 'Deployed', message: 'done' }]);
});
