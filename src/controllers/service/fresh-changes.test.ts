import { describe, expect, it } from '@jest/globals';
import { FreshChanges, TOGETHER_MS } from './fresh-changes.ts';

describe('FreshChanges', () => {
  it('calls a change fresh for a second after it was first seen', () => {
    const changes = new FreshChanges();
    const fresh = [0, 1, TOGETHER_MS - 1, TOGETHER_MS, TOGETHER_MS * 9].map((at) => changes.isFresh('uid', '1', at));
    expect(fresh).toEqual([true, true, true, false, false]);
  });

  it('starts anew with each change, for each object by itself', () => {
    const changes = new FreshChanges();
    changes.isFresh('uid', '1', 0);
    changes.isFresh('other', '1', 0);
    expect(changes.isFresh('uid', '2', TOGETHER_MS)).toBe(true);
    expect(changes.isFresh('uid', '2', 2 * TOGETHER_MS - 1)).toBe(true);
    expect(changes.isFresh('other', '1', TOGETHER_MS)).toBe(false);
  });

  it('knows nothing of what it was told to forget', () => {
    const changes = new FreshChanges();
    changes.isFresh('uid', '1', 0);
    changes.forget('uid');
    expect(changes.isFresh('uid', '1', TOGETHER_MS)).toBe(true);
  });
});
