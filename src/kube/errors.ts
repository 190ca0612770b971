/** Base of what the API server answers; `status` is the HTTP status, `reason` that of its `Status` object. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** 410: the resourceVersion asked for, or a page's continue token, is too old. List again. */
export class GoneError extends ApiError {
  override readonly name = 'GoneError';
}

/** 401, after the credentials were read once more. */
export class UnauthorizedError extends ApiError {
  override readonly name = 'UnauthorizedError';
}

/** 403: RBAC refuses the request; the message names user, verb and resource. */
export class ForbiddenError extends ApiError {
  override readonly name = 'ForbiddenError';
}

/** 422: the object violates the schema or a rule of the API. */
export class InvalidError extends ApiError {
  override readonly name = 'InvalidError';
}

/** 429: the API server sheds load. */
export class TooManyRequestsError extends ApiError {
  override readonly name = 'TooManyRequestsError';
  /** From the Retry-After header, when there was one. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: string, message: string, retryAfterMs?: number) {
    super(429, reason, message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer: the connection failed, or none came in time. A write may have happened. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** The kubeconfig is missing, malformed or points nowhere. One line, fit to be shown as it is. */
export class KubeconfigError extends Error {
  override readonly name = 'KubeconfigError';
}
