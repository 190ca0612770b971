import { describe, expect, it } from '@jest/globals';
import { withEffects } from './effectful-port.ts';
import { InMemoryApiServer } from './in-memory/api-server.ts';
import type { KubeObject, ResourceType } from './object.ts';
import { withObservedWrites } from './observed-writes.ts';
import { ObjectStore } from './store.ts';

type Widget = KubeObject<{ size: number }, { observedGeneration: number }>;
const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };
const FINALIZER = 'example.dev/finalizer';

function setUp(): { server: InMemoryApiServer; store: ObjectStore<Widget>; created: Widget } {
  const server = new InMemoryApiServer({ now: () => 0 });
  const created = server.user<Widget>(WIDGET).create({ name: 'a', spec: { size: 1 } });
  const store = new ObjectStore<Widget>();
  server.connect(WIDGET, store, { delivery: 'stepped' });
  return { server, store, created };
}

describe('withObservedWrites', () => {
  it('shows our writes in the cache before the watch does', async () => {
    const { server, store, created } = setUp();
    const port = withObservedWrites(server, () => store);
    const held = await port.setFinalizers(WIDGET, created, [FINALIZER]);
    await port.applyStatus(WIDGET, held, { observedGeneration: 1 });
    expect(store.get('default/a')).toMatchObject({
      metadata: { finalizers: [FINALIZER] },
      status: { observedGeneration: 1 },
    });
  });

  it('takes an object away whose last finalizer we removed', async () => {
    const { server, store, created } = setUp();
    const port = withObservedWrites(server, () => store);
    await port.setFinalizers(WIDGET, created, [FINALIZER]);
    server.user(WIDGET).delete(created.metadata);
    await port.setFinalizers(WIDGET, server.user<Widget>(WIDGET).mustRead(created.metadata), []);
    expect(store.get('default/a')).toBeUndefined();
  });

  it('sees nothing of an answer that was lost', async () => {
    const { server, store, created } = setUp();
    const lossy = withEffects(server, {
      around: async (_effect, run) => {
        await run();
        throw new Error('the answer was lost');
      },
    });
    const port = withObservedWrites(lossy, () => store);
    await expect(port.applyStatus(WIDGET, created, { observedGeneration: 1 })).rejects.toThrow('lost');
    expect(store.get('default/a')?.status).toEqual({ observedGeneration: -1 });
  });

  it('passes types without a cache through', async () => {
    const { server, created } = setUp();
    const port = withObservedWrites(server, () => undefined);
    expect((await port.applyStatus(WIDGET, created, { observedGeneration: 2 })).status?.observedGeneration).toBe(2);
    expect(await port.get(WIDGET, created.metadata)).toMatchObject({ status: { observedGeneration: 2 } });
  });
});
