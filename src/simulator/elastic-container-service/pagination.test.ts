import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { paginate } from './pagination.ts';

describe('paginate', () => {
  it('gives every item once, in order, whatever the page size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 250 }), fc.integer({ min: 1, max: 100 }), (items, maxResults) => {
        const seen: number[] = [];
        let token: { nextToken?: string } = {};
        do {
          const page = paginate(items, { maxResults, ...token }, 100);
          expect(page.items.length).toBeLessThanOrEqual(maxResults);
          seen.push(...page.items);
          token = page.token;
        } while (token.nextToken !== undefined);
        expect(seen).toEqual(items);
      }),
    );
  });

  it('has no token on the last page, also when it is full', () => {
    expect(paginate([1, 2], { maxResults: 2 }, 10).token).toEqual({});
  });

  it.each([
    [{ maxResults: 101 }, 'Max results can not be greater than 100'],
    [{ maxResults: 0 }, 'Max results can not be lesser than 1'],
    [{ nextToken: 'nonsense' }, 'Invalid token'],
  ])('refuses %j', (input, words) => {
    expect(() => paginate([1], input, 10)).toThrow(words);
  });
});
