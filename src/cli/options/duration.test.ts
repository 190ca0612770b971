import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duration, formatDuration, parseDuration } from './duration.ts';
import { InvalidValue } from './kinds.ts';

describe('parseDuration', () => {
  it.each([
    ['250ms', 250],
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1h1m1s1ms', 3_661_001],
    ['1m5ms', 60_005],
    ['0s', 0],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', 's', '-5s', '1.5h', '5 s', '5S', '5s1h', '1d', '5s '])('refuses %j', (text) => {
    expect(() => parseDuration(text)).toThrow(InvalidValue);
  });

  it('reads what formatDuration writes', () => {
    fc.assert(fc.property(fc.nat(), (ms) => parseDuration(formatDuration(ms)) === ms));
  });
});

describe('formatDuration', () => {
  it('writes only the units that are needed', () => {
    expect([0, 250, 60_000, 5_400_000, 86_400_000].map(formatDuration)).toEqual(['0s', '250ms', '1m', '1h30m', '24h']);
  });
});

describe('duration', () => {
  const kind = duration({ min: '10s', max: '24h' });

  it('keeps to its bounds, in text and in a file', () => {
    expect([kind.parse('10s'), kind.fromFile('24h')]).toEqual([10_000, 86_400_000]);
    expect(() => kind.parse('9s')).toThrow(InvalidValue);
    expect(() => kind.fromFile('25h')).toThrow(InvalidValue);
  });

  it('names them', () => {
    expect(kind.allowed).toBe('a duration from 10s to 24h, such as 90s or 1h30m');
  });
});
