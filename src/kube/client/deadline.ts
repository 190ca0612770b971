import type { Clock } from '../../runtime/clock.ts';
import { ApiError, ConnectionError } from '../errors.ts';
import { ConflictError, NotFoundError } from '../port.ts';

/**
 * Runs `work` with a signal that aborts after `ms` of `wall`, or with `outer`.
 *
 * @throws {ConnectionError} when it took too long, or failed otherwise than by an answer of the API server
 */
export async function withDeadline<T>(
  wall: Clock,
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = wall.setTimer(ms, () => late.abort(new ConnectionError(`no answer from the API server in ${ms} ms`)));
  try {
    outer?.throwIfAborted();
    return await work(outer === undefined ? late.signal : AbortSignal.any([late.signal, outer]));
  } catch (error) {
    throw asFailure(error, late.signal, outer);
  } finally {
    timer.cancel();
  }
}

function asFailure(error: unknown, late: AbortSignal, outer: AbortSignal | undefined): unknown {
  if (isAnswer(error) || outer?.aborted === true) return error;
  if (late.aborted) return late.reason;
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return new ConnectionError(`no usable answer from the API server: ${reason}`, { cause: error });
}

function isAnswer(error: unknown): boolean {
  return error instanceof ApiError || error instanceof ConflictError || error instanceof NotFoundError;
}
