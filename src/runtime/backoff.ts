/** How long to wait after failures. */
import type { Random } from './clock.ts';

export interface BackoffLimits {
  /** Upper bound of the first delay; doubles with every failure. Milliseconds. */
  readonly baseMs: number;
  /** Upper bound of every delay. Milliseconds. */
  readonly capMs: number;
}

/** 1 s to 5 min: what a cloud API bears, where an in-cluster API would start at milliseconds. */
export const reconcileBackoff: BackoffLimits = { baseMs: 1_000, capMs: 300_000 };

/**
 * The delay before the next attempt after `failures` failures in a row (1 or more): exponential, with full jitter,
 * hence anywhere between 0 and the bound. Objects that failed together, say at an outage, do not come back together.
 */
export function backoffDelay(failures: number, random: Random, limits: BackoffLimits = reconcileBackoff): number {
  const bound = Math.min(limits.capMs, limits.baseMs * 2 ** (failures - 1));
  return Math.round(random() * bound);
}

/** Counts failures in a row per key. */
export class Backoff {
  readonly #failures = new Map<string, number>();
  readonly #random: Random;
  readonly #limits: BackoffLimits;

  constructor(random: Random, limits: BackoffLimits = reconcileBackoff) {
    this.#random = random;
    this.#limits = limits;
  }

  /** Counts one more failure of `key`; the answer is the delay before its next attempt, in milliseconds. */
  next(key: string): number {
    const failures = this.failures(key) + 1;
    this.#failures.set(key, failures);
    return backoffDelay(failures, this.#random, this.#limits);
  }

  /** Failures in a row of `key`. */
  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }
}
