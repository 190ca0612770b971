import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cacheFolder, install, removeAbandonedStaging, withStaging } from './cache.ts';
import type { RunCommand } from './command.ts';

const reports =
  (output: string): RunCommand =>
  () =>
    Promise.resolve({ code: 0, output });

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cache-test-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('cacheFolder', () => {
  it('follows XDG_CACHE_HOME', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' })).toBe('/x/ecs-operator/control-plane/v1.36.3');
  });

  it.each([{}, { XDG_CACHE_HOME: '' }, { XDG_CACHE_HOME: 'relative' }])('is under the home folder with %j', (env) => {
    expect(cacheFolder(env)).toBe(join(homedir(), '.cache/ecs-operator/control-plane/v1.36.3'));
  });
});

describe('withStaging', () => {
  it('removes its scratch folder, also when the work fails', async () => {
    const cache = join(folder, 'v1');
    const fail = async (staging: string): Promise<never> => {
      await writeFile(join(staging, 'half'), '');
      throw new Error('broken');
    };

    await expect(withStaging(cache, fail)).rejects.toThrow('broken');

    expect(await readdir(folder)).toEqual(['v1']);
  });
});

describe('removeAbandonedStaging', () => {
  it('removes the scratch folders of this version and nothing else', async () => {
    for (const name of ['v1', 'v1.partial-abc', 'v1.lock', 'v2.partial-abc']) {
      await mkdir(join(folder, name));
    }

    await removeAbandonedStaging(join(folder, 'v1'));

    expect((await readdir(folder)).sort()).toEqual(['v1', 'v1.lock', 'v2.partial-abc']);
  });
});

describe('install', () => {
  it('makes the program executable and moves it in', async () => {
    const cache = join(folder, 'v1');

    const path = await withStaging(cache, async (staging) => {
      await writeFile(join(staging, 'built'), 'new');
      return install(cache, 'kubectl', join(staging, 'built'), reports('v1.36.3'));
    });

    expect(path).toBe(join(cache, 'kubectl'));
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o755);
  });

  it('keeps the old program when the new one is of another version', async () => {
    await writeFile(join(folder, 'kubectl'), 'old');
    await writeFile(join(folder, 'built'), 'new');

    const installing = install(folder, 'kubectl', join(folder, 'built'), reports('v1.35.0'));

    await expect(installing).rejects.toThrow('is v1.35.0, needed is v1.36.3');
    expect(await readFile(join(folder, 'kubectl'), 'utf8')).toBe('old');
  });
});
