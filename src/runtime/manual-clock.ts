import type { Clock, Timer } from './clock.ts';
import { Heap } from './heap.ts';

interface PendingTimer {
  readonly at: number;
  readonly seq: number;
  readonly run: () => void;
}

/** More timers than this at one instant are a loop that never lets time pass. */
const MOST_TIMERS_PER_INSTANT = 100_000;

/** 2026-01-01T00:00:00Z: any fixed time does, but one that looks like a date reads better in a failing test. */
const START = 1_767_225_600_000;

/** Time that stands still until it is moved. For tests, and for programs stepped from outside. */
export class ManualClock implements Clock {
  #now: number;
  #seq = 0;
  readonly #timers = new Heap<PendingTimer>((a, b) => (a.at === b.at ? a.seq < b.seq : a.at < b.at));

  constructor(now: number = START) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  setTimer(ms: number, run: () => void): Timer {
    if (Number.isNaN(ms)) throw new RangeError('a timer needs a number of milliseconds');
    this.#seq += 1;
    const timer = { at: this.#now + Math.max(0, ms), seq: this.#seq, run };
    this.#timers.push(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** When the next timer is due (milliseconds since the epoch on this clock); undefined when none is pending. */
  get nextTimerAt(): number | undefined {
    return this.#timers.peek()?.at;
  }

  /** How many timers are pending: a test of what must leave nothing behind looks here. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Moves time on by `ms` and runs the timers that fall due, in order, each at its own time. */
  advance(ms: number): void {
    for (const run of this.#due(ms)) run();
  }

  /**
   * As {@link advance}, and lets promises settle before the first timer, after each, and at the end, so that
   * asynchronous work started by one timer is done, and its own timers set, before time moves further.
   */
  async advanceAsync(ms: number): Promise<void> {
    await settle();
    for (const run of this.#due(ms)) {
      run();
      await settle();
    }
  }

  *#due(ms: number): Generator<() => void> {
    const target = this.#now + ms;
    let instant = this.#now;
    let count = 0;
    for (let next = this.#timers.peek(); next !== undefined && next.at <= target; next = this.#timers.peek()) {
      count = next.at === instant ? count + 1 : 1;
      if (count > MOST_TIMERS_PER_INSTANT) throw new Error('timers at one instant keep setting timers for it');
      instant = next.at;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      yield next.run;
    }
    this.#now = Math.max(this.#now, target);
  }
}

/** Resolves once every promise that can settle without I/O or a timer has settled. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
