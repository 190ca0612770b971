import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wrap } from './wrap.ts';

describe('wrap', () => {
  it('keeps a short text in one line, and an empty one too', () => {
    expect(wrap('a b c', 40)).toEqual(['a b c']);
    expect(wrap('', 40)).toEqual(['']);
  });

  it('gives a word that is too long a line of its own', () => {
    const arn = 'arn:aws:ecs:us-east-1:111122223333:service/demo/web';
    expect(wrap(`the service ${arn} is gone`, 20)).toEqual(['the service', arn, 'is gone']);
  });

  it('does not become unreadable on a very narrow terminal', () => {
    expect(wrap('one two three four', 3)).toEqual(['one two three four']);
  });

  it('neither loses nor adds a word, and no line of several words is too long', () => {
    const texts = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(texts, fc.integer({ min: 20, max: 100 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join(' ')).toBe(text);
        expect(lines.every((line) => line.length <= width || !line.includes(' '))).toBe(true);
      }),
    );
  });
});
