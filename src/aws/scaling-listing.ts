import type { Clock } from '../runtime/clock.ts';
import { Priority } from '../runtime/priority.ts';
import { AwaitToken } from '../runtime/result.ts';
import { sleep } from '../runtime/sleep.ts';
import type { PacedCalls } from './paced-calls.ts';
import type { ScalingReading } from './port.ts';
import { ScalingPages } from './scaling-pages.ts';

export interface ScalingListingOptions {
  readonly calls: PacedCalls;
  /** The domain clock. */
  readonly clock: Clock;
  /** The best guess so far. */
  readonly expectedPages: () => number;
  /** Stops the waits. */
  readonly signal: AbortSignal;
  /** It is complete. */
  readonly onListed: () => void;
}

/**
 * One listing of all scalable targets, policies and scheduled actions, shared by those who ask at about the same time.
 * It reads on by itself while it waits for tokens; those who ask meanwhile are told when it should be done.
 */
export class ScalingListing {
  /** Domain milliseconds. */
  readonly startedAt: number;
  /** Settles when the listing is complete, has failed, or first had to wait for a token. */
  readonly progress: Promise<void>;
  private readonly options: ScalingListingOptions;
  private readonly read: ScalingPages;
  private priority: Priority = Priority.Resync;
  private failure: { readonly cause: unknown } | undefined;
  private resumesAt = 0;
  private finishedAt: number | undefined;

  constructor(options: ScalingListingOptions) {
    this.options = options;
    this.startedAt = options.clock.now();
    this.read = new ScalingPages(options.calls);
    this.progress = new Promise((resolve) => {
      void this.run(resolve);
    });
  }

  get pages(): number {
    return this.read.pages;
  }

  /** Whether readings may still be taken from it: it is under way, or ended at most `ms` domain milliseconds ago. */
  isFresh(ms: number): boolean {
    if (this.failure !== undefined) return false;
    return this.finishedAt === undefined || this.options.clock.now() - this.finishedAt <= ms;
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

  private async run(settle: () => void): Promise<void> {
    try {
      while (!this.read.finished) await this.nextPage(settle);
      this.finishedAt = this.options.clock.now();
      this.options.onListed();
    } catch (cause) {
      this.failure = { cause };
    }
    settle();
  }

  private async nextPage(settle: () => void): Promise<void> {
    try {
      await this.read.next({ object: 'ScalingListing', priority: this.priority });
    } catch (error) {
      if (!(error instanceof AwaitToken)) throw error;
      this.resumesAt = this.options.clock.now() + error.afterMs;
      settle();
      await sleep(this.options.clock, error.afterMs, this.options.signal);
    }
  }

  private remainingMs(): number {
    const pagesAfterNext = Math.max(0, this.options.expectedPages() - this.pages - 1);
    const perPageMs = 1000 / this.options.calls.ratePerSecond('DescribeScalableTargets');
    return Math.max(1, this.resumesAt - this.options.clock.now()) + pagesAfterNext * perPageMs;
  }
}
