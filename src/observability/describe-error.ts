/** What a log line says of an error. */

/** The parts of an error that may be seen. */
export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly httpStatusCode?: number;
  readonly cause?: ErrorDescription;
}

const MOST_CAUSES = 5;

/**
 * Describes an error for a log line by a list of what may be seen, not of what may not: SDK and HTTP errors drag
 * along requests with headers and bodies.
 */
export function describeError(thrown: unknown, depth = 0): ErrorDescription {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: String(thrown) };
  const cause = depth < MOST_CAUSES && thrown.cause !== undefined ? describeError(thrown.cause, depth + 1) : undefined;
  return {
    type: thrown.name,
    message: thrown.message,
    ...(thrown.stack !== undefined && { stack: thrown.stack }),
    ...('code' in thrown && typeof thrown.code === 'string' && { code: thrown.code }),
    ...awsMetadata(thrown),
    ...(cause !== undefined && { cause }),
  };
}

function awsMetadata(error: Error): { requestId?: string; httpStatusCode?: number } {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null) return {};
  return {
    ...('requestId' in metadata && typeof metadata.requestId === 'string' && { requestId: metadata.requestId }),
    ...('httpStatusCode' in metadata &&
      typeof metadata.httpStatusCode === 'number' && { httpStatusCode: metadata.httpStatusCode }),
  };
}
