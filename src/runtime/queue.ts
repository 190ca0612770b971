/**
 * The work queue: which key is worked on next, and when.
 *
 * A key is in at most one place as *pending* (delayed, ready, or held because it is being processed) and, apart from
 * that, may be *processing*. So a key never runs twice at once, any number of adds makes one run, and an add during a
 * run (a dirty mark) makes another run afterwards. A `p-queue` holds the workers: its concurrency bounds how many
 * keys run, its priorities order the ready ones, first in first out within one priority.
 */
import PQueue from 'p-queue';
import { Backoff, type BackoffLimits } from './backoff.ts';
import type { Clocks, Random } from './clock.ts';
import { DelayLine } from './delay-line.ts';
import type { QueueMetrics } from './metrics.ts';
import type { Priority } from './priority.ts';
import { ReadyLine } from './ready-line.ts';

/** One run of a key. */
export interface WorkItem {
  readonly key: string;
  readonly priority: Priority;
  /** When the key fell due: domain milliseconds of the earliest add that this run answers, its delay included. */
  readonly requestedAt: number;
}

/** A key that waits, as {@link WorkQueue.dueNext} shows it. */
export interface DueKey {
  readonly key: string;
  readonly priority: Priority;
  /** Domain milliseconds; in the past for a ready key. */
  readonly dueAt: number;
  /** Failures in a row: above 0, the delay is a back-off that is better respected. */
  readonly failures: number;
}

export interface AddOptions {
  readonly priority: Priority;
  /** Domain milliseconds before the key becomes ready; at once when absent. */
  readonly delayMs?: number;
}

export interface WorkQueueOptions {
  /** Works on one key. Must not reject. */
  readonly run: (item: WorkItem) => Promise<void>;
  readonly concurrency: number;
  readonly clocks: Clocks;
  readonly random: Random;
  readonly metrics: QueueMetrics;
  readonly backoff?: BackoffLimits;
}

interface Pending {
  readonly key: string;
  readonly seq: number;
  priority: Priority;
  dueAt: number;
  /** Wall milliseconds since when the key is ready; undefined while it is delayed or held. */
  readyAt: number | undefined;
}

/** See {@link WorkQueue.dueNext}. */
const LOOK_AHEAD = 10;

