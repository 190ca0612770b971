import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processExists } from '../process-exists.ts';
import type { OnProgress } from './source.ts';

export interface LockOptions {
  readonly onProgress: OnProgress;
  /** Between two looks at a lock that somebody else holds, in milliseconds. */
  readonly pollMs?: number;
  /** The holder renews the lock's time stamp a few times within this span, in milliseconds; older is abandoned. */
  readonly staleMs?: number;
}

/**
 * Runs `work` while holding the lock file `path`, so that of several processes one does the work and the others wait.
 *
 * A lock whose holder is gone is taken over: at once when its process has ended on this host, else when its time stamp
 * has not been renewed for `staleMs`. Two waiters may take over the same abandoned lock in the same instant and both go
 * on; that costs time, not correctness, because installing is a rename (see cache.ts).
 */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const staleMs = options.staleMs ?? 60_000;
  await mkdir(dirname(path), { recursive: true });
  await acquire(path, staleMs, options);
  const renewal = setInterval(() => void renew(path), staleMs / 4);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await rm(path, { force: true });
  }
}

async function acquire(path: string, staleMs: number, options: LockOptions): Promise<void> {
  let told = false;
  while (!(await create(path))) {
    if (await abandoned(path, staleMs)) {
      options.onProgress(`taking over the lock of a process that is gone: ${path}`);
      await rm(path, { force: true });
      continue;
    }
    if (!told) {
      options.onProgress(`another process is installing the same, waiting for it (lock: ${path})`);
      told = true;
    }
    await sleep(options.pollMs ?? 500);
  }
}

async function create(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid} ${hostname()}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function abandoned(path: string, staleMs: number): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    const [pid, host] = (await readFile(path, 'utf8')).trim().split(' ');
    return Date.now() - mtimeMs > staleMs || (host === hostname() && !processExists(Number(pid)));
  } catch {
    // Released between the two looks: not abandoned, simply try again.
    return false;
  }
}

async function renew(path: string): Promise<void> {
  const now = new Date();
  // A renewal that fails (the folder was removed) only makes others believe that we are gone.
  await utimes(path, now, now).catch(() => undefined);
}
