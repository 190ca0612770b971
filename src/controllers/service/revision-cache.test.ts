import { describe, expect, it } from '@jest/globals';
import { RevisionCache } from './revision-cache.ts';

describe('RevisionCache', () => {
  it('keeps what it was given, and only so much of it', () => {
    const cache = new RevisionCache();
    for (let number = 0; number <= 5_000; number += 1) cache.set(`r/${number}`, { serviceRevisionArn: `r/${number}` });
    expect(cache.get('r/0')).toBeUndefined();
    expect(cache.get('r/1')).toEqual({ serviceRevisionArn: 'r/1' });
    expect(cache.get('r/5000')).toEqual({ serviceRevisionArn: 'r/5000' });
  });
});
