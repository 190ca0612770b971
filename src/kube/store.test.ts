import { describe, expect, it } from '@jest/globals';
import type { KubeObject } from './object.ts';
import { ObjectStore } from './store.ts';

type Widget = KubeObject<{ colour: string; parts?: string[] }>;

function widget(name: string, version: number, over: Partial<Widget['metadata']> = {}, colour = 'red'): Widget {
  return {
    apiVersion: 'example.dev/v1',
    kind: 'Widget',
    metadata: {
      name,
      namespace: 'ns',
      uid: `uid-${name}`,
      resourceVersion: String(version),
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...over,
    },
    spec: { colour },
  };
}

function recorder(store: ObjectStore<Widget>): string[] {
  const seen: string[] = [];
  const version = (object: Widget | undefined): string =>
    object === undefined ? '-' : `${object.metadata.uid}@${object.metadata.resourceVersion}`;
  store.onChange((old, now) => seen.push(`${version(old)} → ${version(now)}`));
  return seen;
}

describe('feeding', () => {
  it('is synced once every feed has listed', () => {
    const store = new ObjectStore<Widget>();
    expect(store.synced).toBe(false);
    const [first, second] = [store.openFeed('ns'), store.openFeed('other')];
    first.replace([widget('a', 1)], '1');
    expect(store.synced).toBe(false);
    second.replace([], '1');
    expect(store.synced).toBe(true);
  });

  it('reports the initial list before it is synced', () => {
    const store = new ObjectStore<Widget>();
    const duringList: boolean[] = [];
    store.onChange(() => duringList.push(!store.synced));
    const feed = store.openFeed();
    feed.replace([widget('a', 1)], '1');
    feed.upsert(widget('a', 2));
    expect(duringList).toEqual([true, false]);
  });

  it('finds on a new list what was deleted unseen, in its own namespace only', () => {
    const store = new ObjectStore<Widget>();
    const [ns, other] = [store.openFeed('ns'), store.openFeed('other')];
    ns.replace([widget('a', 1), widget('b', 2)], '2');
    other.replace([widget('c', 3, { namespace: 'other' })], '3');
    const seen = recorder(store);
    ns.replace([widget('b', 2)], '9');
    expect(seen).toEqual(['uid-a@1 → -']);
    expect(store.size).toBe(2);
  });

  it('ignores events that are older than what is known', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([widget('a', 10)], '10');
    const seen = recorder(store);
    feed.upsert(widget('a', 9));
    feed.remove(widget('a', 9));
    feed.upsert(widget('a', 10));
    expect(seen).toEqual([]);
  });

  it('reports a re-created object as gone, then as new', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([widget('a', 1)], '1');
    const seen = recorder(store);
    feed.upsert(widget('a', 5, { uid: 'second' }));
    expect(seen).toEqual(['uid-a@1 → -', '- → second@5']);
  });

  it('starts afresh when the history went backwards', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([widget('a', 900), widget('b', 901)], '1000');
    feed.replace([widget('a', 40)], '50');
    expect(store.get('ns/a')?.metadata.resourceVersion).toBe('40');
    expect(store.get('ns/b')).toBeUndefined();
    feed.upsert(widget('a', 51));
    expect(store.get('ns/a')?.metadata.resourceVersion).toBe('51');
  });

  it('compares versions as numbers, not as text', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([widget('a', 9)], '9');
    feed.upsert(widget('a', 10));
    expect(store.get('ns/a')?.metadata.resourceVersion).toBe('10');
  });
});

