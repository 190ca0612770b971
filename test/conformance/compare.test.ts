import { describe, expect, it } from '@jest/globals';
import { differences, matches, textMatches } from './compare.ts';
import type { CompareRules } from './compare.ts';

const plain: CompareRules = { volatile: [], ordered: [], ignore: [], partial: [] };

function compare(expected: unknown, actual: unknown, rules: Partial<CompareRules> = {}): string[] {
  return differences(expected, actual, { ...plain, ...rules });
}

describe('differences', () => {
  it.each([
    ['a wrong value', { a: 1 }, { a: 2 }, '$.a: expected 1, found 2'],
    ['a number as text', { a: 1 }, { a: '1' }, '$.a: expected 1, found "1"'],
    ['a missing member', { a: { b: 1 } }, { a: {} }, '$.a.b: expected 1, found nothing'],
    ['a list that is no list', { a: [1] }, { a: 1 }, '$.a: expected [1], found 1'],
    ['a list of another length', { a: [] }, { a: [1] }, '$.a: 0 expected, 1 found: [1]'],
  ])('finds %s', (_what, expected, actual, line) => {
    expect(compare(expected, actual)).toContain(line);
  });

  it('finds members too many in whole objects, and at a top where nothing was cut', () => {
    const failure = { arn: 'a', reason: 'MISSING' };
    expect(compare({ failures: [failure] }, { failures: [{ ...failure, detail: 'x' }] })).toHaveLength(1);
    expect(compare({ failures: [] }, { failures: [], more: [] })).toHaveLength(1);
    expect(compare({}, { more: 1 })).toHaveLength(1);
  });

  it('allows them where the recording was cut, and what only the wire has', () => {
    expect(compare({ service: { status: 'ACTIVE' } }, { service: { status: 'ACTIVE', more: 1 }, other: 2 })).toEqual(
      [],
    );
    expect(compare({ failures: [] }, { failures: [], clusterCount: 3 })).toEqual([]);
    expect(compare({ tags: [] }, { tags: [], more: 1 }, { partial: ['$'] })).toEqual([]);
  });

  it('takes lists without order, except where it counts', () => {
    const expected = { names: ['a', 'b'], events: [{ id: 1 }, { id: 2 }] };
    expect(compare(expected, { names: ['b', 'a'], events: expected.events })).toEqual([]);
    expect(compare(expected, { names: ['a', 'b'], events: expected.events.toReversed() })).toHaveLength(2);
    expect(compare(expected, { names: ['b', 'a'], events: expected.events }, { ordered: ['$.names'] })).toHaveLength(2);
  });

  it('wants volatile members to be there, whatever they are', () => {
    expect(compare({ a: { at: 1 } }, { a: { at: 2 } }, { volatile: ['$..at'] })).toEqual([]);
    expect(compare({ a: { at: 1 } }, { a: {} }, { volatile: ['$..at'] })).toEqual(['$.a.at: absent']);
  });

  it('does not look at what is ignored', () => {
    expect(compare({ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, { ignore: ['$.a[*].b'] })).toEqual([]);
  });
});

describe('textMatches', () => {
  it.each<[string, unknown, boolean]>([
    ['<time>', 1.5, true],
    ['<time>', undefined, false],
    ['task/demo/<task>', 'task/demo/abc', true],
    ['task/demo/<task>', 'task/other/abc', false],
    ['ecs-svc/6795805529318230639 done.', 'ecs-svc/1234567890123456789 done.', true],
    ['a (b)', 'a (b)', true],
    ['a.b', 'axb', false],
  ])('%j %j: %p', (expected, actual, outcome) => {
    expect(textMatches(expected, actual)).toBe(outcome);
  });
});

describe('matches', () => {
  it('knows paths in full, and their ends', () => {
    expect(matches('$.a[3].b', ['$.a[*].b'])).toBe(true);
    expect(matches('$.a[3].b', ['$..b'])).toBe(true);
    expect(matches('$.a[3].bb', ['$..b'])).toBe(false);
  });
});
