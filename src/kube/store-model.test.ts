import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { InMemoryApiServer } from './in-memory/api-server.ts';
import type { Follower } from './in-memory/watch-log.ts';
import { keyOf, type KubeObject, type ResourceType } from './object.ts';
import { isNewer } from './resource-version.ts';
import { ObjectStore } from './store.ts';

type Widget = KubeObject<{ size: number }, { observedGeneration: number }>;
const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };
const NAMES = ['a', 'b'];
const FINALIZER = 'example.dev/finalizer';

/** A server, a store that follows it by hand, and what a handler made of the changes it was told. */
class World {
  readonly server = new InMemoryApiServer({ now: () => 0 });
  readonly user = this.server.user<Widget>(WIDGET);
  readonly failures: unknown[] = [];
  readonly store = new ObjectStore<Widget>({
    indexes: { size: ({ spec }) => [String(spec.size)] },
    onHandlerError: (error) => this.failures.push(error),
  });
  readonly told = new Map<string, Widget>();
  readonly answers: Widget[] = [];
  readonly watch: Follower;
  /** uids that were told to be gone. */
  readonly #buried = new Set<string>();
  #size = 0;

  constructor() {
    this.store.onChange((old, now) => this.#hear(old, now));
    this.watch = this.server.connect(WIDGET, this.store, { delivery: 'stepped' });
  }

  act(name: string, deed: Deed): void | Promise<void> {
    const key = { namespace: 'default', name };
    const held = this.user.read(key);
    this.#size += 1;
    if (deed === 'create') {
      if (held === undefined)
        this.user.create({ name, spec: { size: this.#size % 3 }, finalizers: this.#size % 2 === 0 ? [] : [FINALIZER] });
      return;
    }
    if (held === undefined) return;
    if (deed === 'resize') this.user.replaceSpec(key, { size: this.#size % 3 });
    else if (deed === 'delete') this.user.delete(key);
    else if (deed === 'write')
      return this.#answered(this.server.applyStatus(WIDGET, held, { observedGeneration: this.#size }));
    else return this.#answered(this.server.setFinalizers(WIDGET, held, []));
  }

  /** The answer to the oldest write of ours arrives: before, between or after the events about it. */
  hearAnswer(): void {
    const answer = this.answers.shift();
    if (answer === undefined) return;
    this.store.observeWrite(answer);
    const cached = this.store.get(keyOf(answer.metadata));
    const stale = cached !== undefined && isNewer(answer.metadata.resourceVersion, cached.metadata.resourceVersion);
    expect(stale).toBe(false);
    const gone = answer.metadata.deletionTimestamp !== undefined && answer.metadata.finalizers === undefined;
    if (gone) expect(cached?.metadata.uid).not.toBe(answer.metadata.uid);
  }

  check(): void {
    const cached = this.store.list();
    expect(this.failures).toEqual([]);
    expect([...this.told.values()].sort(byName)).toEqual([...cached].sort(byName));
    for (const size of ['0', '1', '2']) {
      const expected = cached.filter(({ spec }) => String(spec.size) === size);
      expect([...this.store.byIndex('size', size)].sort(byName)).toEqual([...expected].sort(byName));
    }
  }

  async #answered(write: Promise<Widget>): Promise<void> {
    this.answers.push(await write);
  }

  /**
   * Changes must be told without gaps: what is told as old is what was told last, versions only grow, and nothing
   * rises from the dead.
   */
  #hear(old: Widget | undefined, now: Widget | undefined): void {
    const key = keyOf((now ?? old)!.metadata);
    expect(this.told.get(key)).toBe(old);
    if (old === undefined) expect(this.#buried).not.toContain(now?.metadata.uid);
    if (now === undefined) this.#buried.add(old!.metadata.uid);
    if (old !== undefined && now !== undefined) {
      expect(now.metadata.uid).toBe(old.metadata.uid);
      expect(isNewer(now.metadata.resourceVersion, old.metadata.resourceVersion)).toBe(true);
    }
    if (now === undefined) this.told.delete(key);
    else this.told.set(key, now);
  }
}

function byName(a: Widget, b: Widget): number {
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

const deeds = ['create', 'resize', 'delete', 'write', 'release'] as const;
type Deed = (typeof deeds)[number];

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom(...deeds), name: fc.constantFrom(...NAMES) }) },
  { weight: 3, arbitrary: fc.record({ deliver: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.constant('answer' as const) },
  { weight: 1, arbitrary: fc.constant('relist' as const) },
);

describe('a store under any interleaving of events, answers and lists', () => {
  it('tells a gapless story and ends up as the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80, size: 'max' }), async (steps) => {
        const world = new World();
        for (const next of steps) {
          if (next === 'answer') world.hearAnswer();
          else if (next === 'relist') world.watch.relist();
          else if ('deliver' in next) world.watch.deliver(next.deliver);
          else await world.act(next.name, next.do);
          world.check();
        }
        world.watch.deliver();
        while (world.answers.length > 0) world.hearAnswer();
        world.check();
        expect([...world.store.list()].sort(byName)).toEqual([...world.user.list()].sort(byName));
      }),
      { numRuns: 250 },
    );
  });
});
