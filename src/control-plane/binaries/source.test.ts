import { describe, expect, it } from '@jest/globals';
import { describeError } from './source.ts';

describe('describeError', () => {
  it('goes down to the cause', () => {
    const error = new TypeError('fetch failed', { cause: new Error('connect', { cause: 'refused' }) });

    expect(describeError(error)).toBe('fetch failed: connect: refused');
  });

  it('takes whatever was thrown', () => {
    expect(describeError('text')).toBe('text');
    expect(describeError(undefined)).toBe('undefined');
  });
});
