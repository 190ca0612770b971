import { describe, expect, it } from '@jest/globals';
import { choice, decimal, integer, InvalidValue, list, pairs, text, toggle, type OptionKind } from './kinds.ts';

const port = integer({ min: 0, max: 65_535 });
const names = list(text('name', 'lower-case letters', /^[a-z]+$/));

/** Kinds of different types in one table. */
function row<T>(kind: OptionKind<T>, input: string, value: T): [OptionKind<unknown>, string, unknown] {
  return [kind, input, value];
}

describe('parse', () => {
  it.each([
    row(toggle(), 'true', true),
    row(toggle(), 'false', false),
    row(text('file'), '/a b', '/a b'),
    row(choice('level', ['info', 'warn']), 'warn', 'warn'),
    row(port, '0', 0),
    row(port, '65535', 65_535),
    row(decimal({ min: 0.1, max: 10 }), '0.5', 0.5),
    row(names, 'a, b,,c', ['a', 'b', 'c']),
    row(names, '', []),
    row(pairs(), 'team=web,note=a=b,empty=', { team: 'web', note: 'a=b', empty: '' }),
  ])('%# takes %j', (kind, input, value) => {
    expect(kind.parse(input)).toEqual(value);
  });

  it.each([
    [toggle(), 'yes'],
    [toggle(), 'TRUE'],
    [text('name', 'letters', /^[a-z]+$/), 'a1'],
    [text('file'), ''],
    [choice('level', ['info', 'warn']), 'INFO'],
    [port, '-1'],
    [port, '65536'],
    [port, '80.5'],
    [port, '0x50'],
    [port, '1e3'],
    [port, ' 80'],
    [port, ''],
    [decimal({ min: 0.1, max: 10 }), '0.05'],
    [decimal({ min: 0.1, max: 10 }), 'fast'],
    [decimal({ min: 0.1, max: 10 }), 'Infinity'],
    [names, 'a,B'],
    [pairs(), 'team'],
    [pairs(), '=web'],
  ] as const)('%# refuses %#', (kind, input) => {
    expect(() => kind.parse(input)).toThrow(InvalidValue);
  });
});

describe('format', () => {
  it.each([
    row(toggle(), 'true', true),
    row(text('file'), 'x', 'x'),
    row(choice('level', ['a', 'b']), 'b', 'b'),
    row(port, '80', 80),
    row(names, 'a,b', ['a', 'b']),
    row(pairs(), 'team=web,env=prod', { team: 'web', env: 'prod' }),
  ])('%# gives what parse reads: %j', (kind, input, value) => {
    expect(kind.format(value)).toBe(input);
  });
});

describe('allowed', () => {
  it('says what is allowed in words', () => {
    expect(port.allowed).toBe('a whole number from 0 to 65535');
    expect(choice('level', ['a', 'b']).allowed).toBe('a, b');
    expect(names.allowed).toBe('a list, separated by commas, of: lower-case letters');
  });
});
