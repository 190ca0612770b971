import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { RunCommand } from './command.ts';
import { kubernetesVersion, type BinaryName } from './pins.ts';
import { versionMismatch } from './version-check.ts';

const scratchSuffix = '.partial-';

/** The folder of the installed programs, one per version, shared by every checkout of this user. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  // The XDG rules: a relative XDG_CACHE_HOME is to be ignored.
  const root = env['XDG_CACHE_HOME']?.startsWith('/') ? env['XDG_CACHE_HOME'] : join(homedir(), '.cache');
  return join(root, 'ecs-operator', 'control-plane', kubernetesVersion);
}

/**
 * Runs `work` with a scratch folder beside the cache (the same file system, so that {@link install} can rename) and
 * removes it afterwards.
 */
export async function withStaging<T>(cache: string, work: (staging: string) => Promise<T>): Promise<T> {
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(cache + scratchSuffix);
  try {
    return await work(staging);
  } finally {
    await rm(staging, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes the scratch folders of processes that were killed. For the holder of the lock: nobody else has one. */
export async function removeAbandonedStaging(cache: string): Promise<void> {
  const siblings = await readdir(dirname(cache));
  const abandoned = siblings.filter((name) => name.startsWith(basename(cache) + scratchSuffix));
  await Promise.all(abandoned.map((name) => rm(join(dirname(cache), name), { recursive: true, force: true })));
}

/**
 * Checks the program at `from` against the pin and renames it into the cache, so that readers see the old file, or
 * the new one, and never half of it. Returns its path. Throws when it does not run or is of another version.
 */
export async function install(cache: string, name: BinaryName, from: string, run: RunCommand): Promise<string> {
  await chmod(from, 0o755);
  const mismatch = await versionMismatch(name, from, run);
  if (mismatch !== undefined) {
    throw new Error(mismatch);
  }
  const to = join(cache, name);
  await rename(from, to);
  return to;
}
