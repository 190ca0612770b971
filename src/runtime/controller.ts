/**
 * A controller: takes keys from its work queue, reconciles each, and lets the result decide when the key comes back.
 */
import type { Logger } from '../observability/log.ts';
import { attempt, type Outcome } from './attempt.ts';
import type { BackoffLimits } from './backoff.ts';
import type { Clocks, Random } from './clock.ts';
import { ReconcilePanic, ReconcileTimeout, Stopping, TerminalError } from './errors.ts';
import type { ControllerMetrics, ReconcileOutcome, RuntimeMetrics } from './metrics.ts';
import { Priority } from './priority.ts';
import { WorkQueue, type AddOptions, type DueKey, type WorkItem } from './queue.ts';
import type { Result } from './result.ts';

/** What a reconcile is told besides its key. */
export interface ReconcileContext {
  /** Aborted at the time-out, and when the process stops and the grace time is over. */
  readonly signal: AbortSignal;
  /** The priority of this run: for the request buckets. */
  readonly priority: Priority;
  /** Names this run in logs and traces. */
  readonly reconcileID: string;
  /** Carries controller, object and reconcileID. */
  readonly log: Logger;
  /** When the key fell due, in domain milliseconds. */
  readonly requestedAt: number;
}

export interface ControllerOptions {
  /** Label of logs and metrics. */
  readonly name: string;
  /** Level-driven and idempotent: is told which object to look at, never what happened to it. */
  readonly reconcile: (key: string, context: ReconcileContext) => Promise<Result>;
  readonly concurrency: number;
  readonly clocks: Clocks;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: RuntimeMetrics;
  /** Wall milliseconds. */
  readonly reconcileTimeoutMs: number;
  /**
   * The longest time, in domain milliseconds, until a key that is `done` is looked at again; undefined for never,
   * as for an object that is gone. Asked after every `done`; the controller shortens it by up to a fifth, at random,
   * so that objects made together do not stay together.
   */
  readonly resync?: (key: string) => number | undefined;
  readonly backoff?: BackoffLimits;
  /** Failures of the world outside, which retries are there for; all others are logged as errors. */
  readonly isExpected?: (error: Error) => boolean;
}

/** The part of the resync period that is left to chance. */
const RESYNC_JITTER = 0.2;

/** A key that asks to come back at once still lets time pass in between, or it would never let go of the process. */
const SHORTEST_DELAY_MS = 1;

export class Controller {
  readonly name: string;
  readonly #options: ControllerOptions;
  readonly #metrics: ControllerMetrics;
  readonly #log: Logger;
  readonly #queue: WorkQueue;
  readonly #running = new Set<AbortController>();

  constructor(options: ControllerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#metrics = options.metrics.forController(options.name, options.concurrency);
    this.#log = options.log.child({ controller: options.name });
    this.#queue = new WorkQueue({
      ...options,
      metrics: this.#metrics.queue,
      run: (item) => this.#process(item),
    });
  }

  /** Starts the workers. Keys may be added before. */
  start(): void {
    this.#queue.start();
  }

  /** See {@link WorkQueue.add}. */
  add(key: string, options: AddOptions): void {
    this.#queue.add(key, options);
  }

  /** See {@link WorkQueue.dueNext}. */
  dueNext(count: number, filter?: (due: DueKey) => boolean): DueKey[] {
    return this.#queue.dueNext(count, filter);
  }

  /** Resolves when no key is ready and none is being reconciled; keys that wait for their time do not count. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  /**
   * Starts no more reconciles and resolves when the running ones have ended. Those that still run after `graceMs`
   * wall milliseconds see their signal aborted.
   */
  async stop(graceMs: number): Promise<void> {
    const timer = this.#options.clocks.wall.setTimer(graceMs, () => {
      for (const abort of this.#running) abort.abort(new Stopping());
    });
    await this.#queue.drain();
    timer.cancel();
  }

  async #process(item: WorkItem): Promise<void> {
    const { clocks, reconcileTimeoutMs } = this.#options;
    const reconcileID = this.#newReconcileID();
    const log = this.#log.child({ object: item.key, reconcileID });
    const abort = new AbortController();
    const { priority, requestedAt } = item;
    const context = { signal: abort.signal, priority, reconcileID, log, requestedAt };
    const startedAt = clocks.wall.now();
    this.#running.add(abort);
    this.#metrics.started();
    const outcome = await attempt(() => this.#options.reconcile(item.key, context), {
      wall: clocks.wall,
      timeoutMs: reconcileTimeoutMs,
      abort,
    });
    this.#running.delete(abort);
    this.#metrics.ended(this.#settle(item, outcome, log), clocks.wall.now() - startedAt);
  }

  /** Decides when the key comes back. */
  #settle(item: WorkItem, outcome: Outcome, log: Logger): ReconcileOutcome {
    switch (outcome.kind) {
      case 'done':
        this.#queue.forget(item.key);
        this.#addForResync(item.key);
        return 'success';
      case 'after':
        this.#queue.forget(item.key);
        this.#addLater(item.key, outcome.priority, outcome.ms);
        return 'requeue_after';
      case 'wait':
        this.#addLater(item.key, item.priority, outcome.ms);
        return 'requeue';
      case 'interrupted':
        log.info('Reconcile interrupted, the process is stopping');
        return 'requeue';
      case 'failed':
        this.#fail(item, outcome.error, log);
        return 'error';
    }
  }

  #fail(item: WorkItem, error: Error, log: Logger): void {
    if (error instanceof ReconcilePanic) this.#metrics.panicked();
    if (error instanceof ReconcileTimeout) this.#metrics.timedOut();
    if (error instanceof TerminalError) {
      this.#metrics.terminalError();
      this.#queue.forget(item.key);
      if (error.retryAfterMs !== undefined) this.#addLater(item.key, Priority.Resync, error.retryAfterMs);
      log.error({ err: error, retryInMs: error.retryAfterMs }, 'Reconcile failed, a retry alone does not mend it');
      return;
    }
    const retryInMs = this.#queue.retry(item.key, item.priority);
    const failures = this.#queue.failures(item.key);
    // What is expected to pass is told in a line; a stack trace is for what somebody has to mend.
    if (this.#options.isExpected?.(error) === true) {
      log.warn({ reason: error.message, failures, retryInMs }, 'Reconcile failed, it will be tried again');
    } else {
      log.error({ err: error, failures, retryInMs }, 'Reconcile failed');
    }
  }

  #addForResync(key: string): void {
    const period = this.#options.resync?.(key);
    if (period === undefined) return;
    this.#addLater(key, Priority.Resync, period * (1 - RESYNC_JITTER * this.#options.random()));
  }

  #addLater(key: string, priority: Priority, ms: number): void {
    this.#queue.add(key, { priority, delayMs: Math.max(SHORTEST_DELAY_MS, ms) });
  }

  #newReconcileID(): string {
    return Math.floor(this.#options.random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0');
  }
}
