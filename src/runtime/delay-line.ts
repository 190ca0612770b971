/** Waiting room of keys whose time has not come. */
import type { Clock, Timer } from './clock.ts';
import { Heap } from './heap.ts';

export interface Delayed {
  /** Milliseconds on the line's clock. Must not change while the item is on the line. */
  readonly dueAt: number;
  /** Orders items that are due at the same moment. */
  readonly seq: number;
}

/** Holds items until they fall due. One timer, that of the soonest, serves them all. */
export class DelayLine<T extends Delayed> {
  readonly #clock: Clock;
  readonly #release: (item: T) => void;
  readonly #items = new Heap<T>((a, b) => (a.dueAt === b.dueAt ? a.seq < b.seq : a.dueAt < b.dueAt));
  #timer: { readonly at: number; readonly handle: Timer } | undefined;

  constructor(clock: Clock, release: (item: T) => void) {
    this.#clock = clock;
    this.#release = release;
  }

  push(item: T): void {
    this.#items.push(item);
    this.#arm();
  }

  /** Takes `item` off the line unreleased; false when it was not on it. */
  delete(item: T): boolean {
    const held = this.#items.delete(item);
    if (held) this.#arm();
    return held;
  }

  /** The items by due time, lazily. Must not outlive a change. */
  inOrder(): Generator<T> {
    return this.#items.inOrder();
  }

  /** Drops every item and the timer. */
  clear(): void {
    while (this.#items.pop() !== undefined);
    this.#arm();
  }

  #arm(): void {
    const at = this.#items.peek()?.dueAt;
    if (at === this.#timer?.at) return;
    this.#timer?.handle.cancel();
    this.#timer = undefined;
    if (at === undefined) return;
    const handle = this.#clock.setTimer(at - this.#clock.now(), () => this.#releaseDue());
    this.#timer = { at, handle };
  }

  #releaseDue(): void {
    this.#timer = undefined;
    // A timer of a real clock may fire a little early: then nothing is due, and it is set again.
    const now = this.#clock.now();
    for (let next = this.#items.peek(); next !== undefined && next.dueAt <= now; next = this.#items.peek()) {
      this.#items.delete(next);
      this.#release(next);
    }
    this.#arm();
  }
}
