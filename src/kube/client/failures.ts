import { DeadlineExceeded } from '../../runtime/deadline.ts';
import { ApiError, ConnectionError } from '../errors.ts';
import { ConflictError, NotFoundError } from '../port.ts';

/**
 * What a failed request throws: the API server's answers as they are, the reason of an aborted signal as it is,
 * everything else (no connection, no answer in time, an answer that is no JSON) as a {@link ConnectionError}.
 */
export function asRequestFailure(error: unknown, signal: AbortSignal | undefined): unknown {
  if (isAnswer(error) || signal?.aborted === true) return error;
  if (error instanceof DeadlineExceeded) return new ConnectionError(error.message, { cause: error });
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return new ConnectionError(`no usable answer from the API server: ${reason}`, { cause: error });
}

/** Whether the API server said it, as opposed to saying nothing. */
export function isAnswer(error: unknown): boolean {
  return error instanceof ApiError || error instanceof ConflictError || error instanceof NotFoundError;
}
