import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Heap } from './heap.ts';

interface Item {
  readonly rank: number;
  readonly seq: number;
}

function before(a: Item, b: Item): boolean {
  return a.rank === b.rank ? a.seq < b.seq : a.rank < b.rank;
}

function sorted(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => a.rank - b.rank || a.seq - b.seq);
}

const ranks = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });

function heapOf(values: readonly number[]): { heap: Heap<Item>; items: Item[] } {
  const heap = new Heap<Item>(before);
  const items = values.map((rank, seq) => ({ rank, seq }));
  for (const item of items) heap.push(item);
  return { heap, items };
}

function drain(heap: Heap<Item>): Item[] {
  const out: Item[] = [];
  for (let item = heap.pop(); item !== undefined; item = heap.pop()) out.push(item);
  return out;
}

describe('Heap', () => {
  it('gives everything back in order', () => {
    fc.assert(
      fc.property(ranks, (values) => {
        const { heap, items } = heapOf(values);
        expect(heap.size).toBe(items.length);
        expect(heap.peek()).toBe(sorted(items)[0]);
        expect(drain(heap)).toEqual(sorted(items));
        expect(heap.size).toBe(0);
      }),
    );
  });

  it('keeps its order when items are taken out of the middle', () => {
    fc.assert(
      fc.property(ranks, fc.infiniteStream(fc.boolean()), (values, choices) => {
        const { heap, items } = heapOf(values);
        const kept = items.filter((item) => {
          if (choices.next().value) return true;
          expect(heap.delete(item)).toBe(true);
          return false;
        });
        expect(drain(heap)).toEqual(sorted(kept));
      }),
    );
  });

  it('iterates in order without changing itself', () => {
    fc.assert(
      fc.property(ranks, (values) => {
        const { heap, items } = heapOf(values);
        expect([...heap.inOrder()]).toEqual(sorted(items));
        expect(drain(heap)).toEqual(sorted(items));
      }),
    );
  });

  it('refuses an item twice and does not know items that it does not hold', () => {
    const heap = new Heap<Item>(before);
    const item = { rank: 1, seq: 1 };
    heap.push(item);
    expect(() => heap.push(item)).toThrow(RangeError);
    expect(heap.delete({ rank: 1, seq: 1 })).toBe(false);
    expect(heap.delete(item)).toBe(true);
    expect(heap.delete(item)).toBe(false);
    expect(heap.pop()).toBeUndefined();
    expect(heap.peek()).toBeUndefined();
  });
});
