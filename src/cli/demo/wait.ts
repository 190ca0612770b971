import { setTimeout as sleep } from 'node:timers/promises';
import { DemoFailure } from './demo-failure.ts';

const lookEveryMs = 50;

export interface Awaited<T> {
  /** Completes "waited for …". */
  readonly what: string;
  /** What is waited for, or undefined as long as it is not there. May throw when it cannot come any more. */
  readonly look: () => T | undefined;
  /** What is there instead, for the message of a failure. */
  readonly seen: () => string;
  /** Wall milliseconds. */
  readonly timeoutMs: number;
  /** Ends the waiting with its reason. */
  readonly signal: AbortSignal;
}

/**
 * Waits until `look` finds something, and returns it.
 *
 * @throws DemoFailure when it does not come in time; the reason of `signal` when that is aborted
 */
export async function waitFor<T>({ what, look, seen, timeoutMs, signal }: Awaited<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() >= deadline) {
      throw new DemoFailure(`waited ${timeoutMs / 1_000} s for ${what}; instead: ${seen()}`);
    }
    await sleep(lookEveryMs);
  }
}
