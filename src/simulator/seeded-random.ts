import type { Random } from '../runtime/clock.ts';

/** Where a {@link SeededRandom} stands: four 32-bit integers. */
export type RandomState = readonly [number, number, number, number];

/** Numbers drawn before the first one is given away, so that neighbouring seeds have nothing in common. */
const WARM_UP = 20;

/**
 * Numbers in [0, 1) that depend on a seed alone, from a state that can be read and put back. The generator is sfc32 of
 * PractRand: short, and good enough that no two ids made of it are ever alike.
 */
export class SeededRandom {
  readonly next: Random;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `seed` is a whole number of at most 2^53; numbers of one seed and different `stream`s have nothing in common. */
  constructor(seed: number, stream: number) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = stream;
    this.next = () => this.#draw();
    for (let count = 0; count < WARM_UP; count += 1) this.#draw();
  }

  get state(): RandomState {
    return [this.#a, this.#b, this.#c, this.#counter];
  }

  set state([a, b, c, counter]: RandomState) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#counter = counter;
  }

  #draw(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }
}
