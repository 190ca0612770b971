import type { BinaryName } from './pins.ts';

/** Receives one line of progress, without a newline. */
export type OnProgress = (line: string) => void;

/** What a {@link Source} came up with. */
export interface Provided {
  /** The programs it has, in the pinned version, with their absolute paths. */
  readonly found: Partial<Record<BinaryName, string>>;
  /** Why it has not the others: one sentence each, for the user. */
  readonly reasons: readonly string[];
}

/** One place that the control plane's programs may come from. Never rejects: a failure is a reason. */
export interface Source {
  /** Tries to provide the programs that earlier sources have not. */
  provide(missing: readonly BinaryName[]): Promise<Provided>;
}

/** The message of whatever was thrown, with its causes: fetch hides the interesting part there. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause === undefined ? error.message : `${error.message}: ${describeError(error.cause)}`;
}

/** The part of the global `fetch` that is used here. */
export type Fetch = (url: string, options: { signal: AbortSignal }) => Promise<Response>;
