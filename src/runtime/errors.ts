/** The errors that the runtime itself knows; everything else that a reconcile throws is retried after back-off. */

/**
 * Thrown by a reconcile when trying again soon cannot help: the object itself, or something outside, must change
 * first. Counted, not retried by back-off; with `retryAfterMs` (domain milliseconds) looked at again after that time.
 */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { readonly retryAfterMs?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A reconcile ran into its time-out. `cause`: what it threw when its signal was aborted, if anything. */
export class ReconcileTimeout extends Error {
  override readonly name = 'ReconcileTimeout';

  constructor(timeoutMs: number, cause?: unknown) {
    super(`the reconcile took longer than ${timeoutMs} ms`, { cause });
  }
}

/** A reconcile threw outside of its promise, or threw what is no Error: a mistake in the program. */
export class ReconcilePanic extends Error {
  override readonly name = 'ReconcilePanic';

  constructor(thrown: unknown) {
    super(`the reconcile panicked: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown });
  }
}

/** The reason of an aborted signal when the process stops and the grace time is over. */
export class Stopping extends Error {
  override readonly name = 'Stopping';

  constructor() {
    super('the process is stopping');
  }
}
