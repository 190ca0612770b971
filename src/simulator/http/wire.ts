/** A request as the front sees it; header names in lower case. */
export interface WireRequest {
  readonly method: string;
  /** The path, without host and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The body as it came; absent where a request is made in memory. */
  readonly bytes?: Uint8Array | undefined;
}

/** An answer before it is sent. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is sent instead of `body` where it is no text. */
  readonly bytes?: Uint8Array;
  /** How late it is sent, in milliseconds of wall time. */
  readonly delayMs: number;
}

/** No answer at all: the connection is cut after `cutAfterMs` of wall time, or never when that is undefined. */
export interface NoAnswer {
  readonly cutAfterMs: number | undefined;
}

/** The first value of a header; empty when it is absent. */
export function header(request: WireRequest, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
