import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { assertResourceVersion, compareResourceVersions, newest } from './resource-version.ts';

describe('compareResourceVersions', () => {
  it('orders as numbers do, at any length', () => {
    const version = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(
      fc.property(version, version, (a, b) => {
        const expected = a === b ? 0 : a < b ? -1 : 1;
        expect(Math.sign(compareResourceVersions(String(a), String(b)))).toBe(expected);
        expect(newest(String(a), String(b))).toBe(String(a > b ? a : b));
      }),
    );
  });

  it.each(['', '01', 'abc', '-1', '1.5', ' 1', 7, undefined])('refuses %p', (value) => {
    expect(() => assertResourceVersion(value)).toThrow(TypeError);
  });
});
