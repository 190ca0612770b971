import type { Clock, Timer } from '../runtime/clock.ts';

/** The clock of a simulated account: another one, which restoring a dump may set to the dump's time. */
export class AccountClock implements Clock {
  readonly #base: Clock;
  #ahead = 0;

  constructor(base: Clock) {
    this.#base = base;
  }

  now(): number {
    return this.#base.now() + this.#ahead;
  }

  setTimer(ms: number, run: () => void): Timer {
    return this.#base.setTimer(ms, run);
  }

  /** From now on it shows `now` (epoch milliseconds) where it showed the present. Timers keep their distance. */
  set(now: number): void {
    this.#ahead = now - this.#base.now();
  }
}
