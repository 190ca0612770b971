import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withLock } from './lock.ts';

let folder: string;
let lock: string;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-test-'));
  lock = join(folder, 'within', 'a.lock');
  lines = [];
});

afterEach(() => rm(folder, { recursive: true }));

function options() {
  return { onProgress: (line: string) => lines.push(line), pollMs: 5 };
}

describe('withLock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 10));
      inside -= 1;
    };

    await Promise.all([1, 2, 3, 4].map(() => withLock(lock, options(), work)));

    expect(most).toBe(1);
    expect(lines.every((line) => line.includes('waiting for it'))).toBe(true);
  });

  it('names its holder while it works, and leaves no file behind', async () => {
    const holder = await withLock(lock, options(), () => readFile(lock, 'utf8'));

    expect(holder).toBe(`${process.pid} ${hostname()}\n`);
    expect(await readdir(join(folder, 'within'))).toEqual([]);
  });

  it('is released when the work fails', async () => {
    await expect(withLock(lock, options(), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');

    expect(await withLock(lock, options(), () => Promise.resolve('next'))).toBe('next');
    expect(lines).toEqual([]);
  });

  it('takes over from a process that has ended', async () => {
    await withLock(lock, options(), () => Promise.resolve());
    // Larger than any process id of Linux or macOS.
    await writeFile(lock, `99999999 ${hostname()}\n`);

    expect(await withLock(lock, options(), () => Promise.resolve('done'))).toBe('done');
    expect(lines).toEqual([`taking over the lock of a process that is gone: ${lock}`]);
  });

  it('takes over from another host when the time stamp is old, and not before', async () => {
    await withLock(lock, options(), () => Promise.resolve());
    await writeFile(lock, '1 another-host\n');
    const waiting = withLock(lock, options(), () => Promise.resolve('done'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(lines).toEqual([`another process is installing the same, waiting for it (lock: ${lock})`]);

    await utimes(lock, 0, 0);

    expect(await waiting).toBe('done');
  });

  it('fails at once where no lock can be written', async () => {
    await writeFile(join(folder, 'within'), 'a file, not a folder');

    await expect(withLock(lock, options(), () => Promise.resolve())).rejects.toThrow();
  });
});
