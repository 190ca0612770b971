import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalHash, hashVersionOf, versionedHash } from './hash.ts';

describe('canonicalHash', () => {
  it('does not depend on the order of keys, at any depth', () => {
    expect(canonicalHash({ a: 1, b: { c: 2, d: [{ e: 3, f: 4 }] } })).toBe(
      canonicalHash({ b: { d: [{ f: 4, e: 3 }], c: 2 }, a: 1 }),
    );
  });

  it('reads undefined and null members as absent', () => {
    expect(canonicalHash({ a: 1, b: undefined, c: null })).toBe(canonicalHash({ a: 1 }));
  });

  it('keeps the order of lists', () => {
    expect(canonicalHash([1, 2])).not.toBe(canonicalHash([2, 1]));
  });

  it('tells apart any two JSON values that differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b) && !JSON.stringify([a, b]).includes('null'));
        expect(canonicalHash(a) === canonicalHash(b)).toBe(isDeepStrictEqual(a, b));
      }),
    );
  });
});

describe('versionedHash', () => {
  it('carries its version in front, and is a legal tag value', () => {
    const hash = versionedHash({ a: 1 }, 7);
    expect(hash).toMatch(/^v7:[0-9a-f]{64}$/);
    expect(hashVersionOf(hash)).toBe('v7');
    expect(hash.length).toBeLessThanOrEqual(256);
  });
});
