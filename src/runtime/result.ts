import type { Priority } from './priority.ts';

/**
 * What a reconcile asks for next.
 *
 * - `done`: nothing until something changes (the controller may still resync);
 * - `after`: again in `ms` domain milliseconds, at `priority`; failures are forgotten;
 * - `wait`: no request token was free. Again in `ms`; failures are *not* forgotten and the key keeps its priority.
 */
export type Result =
  | { readonly kind: 'done' }
  | { readonly kind: 'after'; readonly ms: number; readonly priority: Priority }
  | { readonly kind: 'wait'; readonly ms: number };

export const done: Result = { kind: 'done' };

/** See {@link Result}. */
export function after(ms: number, priority: Priority): Result {
  return { kind: 'after', ms, priority };
}

/**
 * Thrown from inside a reconcile when a request bucket has no free token: the caller's place is kept for it,
 * and the controller turns it into a `wait` result so that no worker is held meanwhile.
 */
export class AwaitToken extends Error {
  override readonly name = 'AwaitToken';
  readonly afterMs: number;

  constructor(afterMs: number, bucket: string) {
    super(`waiting ${Math.ceil(afterMs)} ms for a request token of bucket ${bucket}`);
    this.afterMs = afterMs;
  }
}
