import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UsageError } from '../options/usage-error.ts';
import { openKeptFolder } from './kept-folder.ts';

let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'kept-folder-'));
});

afterEach(() => {
  chmodSync(base, 0o755);
  rmSync(base, { recursive: true });
});

describe('a kept folder', () => {
  it('is made when it is not there, and opened again by its owner', () => {
    const path = join(base, 'new');
    openKeptFolder(path, 'sandbox').release();
    expect(openKeptFolder(path, 'sandbox').path).toBe(path);
  });

  it('may be there already, when it is empty', () => {
    expect(openKeptFolder(base, 'simulator').path).toBe(base);
  });

  it('is held by one at a time', () => {
    const held = openKeptFolder(base, 'sandbox');
    expect(() => openKeptFolder(base, 'sandbox')).toThrow(`is in use by process ${process.pid}`);
    held.release();
    held.release();
    expect(() => openKeptFolder(base, 'sandbox')).not.toThrow();
  });

  it('is taken over from a process that is gone', () => {
    openKeptFolder(base, 'sandbox');
    // No process has an id as large as this.
    writeFileSync(join(base, 'lock'), '999999999\n');
    openKeptFolder(base, 'sandbox');
    expect(readFileSync(join(base, 'lock'), 'utf8')).toBe(`${process.pid}\n`);
  });

  it.each([
    ['other things', 'notes.txt', 'mine', 'holds other things (notes.txt); allowed: an empty folder'],
    ['the mark of another sub-command', 'ecs-operator.json', '{"owner":"simulator","format":1}', 'not by sandbox'],
    ['the mark of another version', 'ecs-operator.json', '{"owner":"sandbox","format":7}', 'is kept in format 7'],
    ['a damaged mark', 'ecs-operator.json', '{"owner', 'ecs-operator.json in it is damaged'],
    ['null for a mark', 'ecs-operator.json', 'null', 'ecs-operator.json in it is damaged'],
  ])('with %s is refused and left alone', (_what, file, content, words) => {
    writeFileSync(join(base, file), content);
    expect(() => openKeptFolder(base, 'sandbox')).toThrow(UsageError);
    expect(() => openKeptFolder(base, 'sandbox')).toThrow(words);
    expect(readFileSync(join(base, file), 'utf8')).toBe(content);
    expect(existsSync(join(base, 'lock'))).toBe(false);
  });

  it.each([
    ['whose parent is missing', (): string => join(base, 'missing', 'folder')],
    ['that is a file', (): string => (writeFileSync(join(base, 'file'), ''), join(base, 'file'))],
  ])('%s is refused', (_what, path) => {
    expect(() => openKeptFolder(path(), 'sandbox')).toThrow(UsageError);
    expect(() => openKeptFolder(path(), 'sandbox')).toThrow('cannot be used: E');
  });
});
