import { describe, expect, it } from '@jest/globals';
import { OutputTail } from './output-tail.ts';

describe('the tail of an output', () => {
  it('joins pieces to lines', () => {
    const tail = new OutputTail();
    for (const piece of ['no ', 'creden', 'tials\nretry', 'ing\n']) tail.add(piece);
    expect(tail.text).toBe('no credentials\nretrying');
  });

  it('keeps the last ten lines', () => {
    const tail = new OutputTail();
    for (let n = 1; n <= 25; n += 1) tail.add(`line ${n}\n`);
    expect(tail.text.split('\n')).toHaveLength(10);
    expect(tail.text).toMatch(/^line 16\n[^]*line 25$/);
  });

  it('is empty at first', () => {
    expect(new OutputTail().text).toBe('');
  });
});
