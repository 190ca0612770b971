/**
 * Time, injected. Two clocks run through the whole program:
 *
 * - `wall`: sockets, time-outs, watchdogs, leases, every comparison with API-server timestamps;
 * - `domain`: polls, back-off, deadlines, request buckets and the simulator. It may run faster than wall time
 *   (sandbox, demo) or be stepped by hand (tests without a server).
 *
 * All values are milliseconds.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch on this clock. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds of this clock; `cancel` on the result is idempotent. */
  setTimer(ms: number, run: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** The pair that parts of the program receive; see {@link Clock}. */
export interface Clocks {
  readonly wall: Clock;
  readonly domain: Clock;
}

/** A source of randomness in [0, 1), injected for the same reason as time. */
export type Random = () => number;
