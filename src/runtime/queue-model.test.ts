import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Registry } from 'prom-client';
import { createRuntimeMetrics } from '../observability/metrics.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { Priority } from './priority.ts';
import { WorkQueue, type WorkItem } from './queue.ts';

const CONCURRENCY = 2;

type Command =
  | { kind: 'add'; key: string; priority: Priority; delayMs: number }
  | { kind: 'finish'; nth: number }
  | { kind: 'advance'; ms: number };

interface ModelEntry {
  key: string;
  seq: number;
  priority: Priority;
  dueAt: number;
  /** Position in line; undefined while delayed or held. */
  place?: number;
}

/** What the queue promises, written the slow and obvious way. */
class Model {
  now: number;
  readonly started: WorkItem[] = [];
  readonly running: string[] = [];
  #pending: ModelEntry[] = [];
  #seq = 0;

  constructor(now: number) {
    this.now = now;
  }

  add(key: string, priority: Priority, delayMs: number): void {
    const dueAt = this.now + delayMs;
    this.#seq += 1;
    const known = this.#pending.find((entry) => entry.key === key);
    const entry = known ?? { key, seq: this.#seq, priority, dueAt };
    if (known === undefined) this.#pending.push(entry);
    if (priority > entry.priority) {
      entry.priority = priority;
      // A raised key goes to the end of its new line.
      if (entry.place !== undefined) entry.place = this.#seq;
    }
    entry.dueAt = Math.min(entry.dueAt, dueAt);
    this.#admit();
  }

  finish(nth: number): string | undefined {
    const key = this.running[nth % Math.max(1, this.running.length)];
    if (key === undefined) return undefined;
    const dirty = this.#pending.find((entry) => entry.key === key);
    if (dirty !== undefined && dirty.dueAt <= this.now) dirty.place = this.#seq += 1;
    this.running.splice(this.running.indexOf(key), 1);
    this.#start();
    return key;
  }

  advance(ms: number): void {
    const target = this.now + ms;
    for (let at = this.#nextDue(); at !== undefined && at <= target; at = this.#nextDue()) {
      this.now = at;
      this.#admit();
    }
    this.now = target;
  }

  get delayed(): ModelEntry[] {
    return this.#pending
      .filter((entry) => entry.place === undefined && !this.running.includes(entry.key))
      .sort((a, b) => a.dueAt - b.dueAt || a.seq - b.seq);
  }

  #nextDue(): number | undefined {
    return this.delayed[0]?.dueAt;
  }

  #admit(): void {
    for (const entry of this.delayed.filter(({ dueAt }) => dueAt <= this.now)) {
      entry.place = this.#seq += 1;
      this.#start();
    }
  }

  #start(): void {
    while (this.running.length < CONCURRENCY) {
      const line = this.#pending.filter((entry) => entry.place !== undefined);
      const [best] = line.sort((a, b) => b.priority - a.priority || (a.place ?? 0) - (b.place ?? 0));
      if (best === undefined) return;
      this.#pending = this.#pending.filter((entry) => entry !== best);
      this.running.push(best.key);
      this.started.push({ key: best.key, priority: best.priority, requestedAt: best.dueAt });
    }
  }
}

class Harness {
  readonly clock = new ManualClock();
  readonly started: WorkItem[] = [];
  readonly queue: WorkQueue;
  readonly #release = new Map<string, () => void>();

  constructor() {
    this.queue = new WorkQueue({
      run: (item) => this.#run(item),
      concurrency: CONCURRENCY,
      clocks: { wall: this.clock, domain: this.clock },
      random: () => 0.5,
      metrics: createRuntimeMetrics(new Registry()).forController('test', CONCURRENCY).queue,
    });
    this.queue.start();
  }

  #run(item: WorkItem): Promise<void> {
    expect(this.#release.has(item.key)).toBe(false);
    this.started.push(item);
    expect(this.#release.size).toBeLessThan(CONCURRENCY);
    return new Promise((resolve) => void this.#release.set(item.key, resolve));
  }

  finish(key: string | undefined): void {
    if (key === undefined) return;
    const release = this.#release.get(key);
    this.#release.delete(key);
    release?.();
  }
}

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: addCommand() },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('finish' as const), nth: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 60 }) }) },
);

function addCommand(): fc.Arbitrary<Command> {
  return fc.record({
    kind: fc.constant('add' as const),
    key,
    priority: fc.constantFrom(...Object.values(Priority)),
    delayMs: fc.constantFrom(0, 0, 10, 25, 50),
  });
}

async function perform(harness: Harness, model: Model, step: Command): Promise<void> {
  switch (step.kind) {
    case 'add':
      harness.queue.add(step.key, step);
      model.add(step.key, step.priority, step.delayMs);
      break;
    case 'finish':
      harness.finish(model.finish(step.nth));
      break;
    case 'advance':
      model.advance(step.ms);
      await harness.clock.advanceAsync(step.ms);
      break;
  }
  await settle();
}

describe('WorkQueue, against a model', () => {
  it('runs the keys that the model runs, in its order, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 60, size: 'max' }), async (commands) => {
        const harness = new Harness();
        const model = new Model(harness.clock.now());
        for (const step of commands) {
          await perform(harness, model, step);
          expect(harness.started).toEqual(model.started);
        }
        const delayed = harness.queue.dueNext(99).filter(({ dueAt }) => dueAt > model.now);
        expect(delayed.map((due) => due.key)).toEqual(model.delayed.map((entry) => entry.key));
      }),
      { numRuns: 300 },
    );
  });

  it('answers every add with a run that starts after it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40, size: 'max' }), async (commands) => {
        const harness = new Harness();
        const model = new Model(harness.clock.now());
        const startsBefore: { key: string; starts: number }[] = [];
        for (const step of commands) {
          if (step.kind === 'add') startsBefore.push({ key: step.key, starts: harness.started.length });
          await perform(harness, model, step);
        }
        await perform(harness, model, { kind: 'advance', ms: 1_000 });
        while (model.running.length > 0) await perform(harness, model, { kind: 'finish', nth: 0 });
        await harness.queue.idle();
        for (const { key: added, starts } of startsBefore) {
          expect(harness.started.slice(starts).map((item) => item.key)).toContain(added);
        }
        expect(harness.clock.pendingTimers).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