export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #workers: PQueue<ReadyLine>;
  readonly #backoff: Backoff;
  readonly #pending = new Map<string, Pending>();
  /** Those of the pending that stand in line for a worker. */
  readonly #ready = new Set<Pending>();
  readonly #delayed: DelayLine<Pending>;
  /** Keys being worked on, since when (wall milliseconds). */
  readonly #processing = new Map<string, number>();
  #seq = 0;
  #draining = false;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
    this.#workers = new PQueue({ concurrency: options.concurrency, autoStart: false, queueClass: ReadyLine });
    this.#backoff = new Backoff(options.random, options.backoff);
    this.#delayed = new DelayLine(options.clocks.domain, (entry) => this.#makeReady(entry));
    options.metrics.watchProcessing(() => this.#processingMs());
  }

  /** Lets the workers begin; keys may be added before. */
  start(): void {
    if (!this.#draining) this.#workers.start();
  }

  /**
   * Asks for a run of `key` that starts after this call. Adds to a key that is pending already make one run, at the
   * highest priority and the shortest delay asked for; an add with no delay thus brings a delayed key forward.
   */
  add(key: string, { priority, delayMs = 0 }: AddOptions): void {
    if (this.#draining) return;
    const dueAt = this.#options.clocks.domain.now() + Math.max(0, delayMs);
    const known = this.#pending.get(key);
    if (known !== undefined) {
      this.#merge(known, priority, dueAt);
      return;
    }
    this.#seq += 1;
    const entry: Pending = { key, seq: this.#seq, priority, dueAt, readyAt: undefined };
    this.#pending.set(key, entry);
    this.#place(entry);
  }

  /** Adds `key` after its back-off, counting a failure. Returns the delay in domain milliseconds. */
  retry(key: string, priority: Priority): number {
    const delayMs = this.#backoff.next(key);
    this.#options.metrics.retried();
    this.add(key, { priority, delayMs });
    return delayMs;
  }

  /** Ends a row of failures of `key`. */
  forget(key: string): void {
    this.#backoff.forget(key);
  }

  failures(key: string): number {
    return this.#backoff.failures(key);
  }

  /**
   * The `count` keys that are due soonest and pass `filter`, without those being processed: first the ready ones, then
   * the delayed by due time. Batched reads are filled with them. Looks at ten times as many keys and no more: who asks
   * for every batch must not pay for a long queue.
   */
  dueNext(count: number, filter: (due: DueKey) => boolean = () => true): DueKey[] {
    const found: DueKey[] = [];
    let looked = 0;
    for (const { key, priority, dueAt } of this.#waiting()) {
      if (found.length >= count || looked >= count * LOOK_AHEAD) break;
      looked += 1;
      const due = { key, priority, dueAt, failures: this.#backoff.failures(key) };
      if (filter(due)) found.push(due);
    }
    return found;
  }

  /** Resolves when no key is ready and none is processing; delayed keys do not count. */
  async idle(): Promise<void> {
    await this.#workers.onIdle();
  }

  /** Drops what is pending, takes no more adds, starts no more runs; resolves when the running ones have ended. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.#workers.clear();
    this.#delayed.clear();
    for (const entry of this.#ready) this.#options.metrics.left(entry.priority);
    this.#ready.clear();
    this.#pending.clear();
    await this.#workers.onPendingZero();
  }

  *#waiting(): Generator<Pending> {
    yield* this.#ready;
    yield* this.#delayed.inOrder();
  }

  #merge(entry: Pending, priority: Priority, dueAt: number): void {
    const raised = priority > entry.priority;
    const sooner = dueAt < entry.dueAt;
    if (!raised && !sooner) return;
    if (raised && this.#ready.has(entry)) this.#raise(entry, priority);
    const delayed = this.#delayed.delete(entry);
    if (raised) entry.priority = priority;
    if (sooner) entry.dueAt = dueAt;
    if (delayed) this.#place(entry);
  }

  #raise(entry: Pending, priority: Priority): void {
    this.#workers.setPriority(entry.key, priority);
    this.#options.metrics.left(entry.priority);
    this.#options.metrics.joined(priority);
  }

  /** Puts an entry where it belongs by now: to the workers, among the delayed, or nowhere while its key runs. */
  #place(entry: Pending): void {
    if (this.#processing.has(entry.key)) return;
    if (entry.dueAt <= this.#options.clocks.domain.now()) this.#makeReady(entry);
    else this.#delayed.push(entry);
  }

  #makeReady(entry: Pending): void {
    entry.readyAt = this.#options.clocks.wall.now();
    this.#ready.add(entry);
    this.#options.metrics.added();
    this.#options.metrics.joined(entry.priority);
    void this.#workers.add(() => this.#work(entry), { id: entry.key, priority: entry.priority });
  }

  async #work(entry: Pending): Promise<void> {
    this.#ready.delete(entry);
    this.#options.metrics.left(entry.priority);
    // A free worker takes a key inside `add` itself; waiting one turn lets the adds that come with it join this run.
    await Promise.resolve();
    if (this.#draining) return;
    const startedAt = this.#options.clocks.wall.now();
    this.#options.metrics.waited(startedAt - (entry.readyAt ?? startedAt));
    this.#pending.delete(entry.key);
    this.#processing.set(entry.key, startedAt);
    try {
      await this.#options.run({ key: entry.key, priority: entry.priority, requestedAt: entry.dueAt });
    } finally {
      this.#end(entry.key, startedAt);
    }
  }

  #end(key: string, startedAt: number): void {
    this.#options.metrics.worked(this.#options.clocks.wall.now() - startedAt);
    this.#processing.delete(key);
    const dirty = this.#pending.get(key);
    if (dirty !== undefined) this.#place(dirty);
  }

  #processingMs(): number[] {
    const now = this.#options.clocks.wall.now();
    return [...this.#processing.values()].map((since) => now - since);
  }
}
