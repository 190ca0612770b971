import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FileLines } from './file-lines.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-lines-'));
  path = join(folder, 'text');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lines of a file', () => {
  it('are those of its text, empty ones and the last one included', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[^\n]*$/), { minLength: 1 }), (lines) => {
        const text = Buffer.from(lines.join('\n')).toString();
        writeFileSync(path, text);
        expect([...new FileLines(path)]).toEqual(text.split('\n'));
      }),
      { numRuns: 100 },
    );
  });

  it('may be longer than what is read at a time, and break within a letter there', () => {
    const lines = ['a'.repeat(2 ** 20 - 1) + 'ü', '', 'ü'.repeat(2 ** 20), 'end'];
    writeFileSync(path, lines.join('\n'));
    expect([...new FileLines(path)]).toEqual(lines);
  });

  it('are read anew each time', () => {
    writeFileSync(path, 'one');
    const lines = new FileLines(path);
    expect([...lines]).toEqual(['one']);
    writeFileSync(path, 'two\nthree');
    expect([...lines]).toEqual(['two', 'three']);
  });

  it('cannot be read where there is no file', () => {
    expect(() => [...new FileLines(path)]).toThrow('ENOENT');
  });
});
