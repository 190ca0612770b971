import {
  ApiError,
  ForbiddenError,
  GoneError,
  InvalidError,
  TooManyRequestsError,
  UnauthorizedError,
} from '../errors.ts';
import { ConflictError, NotFoundError } from '../port.ts';

/** The part of a Kubernetes `Status` object that is read. */
export interface StatusObject {
  readonly kind?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly retryAfterSeconds?: number };
}

/** Longest piece of a foreign answer (a proxy's error page) that goes into a message. */
const QUOTED_CHARACTERS = 200;

/** The error that an unsuccessful answer means. `retryAfter` is the header's value, in seconds. */
export function errorOfAnswer(status: number, body: string, retryAfter?: string): Error {
  return errorOfStatus(status, parseStatus(body) ?? { message: foreignMessage(status, body) }, retryAfter);
}

/** As {@link errorOfAnswer}, for the `Status` inside an ERROR frame of a watch. */
export function errorOfStatus(status: number, answer: StatusObject, retryAfter?: string): Error {
  const reason = answer.reason ?? '';
  const message = answer.message ?? `the API server answered ${status}`;
  switch (status) {
    case 401:
      return new UnauthorizedError(status, reason, message);
    case 403:
      return new ForbiddenError(status, reason, message);
    case 404:
      return new NotFoundError(message);
    case 409:
      return new ConflictError(message);
    case 410:
      return new GoneError(status, reason, message);
    case 422:
      return new InvalidError(status, reason, message);
    case 429:
      return new TooManyRequestsError(reason, message, retryAfterMs(answer, retryAfter));
    default:
      return new ApiError(status, reason, message);
  }
}

function parseStatus(body: string): StatusObject | undefined {
  try {
    const parsed = JSON.parse(body) as StatusObject | null;
    return parsed?.kind === 'Status' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Not the API server's own words: a proxy, a load balancer, a handler that answers text. */
function foreignMessage(status: number, body: string): string {
  const quoted = body.replaceAll(/\s+/g, ' ').trim().slice(0, QUOTED_CHARACTERS);
  return quoted === '' ? `the API server answered ${status}` : `the API server answered ${status}: ${quoted}`;
}

function retryAfterMs(answer: StatusObject, header: string | undefined): number | undefined {
  const seconds = Number(header ?? answer.details?.retryAfterSeconds ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}
