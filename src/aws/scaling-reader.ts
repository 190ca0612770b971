import type { Clock } from '../runtime/clock.ts';
import { Priority } from '../runtime/priority.ts';
import type { PacedCalls } from './paced-calls.ts';
import type { CallContext, ScalingReading } from './port.ts';
import { ScalingListing } from './scaling-listing.ts';
import { ScalingPages } from './scaling-pages.ts';

/** How long a finished listing serves resync reads: domain milliseconds. */
const listingFreshMs = 30_000;
/** Pages of a single read that waits for its next token are dropped after this: domain milliseconds. */
const singleFreshMs = 60_000;
/** From so many single reads under way on, urgent reads share a listing too: one by one they would take minutes. */
const crowd = 5;
/** Who asked within this time counts when listing and single reads are weighed: two resync periods. */
const askedWithinMs = 120_000;
/** Targets, policies and scheduled actions of one resource. */
const pagesOfSingle = 3;

interface Single {
  readonly pages: ScalingPages;
  readonly startedAt: number;
  readonly writesBefore: number;
}

/**
 * Reads scalable targets with their policies and scheduled actions: one resource where it is urgent, by a listing that
 * all share for resyncs and where many wait.
 */
export class ScalingReader {
  private readonly calls: PacedCalls;
  private readonly clock: Clock;
  private readonly onListed: () => void;
  private readonly stop = new AbortController();
  private readonly singles = new Map<string, Single>();
  private readonly askedAt = new Map<string, number>();
  /** Number of the last write to each resource, counted over all writes. */
  private readonly lastWrite = new Map<string, number>();
  private writes = 0;
  private listing: ScalingListing | undefined;
  private writesBeforeListing = 0;
  private pagesOfLastListing = 0;
  private crowdedUntil = Number.NEGATIVE_INFINITY;

  /**
   * @param clock the domain clock
   * @param onListed everything was listed: whoever asks at resync priority within the next seconds makes no call
   */
  constructor(calls: PacedCalls, clock: Clock, onListed: () => void = () => undefined) {
    this.calls = calls;
    this.clock = clock;
    this.onListed = onListed;
  }

  /** @throws AwaitToken, AwsError */
  async read(resourceId: string, context: CallContext): Promise<ScalingReading> {
    this.askedAt.set(resourceId, this.clock.now());
    const listing = this.sharesListing(context) ? this.usableListing() : undefined;
    if (listing === undefined || this.wasWritten(resourceId, this.writesBeforeListing)) {
      return this.readSingle(resourceId, context);
    }
    listing.hurry(context.priority);
    await listing.progress;
    this.pagesOfLastListing = Math.max(listing.pages, pagesOfSingle);
    // A write may have happened while the listing was under way.
    if (this.wasWritten(resourceId, this.writesBeforeListing)) return this.readSingle(resourceId, context);
    const reading = listing.readingOf(resourceId);
    this.singles.delete(singleKey(resourceId, context));
    return reading;
  }

  /** The resource was, or is being, written: nothing read before counts any more. */
  invalidate(resourceId: string): void {
    this.writes++;
    this.lastWrite.set(resourceId, this.writes);
  }

  /** Stops a listing that waits for tokens. */
  close(): void {
    this.stop.abort();
  }

  private async readSingle(resourceId: string, context: CallContext): Promise<ScalingReading> {
    const key = singleKey(resourceId, context);
    const single = this.resumableSingle(key, resourceId);
    while (!single.pages.finished) await single.pages.next(context);
    this.singles.delete(key);
    return single.pages.readingOf(resourceId, single.startedAt);
  }

  private resumableSingle(key: string, resourceId: string): Single {
    const now = this.clock.now();
    for (const [each, { startedAt }] of this.singles) {
      if (now - startedAt > singleFreshMs) this.singles.delete(each);
    }
    const begun = this.singles.get(key);
    if (begun !== undefined && !this.wasWritten(resourceId, begun.writesBefore)) return begun;
    const pages = new ScalingPages(this.calls, resourceId);
    const single = { pages, startedAt: now, writesBefore: this.writes };
    this.singles.set(key, single);
    return single;
  }

  /** Resync reads always; urgent ones while many of them wait. */
  private sharesListing({ priority }: CallContext): boolean {
    if (priority <= Priority.Resync) return true;
    const now = this.clock.now();
    if (this.singles.size >= crowd) this.crowdedUntil = now + listingFreshMs;
    return now <= this.crowdedUntil;
  }

  private usableListing(): ScalingListing | undefined {
    if (this.listing?.isFresh(listingFreshMs) === true) return this.listing;
    if (!this.isListingCheaper()) return undefined;
    this.listing = new ScalingListing({
      calls: this.calls,
      clock: this.clock,
      expectedPages: () => this.expectedPages(),
      signal: this.stop.signal,
      onListed: this.onListed,
    });
    this.writesBeforeListing = this.writes;
    this.lastWrite.clear();
    return this.listing;
  }

  /** At least what those who ask fill: pages of 50 targets, ten policies, 50 scheduled actions. */
  private expectedPages(): number {
    const resources = this.askedAt.size;
    return Math.max(this.pagesOfLastListing, 2 * Math.ceil(resources / 50) + Math.ceil(resources / 10));
  }

  /** An account may hold thousands of targets of which we manage a few. The first listing finds out. */
  private isListingCheaper(): boolean {
    const since = this.clock.now() - askedWithinMs;
    for (const [resource, askedAt] of this.askedAt) if (askedAt < since) this.askedAt.delete(resource);
    return this.askedAt.size * pagesOfSingle >= this.pagesOfLastListing;
  }

  private wasWritten(resourceId: string, writesBefore: number): boolean {
    return (this.lastWrite.get(resourceId) ?? 0) > writesBefore;
  }
}

function singleKey(resourceId: string, { object }: CallContext): string {
  return `${object} ${resourceId}`;
}
