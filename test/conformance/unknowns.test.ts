import { describe, expect, it } from '@jest/globals';
import { unknownsIn } from './unknowns.ts';

function texts(source: string): string[] {
  return unknownsIn('a.ts', source).map(({ name, text }) => `${name}: ${text}`);
}

describe('unknownsIn', () => {
  it('finds what comments say, up to the end of the paragraph', () => {
    const source = [
      '/**',
      ' * What it does. UNKNOWN: whether AWS does it over more than',
      ' * one line. Here it does not.',
      ' *',
      ' * Another paragraph.',
      ' */',
      'export function first(): void {}',
    ];
    expect(texts(source.join('\n'))).toEqual(['first: whether AWS does it over more than one line. Here it does not.']);
  });

  it('keeps what a refusal is called, and its words where nothing else is said', () => {
    const source = [
      '/** @throws AwsFault InvalidParameterException; UNKNOWN: its words */',
      'function check(): never {',
      "  throw new AwsFault('InvalidParameterException', 'That is not right.');",
      '}',
    ];
    expect(texts(source.join('\n'))).toEqual([
      'check: AwsFault InvalidParameterException; UNKNOWN: its words: “That is not right.”',
    ]);
  });

  it('names the function around a comment, and tells two marks apart', () => {
    const source = [
      'function outer(): void {',
      '  // UNKNOWN: how long it takes before it is seen by everybody else. UNKNOWN: how often it is asked for in an hour.',
      '  go();',
      '}',
    ];
    expect(texts(source.join('\n'))).toEqual([
      'outer: how long it takes before it is seen by everybody else.',
      'outer: how often it is asked for in an hour.',
    ]);
  });

  it('leaves code alone', () => {
    expect(texts("const healthStatus = 'UNKNOWN: really';\n// A status that stays UNKNOWN.")).toEqual([]);
  });
});