describe('answers of our own writes', () => {
  it('are seen at once and survive the older events that follow', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([widget('a', 1)], '1');
    store.observeWrite(widget('a', 5));
    const seen = recorder(store);
    feed.upsert(widget('a', 3));
    feed.upsert(widget('a', 5));
    expect(seen).toEqual([]);
    expect(store.get('ns/a')?.metadata.resourceVersion).toBe('5');
  });

  it('survive a list that is too old to know them', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([], '1');
    store.observeWrite(widget('a', 5));
    feed.replace([], '4');
    expect(store.get('ns/a')?.metadata.resourceVersion).toBe('5');
    feed.replace([], '6');
    expect(store.get('ns/a')).toBeUndefined();
  });

  it('never raise an object that the watch has since reported deleted', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([widget('a', 1)], '1');
    feed.remove(widget('a', 6));
    store.observeWrite(widget('a', 5));
    expect(store.get('ns/a')).toBeUndefined();
  });

  it('do not replace an object that was created anew', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([widget('a', 8, { uid: 'second' })], '8');
    store.observeWrite(widget('a', 5));
    expect(store.get('ns/a')?.metadata.uid).toBe('second');
  });

  it('take the object away when they removed its last finalizer, and late events do not bring it back', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([widget('a', 1, { finalizers: ['f'] })], '1');
    const seen = recorder(store);
    // The answer carries the version before the end.
    store.observeWrite(widget('a', 3, { deletionTimestamp: '2026-01-01T00:00:00Z' }));
    feed.upsert(widget('a', 3, { finalizers: ['f'], deletionTimestamp: '2026-01-01T00:00:00Z' }));
    feed.replace([widget('a', 3, { finalizers: ['f'], deletionTimestamp: '2026-01-01T00:00:00Z' })], '4');
    feed.remove(widget('a', 5));
    expect(seen).toEqual(['uid-a@1 → -']);
    feed.upsert(widget('a', 7, { uid: 'second' }));
    expect(store.get('ns/a')?.metadata.uid).toBe('second');
  });

  it('of an old object that ends do not touch the new one of the same name', () => {
    const store = new ObjectStore<Widget>();
    const feed = store.openFeed();
    feed.replace([widget('a', 8, { uid: 'second' })], '8');
    store.observeWrite(widget('a', 5, { deletionTimestamp: '2026-01-01T00:00:00Z' }));
    expect(store.get('ns/a')?.metadata.uid).toBe('second');
  });
});

describe('handlers', () => {
  it('that throw stop neither the store nor the handlers after them', () => {
    const errors: unknown[] = [];
    const store = new ObjectStore<Widget>({ onHandlerError: (error) => errors.push(error) });
    const broken = new Error('broken');
    store.onChange(() => {
      throw broken;
    });
    const seen = recorder(store);
    store.openFeed().replace([widget('a', 1)], '1');
    expect(errors).toEqual([broken]);
    expect(seen).toHaveLength(1);
  });

  it('hear nothing after they unsubscribed', () => {
    const store = new ObjectStore<Widget>();
    let calls = 0;
    const unsubscribe = store.onChange(() => (calls += 1));
    unsubscribe();
    store.openFeed().replace([widget('a', 1)], '1');
    expect(calls).toBe(0);
  });
});

describe('indexes', () => {
  const options = {
    indexes: {
      colour: (object: Widget) => [object.spec.colour],
      part: (object: Widget) => object.spec.parts ?? [],
    },
  };

  it('follow every change', () => {
    const store = new ObjectStore<Widget>(options);
    const feed = store.openFeed();
    const names = (colour: string): string[] => store.byIndex('colour', colour).map(({ metadata }) => metadata.name);
    feed.replace([widget('a', 1), widget('b', 2)], '2');
    expect([names('red'), names('blue')]).toEqual([['a', 'b'], []]);
    feed.upsert(widget('a', 3, {}, 'blue'));
    expect([names('red'), names('blue')]).toEqual([['b'], ['a']]);
    feed.remove(widget('b', 4));
    expect(names('red')).toEqual([]);
  });

  it('find an object under each of its values', () => {
    const store = new ObjectStore<Widget>(options);
    const object = widget('a', 1);
    store.openFeed().replace([{ ...object, spec: { colour: 'red', parts: ['x', 'y'] } }], '1');
    expect([store.byIndex('part', 'x').length, store.byIndex('part', 'y').length]).toEqual([1, 1]);
  });

  it('refuse a name that nobody defined', () => {
    expect(() => new ObjectStore<Widget>(options).byIndex('clour', 'red')).toThrow("no index named 'clour'");
  });
});

it('freezes objects when told to', () => {
  const store = new ObjectStore<Widget>({ freeze: true });
  store.openFeed().replace([widget('a', 1)], '1');
  const held = store.get('ns/a')!;
  expect(() => (held.spec.colour = 'blue')).toThrow(TypeError);
});
