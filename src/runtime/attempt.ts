/** One call of a reconcile, with its time-out, and what came of it. */
import type { Clock } from './clock.ts';
import { ReconcilePanic, ReconcileTimeout, Stopping, TerminalError } from './errors.ts';
import { AwaitToken, type Result } from './result.ts';

/** How one call of a reconcile ended. `interrupted`: by the process stopping. */
export type Outcome = Result | { readonly kind: 'failed'; readonly error: Error } | { readonly kind: 'interrupted' };

export interface AttemptLimits {
  readonly wall: Clock;
  /** Wall milliseconds until the signal is aborted. */
  readonly timeoutMs: number;
  /** Aborted at the time-out, and with {@link Stopping} by whoever stops the process. */
  readonly abort: AbortController;
}

/**
 * Calls `run` once and puts whatever happens into an outcome; never rejects.
 *
 * A run is asked to end at its time-out, but waited for even when it does not listen: giving it up would let the
 * same key run twice at once.
 */
export async function attempt(
  run: (signal: AbortSignal) => Promise<Result>,
  { wall, timeoutMs, abort }: AttemptLimits,
): Promise<Outcome> {
  const timer = wall.setTimer(timeoutMs, () => abort.abort(new ReconcileTimeout(timeoutMs)));
  try {
    const result = await call(run, abort.signal);
    return abort.signal.reason instanceof ReconcileTimeout ? failed(abort.signal.reason) : result;
  } catch (thrown) {
    const reason: unknown = abort.signal.reason;
    if (reason instanceof Stopping) return { kind: 'interrupted' };
    if (reason instanceof ReconcileTimeout) return failed(new ReconcileTimeout(timeoutMs, thrown));
    if (thrown instanceof AwaitToken) return { kind: 'wait', ms: thrown.afterMs };
    return failed(thrown instanceof Error ? thrown : new ReconcilePanic(thrown));
  } finally {
    timer.cancel();
  }
}

function call(run: (signal: AbortSignal) => Promise<Result>, signal: AbortSignal): Promise<Result> {
  try {
    return run(signal);
  } catch (thrown) {
    if (thrown instanceof AwaitToken || thrown instanceof TerminalError) throw thrown;
    throw new ReconcilePanic(thrown);
  }
}

function failed(error: Error): Outcome {
  return { kind: 'failed', error };
}
