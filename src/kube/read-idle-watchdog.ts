import type { Clock, Timer } from '../runtime/clock.ts';

/**
 * Ends a stream on which nothing has come for too long. A half-open connection (a NAT that forgot it, a node that
 * vanished) never fails by itself: it is silent for ever.
 */
export class ReadIdleWatchdog {
  readonly #wall: Clock;
  readonly #idleMs: number;
  readonly #bite: () => void;
  #lastRead: number;
  #timer: Timer;

  constructor(wall: Clock, idleMs: number, bite: () => void) {
    this.#wall = wall;
    this.#idleMs = idleMs;
    this.#bite = bite;
    this.#lastRead = wall.now();
    this.#timer = wall.setTimer(idleMs, () => this.#check());
  }

  /** Something was read. Cheap: the timer is not touched. */
  feed(): void {
    this.#lastRead = this.#wall.now();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #check(): void {
    const left = this.#lastRead + this.#idleMs - this.#wall.now();
    if (left <= 0) return this.#bite();
    this.#timer = this.#wall.setTimer(left, () => this.#check());
  }
}
