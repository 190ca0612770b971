import { describe, expect, it } from '@jest/globals';
import { asDouble, javaJson } from './java-text.ts';

describe('asDouble', () => {
  it.each([
    [10, '10.0'],
    [0, '0.0'],
    [-2.5, '-2.5'],
    [10_000_000, '1.0E7'],
    [12_500_000, '1.25E7'],
    [0.0005, '5.0E-4'],
  ])('%d is %s', (value, text) => {
    expect(asDouble(value)).toBe(text);
  });
});

describe('javaJson', () => {
  it('writes doubles where CloudWatch has them, and nothing of what is undefined', () => {
    const data = { period: 60, unit: undefined, recentDatapoints: [1, null], threshold: 10, points: [{ value: 2 }] };
    expect(javaJson(data)).toBe(
      '{"period":60,"recentDatapoints":[1.0,null],"threshold":10.0,"points":[{"value":2.0}]}',
    );
  });
});
