import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DueIndex } from './due-index.ts';
import type { Due } from './due-index.ts';

function indexOf(items: Map<string, Due>): DueIndex<Due> {
  return new DueIndex(items, (key, item) => items.get(key) === item);
}

describe('an index of what is due', () => {
  it('finds what a search through everything finds, whatever is changed, removed or replaced', () => {
    const change = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      dueAt: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
      how: fc.constantFrom('change', 'remove', 'replace'),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const items = new Map<string, Due>([['a', { dueAt: 3 }]]);
        const index = indexOf(items);
        for (const { key, dueAt, how } of changes) {
          const item = how === 'change' ? (items.get(key) ?? {}) : {};
          if (how === 'remove') items.delete(key);
          else items.set(key, Object.assign(item, { dueAt }));
          if (how !== 'remove') index.note(key, item);
          expect(index.first()).toBe(firstOf(items));
        }
      }),
    );
  });

  it('orders what is due at one moment by its key, in whatever order it was noted', () => {
    const items = new Map<string, Due>([
      ['b', { dueAt: 1 }],
      ['a', { dueAt: 1 }],
    ]);
    expect(indexOf(items).first()).toBe(items.get('a'));
  });
});

function firstOf(items: ReadonlyMap<string, Due>): Due | undefined {
  const due = [...items].filter(([, { dueAt }]) => dueAt !== undefined);
  const sorted = due.toSorted(([a, { dueAt: x = 0 }], [b, { dueAt: y = 0 }]) => x - y || (a < b ? -1 : 1));
  return sorted[0]?.[1];
}
