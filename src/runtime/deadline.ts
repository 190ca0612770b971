/** Waiting no longer than asked. */
import type { Clock } from './clock.ts';

/** What was waited for did not end in its time. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

export interface DeadlineOptions {
  readonly clock: Clock;
  readonly ms: number;
  /** What is waited for, for the message. */
  readonly what: string;
  /** Ends the wait early, with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Runs `run` and waits for it no longer than `ms`, whether or not it listens to the signal that it is given.
 *
 * @throws DeadlineExceeded, or the reason of `signal`, whichever comes first; or what `run` throws.
 */
export async function withDeadline<T>(
  { clock, ms, what, signal }: DeadlineOptions,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const cut = Promise.withResolvers<never>();
  const end = (reason: unknown): void => {
    abort.abort(reason);
    cut.reject(reason);
  };
  const onAbort = (): void => end(signal?.reason);
  const timer = clock.setTimer(ms, () => end(new DeadlineExceeded(`${what} took longer than ${ms} ms`)));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    signal?.throwIfAborted();
    return await Promise.race([run(abort.signal), cut.promise]);
  } finally {
    timer.cancel();
    signal?.removeEventListener('abort', onAbort);
  }
}
