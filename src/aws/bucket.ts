import type { Clock } from '../runtime/clock.ts';
import { Priority } from '../runtime/priority.ts';
import type { BucketSize } from './categories.ts';

/** Part of the share that the lower half of the priorities can count on, however busy the upper half is. */
const keptPart = 0.1;
/** Priorities up to this one form the lower half. */
const lowerHalf: Priority = Priority.Resync;
/** How long after its estimated turn a place is held for a caller that does not come back. */
const placeGraceMs = 10_000;
/** A caller that comes back so soon after it was served goes on with the same piece of work, and keeps its turn. */
const sameTurnMs = 10_000;
/** A throttle answer halves the rate; answers to calls sent before the cut do not cut again. */
const throttleCut = 0.5;
const throttleCutEveryMs = 1_000;
const lowestFactor = 0.05;
/** Share of the full rate that comes back per second after a throttle. */
const recoveryPerSecond = 0.05;

export type Take = { readonly granted: true } | { readonly granted: false; readonly waitMs: number };

/** Who came before whom. */
interface Turn {
  readonly arrival: number;
  readonly expiresAt: number;
}

interface Place extends Turn {
  readonly priority: Priority;
}

export interface BucketOptions {
  readonly size: BucketSize;
  /** Part of AWS's bucket that we allow ourselves, in (0, 1]. */
  readonly share: number;
  /** The domain clock. */
  readonly clock: Clock;
}

/**
 * A token bucket that never blocks: a caller that is denied is told when to ask again and keeps its place until then.
 * Places are ordered by priority, then by arrival. Work of several calls keeps the arrival of its first: otherwise many
 * that start together would all have read something old, and none would be done. Within any window of t seconds it grants at most
 * `max(2, burst × share) + perSecond × share × t` tokens.
 *
 * Two lanes: the kept lane fills with a tenth of the rate and only serves the lower half of the priorities; what it
 * cannot hold flows to the main lane, so nothing is lost while the lower half is quiet.
 */
export class TokenBucket {
  private readonly clock: Clock;
  /** Tokens per millisecond when AWS is content. */
  private readonly fullRate: number;
  private readonly mainCapacity: number;
  private readonly keptCapacity: number;
  private readonly places = new Map<string, Place>();
  /** Of callers that were served lately. */
  private readonly turns = new Map<string, Turn>();
  private main: number;
  private kept: number;
  private factor = 1;
  private refilledAt: number;
  private lastCutAt = Number.NEGATIVE_INFINITY;
  private arrivals = 0;

  constructor(options: BucketOptions) {
    const capacity = Math.max(2, options.size.burst * options.share);
    this.clock = options.clock;
    this.fullRate = (options.size.perSecond * options.share) / 1000;
    this.keptCapacity = Math.max(1, capacity * keptPart);
    this.mainCapacity = capacity - this.keptCapacity;
    this.main = this.mainCapacity;
    this.kept = this.keptCapacity;
    this.refilledAt = options.clock.now();
  }

  /** Sustained tokens per second when AWS is content: what passes and polls are planned with. */
  get perSecond(): number {
    return this.fullRate * 1000;
  }

  /** Takes one token for `caller`, or keeps a place for it and says in how many domain milliseconds to ask again. */
  tryTake(caller: string, priority: Priority): Take {
    const now = this.clock.now();
    this.refill(now);
    const arrival = (this.places.get(caller) ?? this.turns.get(caller))?.arrival ?? this.arrivals++;
    this.places.delete(caller);
    const waitMs = priority > lowerHalf ? this.takeUpper(priority, arrival) : this.takeLower(priority, arrival);
    if (waitMs === 0) {
      if (!this.turns.has(caller)) this.turns.set(caller, { arrival, expiresAt: now + sameTurnMs });
      return { granted: true };
    }
    this.places.set(caller, { arrival, priority, expiresAt: now + waitMs + placeGraceMs });
    return { granted: false, waitMs };
  }

  /** AWS answered that this bucket is empty: everybody else in the account counts too, so slow down for a while. */
  throttled(): void {
    const now = this.clock.now();
    this.refill(now);
    this.main = 0;
    this.kept = 0;
    if (now - this.lastCutAt < throttleCutEveryMs) return;
    this.lastCutAt = now;
    this.factor = Math.max(lowestFactor, this.factor * throttleCut);
  }

  private takeUpper(priority: Priority, arrival: number): number {
    const missing = 1 + this.ahead(priority, arrival, false) - this.main;
    if (missing > 0) return this.waitForMain(missing);
    this.main -= 1;
    return 0;
  }

  private takeLower(priority: Priority, arrival: number): number {
    const lowerAhead = this.ahead(priority, arrival, true);
    const missingKept = 1 + lowerAhead - this.kept;
    if (missingKept <= 0) {
      this.kept -= 1;
      return 0;
    }
    const servedByKept = Math.min(lowerAhead, Math.floor(this.kept));
    const upperAhead = this.ahead(priority, arrival, false) - lowerAhead;
    const missingMain = 1 + upperAhead + lowerAhead - servedByKept - this.main;
    if (missingMain <= 0) {
      this.main -= 1;
      return 0;
    }
    return Math.min(this.waitFor(missingKept, keptPart), this.waitForMain(missingMain));
  }

  /** Places that go before this one; `lowerOnly`: those of the lower half. */
  private ahead(priority: Priority, arrival: number, lowerOnly: boolean): number {
    let count = 0;
    for (const place of this.places.values()) {
      if (lowerOnly && place.priority > lowerHalf) continue;
      if (place.priority > priority || (place.priority === priority && place.arrival < arrival)) count++;
    }
    return count;
  }

  /**
   * The main lane gets all of the rate once the kept lane is full. Should the lower half drain that again, the caller
   * comes back too early and waits a little more.
   */
  private waitForMain(tokens: number): number {
    const untilKeptIsFull = (this.keptCapacity - this.kept) * ((1 - keptPart) / keptPart);
    if (tokens <= untilKeptIsFull) return this.waitFor(tokens, 1 - keptPart);
    return this.waitFor(untilKeptIsFull, 1 - keptPart) + this.waitFor(tokens - untilKeptIsFull, 1);
  }

  private waitFor(tokens: number, laneShare: number): number {
    return Math.ceil(tokens / (this.fullRate * this.factor * laneShare));
  }

  private refill(now: number): void {
    const elapsed = Math.max(0, now - this.refilledAt);
    this.refilledAt = now;
    dropExpired(this.places, now);
    dropExpired(this.turns, now);
    const tokens = this.fullRate * this.recover(elapsed);
    const keptRoom = this.keptCapacity - this.kept;
    const toKept = Math.min(keptRoom, tokens * keptPart);
    this.kept += toKept;
    this.main = Math.min(this.mainCapacity, this.main + tokens - toKept);
  }

  /** Moves the factor back towards 1 and returns its integral over the elapsed milliseconds. */
  private recover(elapsed: number): number {
    const perMs = recoveryPerSecond / 1000;
    const recovering = Math.min(elapsed, (1 - this.factor) / perMs);
    const area = this.factor * recovering + (perMs * recovering * recovering) / 2 + (elapsed - recovering);
    this.factor = Math.min(1, this.factor + perMs * recovering);
    return area;
  }
}

function dropExpired(turns: Map<string, Turn>, now: number): void {
  for (const [caller, { expiresAt }] of turns) if (expiresAt < now) turns.delete(caller);
}
