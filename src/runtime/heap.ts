/**
 * A binary heap that knows where each of its items sits, so that an item can be taken out or moved from the middle
 * in O(log n): timers are cancelled and delayed keys brought forward far more often than they run to their end.
 */
export class Heap<T extends object> {
  readonly #before: (a: T, b: T) => boolean;
  readonly #items: T[] = [];
  readonly #positions = new Map<T, number>();

  /** `before(a, b)`: true when `a` must come out earlier than `b`. A strict order, so that the outcome is defined. */
  constructor(before: (a: T, b: T) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#items.length;
  }

  /** The first item in order, left in place. */
  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    if (this.#positions.has(item)) throw new RangeError('the heap already holds this item');
    this.#place(item, this.#items.length);
    this.#rise(this.#items.length - 1);
  }

  /** Takes out the first item in order. */
  pop(): T | undefined {
    const first = this.#items[0];
    if (first !== undefined) this.delete(first);
    return first;
  }

  /** Takes `item` out, wherever it is; false when it is not held. */
  delete(item: T): boolean {
    const position = this.#positions.get(item);
    if (position === undefined) return false;
    this.#positions.delete(item);
    const last = this.#items.pop();
    if (last === undefined || last === item) return true;
    this.#place(last, position);
    this.#sink(this.#rise(position));
    return true;
  }

  /** The items in order, lazily: the first n cost O(n log n), whatever the size. Must not outlive a change. */
  *inOrder(): Generator<T> {
    const frontier = new Heap<{ item: T; position: number }>((a, b) => this.#before(a.item, b.item));
    const visit = (position: number): void => {
      const item = this.#items[position];
      if (item !== undefined) frontier.push({ item, position });
    };
    visit(0);
    for (let next = frontier.pop(); next !== undefined; next = frontier.pop()) {
      yield next.item;
      visit(2 * next.position + 1);
      visit(2 * next.position + 2);
    }
  }

  #place(item: T, position: number): void {
    this.#items[position] = item;
    this.#positions.set(item, position);
  }

  #rise(start: number): number {
    let position = start;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this.#isBefore(position, parent)) break;
      this.#swap(position, parent);
      position = parent;
    }
    return position;
  }

  #sink(start: number): void {
    let position = start;
    for (;;) {
      const left = 2 * position + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(child, position)) return;
      this.#swap(position, child);
      position = child;
    }
  }

  /** False when either position is past the end. */
  #isBefore(a: number, b: number): boolean {
    const itemA = this.#items[a];
    const itemB = this.#items[b];
    return itemA !== undefined && itemB !== undefined && this.#before(itemA, itemB);
  }

  #swap(a: number, b: number): void {
    const itemA = this.#items[a];
    const itemB = this.#items[b];
    if (itemA === undefined || itemB === undefined) return;
    this.#place(itemB, a);
    this.#place(itemA, b);
  }
}
