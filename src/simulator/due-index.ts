import { Heap } from '../runtime/heap.ts';

/** Something that has to be looked at when its time comes. */
export interface Due {
  /** Epoch milliseconds; absent: nothing is due. */
  dueAt?: number | undefined;
}

interface Entry<T extends Due> {
  readonly at: number;
  readonly key: string;
  readonly item: T;
}

/**
 * Finds what is due first among many. Items are plain data of the world, so the index stands beside it and is made
 * anew after a dump is restored; which of two items that are due at one moment comes first depends on their keys alone.
 */
export class DueIndex<T extends Due> {
  readonly #isPresent: (key: string, item: T) => boolean;
  readonly #entries = new Heap<Entry<T>>((a, b) => (a.at === b.at ? a.key < b.key : a.at < b.at));

  /** `items` by key; `isPresent` tells whether an item is still part of the world. */
  constructor(items: Iterable<readonly [string, T]>, isPresent: (key: string, item: T) => boolean) {
    this.#isPresent = isPresent;
    for (const [key, item] of items) this.note(key, item);
  }

  /** To be told whenever an item's `dueAt` may have changed. */
  note(key: string, item: T): void {
    if (item.dueAt !== undefined) this.#entries.push({ at: item.dueAt, key, item });
  }

  /** The item that is due first, left in place. */
  first(): T | undefined {
    for (let entry = this.#entries.peek(); entry !== undefined; entry = this.#entries.peek()) {
      if (entry.item.dueAt === entry.at && this.#isPresent(entry.key, entry.item)) return entry.item;
      this.#entries.delete(entry);
    }
    return undefined;
  }
}
