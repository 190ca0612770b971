import { SeededRandom } from './seeded-random.ts';
import type { RandomState } from './seeded-random.ts';

/** Where chance stands; see {@link Chance}. */
export interface ChanceState {
  readonly happening: RandomState;
  readonly telling: RandomState;
}

/**
 * All chance in a simulated account, from one seed, in two streams. `happening` decides what becomes part of the
 * account: ids, delays. `telling` decides what is gone with an answer: its request id, the order of its lists, whether a
 * fault hits it. So reading, however often, changes nothing that happens.
 */
export class Chance {
  readonly #happening: SeededRandom;
  readonly #telling: SeededRandom;
  #isReading = false;

  constructor(seed: number) {
    this.#happening = new SeededRandom(seed, 1);
    this.#telling = new SeededRandom(seed, 2);
  }

  /** For what the current operation draws. */
  readonly next = (): number => (this.#isReading ? this.#telling : this.#happening).next();

  /** For what surrounds an operation. */
  readonly nextForAnswer = (): number => this.#telling.next();

  /** Runs an operation; one whose name says that it only reads draws from `telling`. */
  during<T>(operation: string, run: () => T): T {
    const before = this.#isReading;
    this.#isReading = /^(Describe|List|Get)/.test(operation);
    try {
      return run();
    } finally {
      this.#isReading = before;
    }
  }

  get state(): ChanceState {
    return { happening: this.#happening.state, telling: this.#telling.state };
  }

  set state({ happening, telling }: ChanceState) {
    this.#happening.state = happening;
    this.#telling.state = telling;
  }
}
