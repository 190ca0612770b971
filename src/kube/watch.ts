import type { Clock } from '../runtime/clock.ts';
import { errorOfStatus, type StatusObject } from './client/answers.ts';
import type { ApiClient } from './client/api-client.ts';
import { ConnectionError } from './errors.ts';
import type { KubeObject } from './object.ts';
import { ReadIdleWatchdog } from './read-idle-watchdog.ts';
import { assertResourceVersion } from './resource-version.ts';
import type { Feed } from './store.ts';
import { decodeFrames, GarbageError, type WatchFrame } from './watch-decoder.ts';

export interface WatchRequest<T> {
  readonly client: ApiClient;
  readonly path: string;
  readonly project: (raw: unknown) => T;
  readonly feed: Feed<T>;
  /** The resourceVersion after which to begin. */
  readonly from: string;
  /** When the API server shall end the watch by itself. */
  readonly timeoutSeconds: number;
  /** Wall milliseconds of silence after which the connection counts as dead. */
  readonly idleMs: number;
  readonly wall: Clock;
  readonly signal: AbortSignal;
  /** Bytes came. */
  readonly onContact: () => void;
  /** Everything up to this version has been fed: the place to resume from. */
  readonly onVersion: (resourceVersion: string) => void;
}

/**
 * One watch, fed frame by frame until it ends: `ended` when the API server closed it, `idle` when it fell silent.
 *
 * @throws {GarbageError} when a line cannot be read; {@link ApiError} and its kin for a refusal or an ERROR frame;
 *   {@link ConnectionError} when the connection broke
 */
export async function watchOnce<T extends KubeObject>(request: WatchRequest<T>): Promise<'ended' | 'idle'> {
  const silent = new AbortController();
  const watchdog = new ReadIdleWatchdog(request.wall, request.idleMs, () => silent.abort(new Error('silent')));
  try {
    const signal = AbortSignal.any([request.signal, silent.signal]);
    const bytes = await open(request, signal);
    for await (const frame of decodeFrames(observed(bytes, request, watchdog))) take(frame, request);
    return 'ended';
  } catch (error) {
    if (silent.signal.aborted && !request.signal.aborted) return 'idle';
    throw error;
  } finally {
    watchdog.stop();
    // Also after an error of ours: the connection must not live on unread.
    silent.abort(new Error('watch over'));
  }
}

function open(request: WatchRequest<unknown>, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
  const { client, path, from, timeoutSeconds } = request;
  const query = { watch: true, allowWatchBookmarks: true, resourceVersion: from, timeoutSeconds };
  return client.stream({ method: 'GET', path, query, signal });
}

/** @throws {ConnectionError} instead of the socket's own errors */
async function* observed(
  bytes: AsyncIterable<Buffer>,
  request: WatchRequest<unknown>,
  watchdog: ReadIdleWatchdog,
): AsyncGenerator<Buffer> {
  request.onContact();
  try {
    for await (const chunk of bytes) {
      watchdog.feed();
      request.onContact();
      yield chunk;
    }
  } catch (error) {
    throw new ConnectionError(`the watch broke: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function take<T extends KubeObject>(frame: WatchFrame, request: WatchRequest<T>): void {
  if (frame.type === 'ERROR') {
    const status = frame.object as StatusObject;
    throw errorOfStatus(status.code ?? 500, status);
  }
  const version = versionOf(frame);
  if (frame.type === 'BOOKMARK') request.feed.advance(version);
  else if (frame.type === 'DELETED') request.feed.remove(readable(frame, request.project));
  else request.feed.upsert(readable(frame, request.project));
  request.onVersion(version);
}

function versionOf(frame: WatchFrame): string {
  const { metadata } = frame.object as Partial<KubeObject>;
  const version: unknown = metadata?.resourceVersion;
  return guarded(() => {
    assertResourceVersion(version);
    return version;
  });
}

function readable<T>(frame: WatchFrame, project: (raw: unknown) => T): T {
  return guarded(() => project(frame.object));
}

function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new GarbageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
