import { describe, expect, it } from '@jest/globals';
import { pageOf } from './pages.ts';

const rules = { listing: 'policies', size: 3 };
const keys = (n: number): string[] => Array.from({ length: n }, (_, i) => `k${i}`);

function page(all: readonly string[], input: Record<string, unknown>, more = {}) {
  const { items, token } = pageOf(all, (each) => each, input, { ...rules, ...more });
  return { items, next: token.NextToken };
}

describe('pageOf', () => {
  it('goes on with a token until everything was there', () => {
    const first = page(keys(5), {});

    expect(first.items).toEqual(['k0', 'k1', 'k2']);
    expect(page(keys(5), { NextToken: first.next })).toEqual({ items: ['k3', 'k4'], next: undefined });
  });

  it('gives no token when all fits', () => {
    expect(page(keys(3), {})).toEqual({ items: keys(3), next: undefined });
  });

  it('goes on behind an entry that is gone since', () => {
    const { next } = page(keys(5), {});

    expect(page(['k0', 'k1', 'k3', 'k4'], { NextToken: next }).items).toEqual(['k3', 'k4']);
    expect(page(['k0'], { NextToken: next }).items).toEqual([]);
  });

  it('cuts short without a token when MaxResults is small', () => {
    expect(page(keys(5), { MaxResults: 2 })).toEqual({ items: ['k0', 'k1'], next: undefined });
    expect(page(keys(5), { MaxResults: 0 })).toEqual({ items: [], next: undefined });
  });

  it('ignores a MaxResults larger than a page', () => {
    expect(page(keys(5), { MaxResults: 100 })).toEqual(page(keys(5), {}));
  });

  it('begins targets with an empty page when MaxResults is small and there are many', () => {
    const first = page(keys(5), { MaxResults: 1 }, { emptyFirst: true });

    expect(first.items).toEqual([]);
    expect(page(keys(5), { NextToken: first.next }).items).toEqual(['k0', 'k1', 'k2']);
  });

  it.each(['', 'nonsense', 'bnVsbA==', Buffer.from('{"listing":"targets","after":"k1"}').toString('base64')])(
    'refuses the token %j',
    (NextToken) => {
      expect(() => page(keys(5), { NextToken })).toThrow('The NextToken value is not valid');
    },
  );
});
