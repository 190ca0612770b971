import type { Random } from '../runtime/clock.ts';

/**
 * Delays that grow with each failure and spread out at random: each lies between the base and three times the last.
 * Watches that broke together, when an API server restarted, do not come back together.
 */
export class DecorrelatedJitter {
  readonly #baseMs: number;
  readonly #capMs: number;
  readonly #random: Random;
  #lastMs: number;

  constructor(random: Random, baseMs: number, capMs: number) {
    this.#random = random;
    this.#baseMs = baseMs;
    this.#capMs = capMs;
    this.#lastMs = baseMs;
  }

  /** The delay before the next attempt, in milliseconds. */
  next(): number {
    const spread = this.#lastMs * 3 - this.#baseMs;
    this.#lastMs = Math.min(this.#capMs, this.#baseMs + Math.round(this.#random() * spread));
    return this.#lastMs;
  }

  /** An attempt went well. */
  reset(): void {
    this.#lastMs = this.#baseMs;
  }
}
