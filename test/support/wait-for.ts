import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

const pollMs = 50;

/**
 * Reads with `read` until `accept` is true of what was read, and returns that.
 *
 * @throws Error after `timeoutMs`, with `what`, and what was read last (or the error of the last reading).
 */
export async function waitFor<T>(
  what: string,
  read: () => Promise<T> | T,
  accept: (value: T) => boolean = Boolean,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const last = await attempt(read, accept);
    if (last.accepted) {
      return last.value;
    }
    if (Date.now() >= deadline) {
      throw new Error(`waited ${timeoutMs} ms for ${what}; last seen: ${last.seen}`);
    }
    await sleep(pollMs);
  }
}

type Attempt<T> = { readonly accepted: true; readonly value: T } | { readonly accepted: false; readonly seen: string };

async function attempt<T>(read: () => Promise<T> | T, accept: (value: T) => boolean): Promise<Attempt<T>> {
  try {
    const value = await read();
    return accept(value) ? { accepted: true, value } : { accepted: false, seen: inspect(value, { depth: 12 }) };
  } catch (error) {
    return { accepted: false, seen: inspect(error) };
  }
}
