import type { Clock } from '../runtime/clock.ts';
import { Priority } from '../runtime/priority.ts';
import { AwaitToken } from '../runtime/result.ts';
import { sleep } from '../runtime/sleep.ts';
import type { PacedCalls } from './paced-calls.ts';
import type { ScalingReading } from './port.ts';
import { ScalingPages } from './scaling-pages.ts';

/**
 * One listing of all scalable targets, policies and scheduled actions, shared by those who ask at about the same time.
 * It reads on by itself while it waits for tokens; those who ask meanwhile are told when it should be done.
 */
export class ScalingListing {
  /** Domain milliseconds. */
  readonly startedAt: number;
  /** Settles when the listing is complete, has failed, or first had to wait for a token. */
  readonly progress: Promise<void>;
  private readonly calls: PacedCalls;
  private readonly clock: Clock;
  private readonly expectedPages: () => number;
  private readonly read: ScalingPages;
  private priority: Priority = Priority.Resync;
  private failure: { readonly cause: unknown } | undefined;
  private resumesAt = 0;
  private finishedAt: number | undefined;

  /** `expectedPages`: the best guess so far. `signal` stops the waits. */
  constructor(calls: PacedCalls, clock: Clock, expectedPages: () => number, signal: AbortSignal) {
    this.calls = calls;
    this.clock = clock;
    this.expectedPages = expectedPages;
    this.startedAt = clock.now();
    this.read = new ScalingPages(calls);
    this.progress = new Promise((resolve) => {
      void this.run(resolve, signal);
    });
  }

  get pages(): number {
    return this.read.pages;
  }

  /** Whether readings may still be taken from it: it is under way, or ended at most `ms` domain milliseconds ago. */
  isFresh(ms: number): boolean {
    if (this.failure !== undefined) return false;
    return this.finishedAt === undefined || this.clock.now() - this.finishedAt <= ms;
  }

  /** Somebody waits for the listing at `priority`: its next pages are asked for no later. */
  hurry(priority: Priority): void {
    if (priority > this.priority) this.priority = priority;
  }

  /** @throws AwaitToken while the listing waits for tokens, and what made it fail */
  readingOf(resourceId: string): ScalingReading {
    if (this.failure !== undefined) throw this.failure.cause;
    if (this.finishedAt === undefined) throw new AwaitToken(this.remainingMs(), 'scaling-read');
    return this.read.readingOf(resourceId, this.startedAt);
  }

  private async run(settle: () => void, signal: AbortSignal): Promise<void> {
    try {
      while (!this.read.finished) await this.nextPage(settle, signal);
      this.finishedAt = this.clock.now();
    } catch (cause) {
      this.failure = { cause };
    }
    settle();
  }

  private async nextPage(settle: () => void, signal: AbortSignal): Promise<void> {
    try {
      await this.read.next({ object: 'ScalingListing', priority: this.priority });
    } catch (error) {
      if (!(error instanceof AwaitToken)) throw error;
      this.resumesAt = this.clock.now() + error.afterMs;
      settle();
      await sleep(this.clock, error.afterMs, signal);
    }
  }

  private remainingMs(): number {
    const pagesAfterNext = Math.max(0, this.expectedPages() - this.pages - 1);
    const perPageMs = 1000 / this.calls.ratePerSecond('DescribeScalableTargets');
    return Math.max(1, this.resumesAt - this.clock.now()) + pagesAfterNext * perPageMs;
  }
}
