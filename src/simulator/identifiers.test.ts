import { describe, expect, it } from '@jest/globals';
import { decimalDigits, hexDigits, letters, uuid } from './identifiers.ts';

describe('identifiers', () => {
  it.each([
    ['hexadecimal', hexDigits(Math.random, 32), /^[0-9a-f]{32}$/],
    ['decimal, never with a leading zero', decimalDigits(() => 0, 19), /^[1-9]\d{18}$/],
    ['letters and digits', letters(Math.random, 21), /^[\w-]{21}$/],
    ['UUID', uuid(Math.random), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  ])('%s', (_what, id, pattern) => {
    expect(id).toMatch(pattern);
  });

  it('come from the injected randomness alone', () => {
    expect(uuid(() => 0.3)).toBe(uuid(() => 0.3));
  });
});
