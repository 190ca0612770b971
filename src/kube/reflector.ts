import type { Clock, Random } from '../runtime/clock.ts';
import { sleep } from '../runtime/sleep.ts';
import type { ApiClient } from './client/api-client.ts';
import { isAnswer } from './client/failures.ts';
import { resourcePath } from './client/resource-path.ts';
import { DecorrelatedJitter } from './decorrelated-jitter.ts';
import { GoneError, TooManyRequestsError } from './errors.ts';
import type { KubeObject, ResourceType } from './object.ts';
import { listAll } from './paged-list.ts';
import { NotFoundError } from './port.ts';
import { projection, type Projection } from './projection.ts';
import type { Feed } from './store.ts';
import { GarbageError } from './watch-decoder.ts';
import { watchOnce } from './watch.ts';

/** What a reflector tells about itself, for logs and metrics. */
export type ReflectorNote =
  | { readonly kind: 'listed'; readonly objects: number; readonly resourceVersion: string }
  /** The watch ended in good order, or was silent for too long, and goes on. */
  | { readonly kind: 'resumed'; readonly because: 'ended' | 'idle' }
  | { readonly kind: 'garbage'; readonly error: Error }
  | { readonly kind: 'failed'; readonly error: Error; readonly retryInMs: number };

export interface ReflectorOptions<T extends KubeObject> {
  readonly client: ApiClient;
  readonly type: ResourceType;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly feed: Feed<T>;
  readonly wall: Clock;
  readonly random: Random;
  readonly onNote?: (note: ReflectorNote) => void;
  /** Objects per page of a list; 500 when absent. */
  readonly pageSize?: number;
  /** A watch silent for this many wall milliseconds is opened anew; 2 minutes when absent. Bookmarks come every one. */
  readonly idleMs?: number;
}

/** A watch that lived this long had nothing wrong with it: the next failure is a first failure. */
const HEALTHY_MS = 10_000;
/** A watch that ends sooner than this, and brought nothing, is not opened again at once. */
const SHORT_MS = 1_000;
const BACKOFF = { baseMs: 500, capMs: 30_000 };
/** Failures in a row, with nothing received in between, after which resuming is given up for a new list. */
const RELIST_AFTER_FAILURES = 5;
/** While the resource type is missing: somebody is about to install the CRD. */
const MISSING_TYPE_CAP_MS = 5_000;

/**
 * Keeps a store in step with the API server: a paged list, then a watch from where the list ended, resumed from the
 * last version seen whenever it ends, listed anew when that is not possible. It ends when it is stopped and never
 * else: whatever fails is tried again with a growing delay.
 */
export class Reflector<T extends KubeObject> {
  readonly #options: ReflectorOptions<T>;
  readonly #path: string;
  readonly #project: Projection<T>;
  readonly #stopped = new AbortController();
  readonly #backoff: DecorrelatedJitter;
  #running: Promise<void> | undefined;
  /** Where the next watch begins; undefined when only a list can tell the truth. */
  #resumeFrom: string | undefined;
  #failures = 0;
  #lastContactAt: number;
  #problem: string | undefined = 'not listed yet';

  constructor(options: ReflectorOptions<T>) {
    this.#options = options;
    this.#path = resourcePath(options.type, { namespace: options.namespace });
    this.#project = projection<T>(options.type);
    this.#backoff = new DecorrelatedJitter(options.random, BACKOFF.baseMs, BACKOFF.capMs);
    this.#lastContactAt = options.wall.now();
  }

  /** Wall time when the API server was last heard of, be it a refusal; of construction before that. */
  get lastContactAt(): number {
    return this.#lastContactAt;
  }

  /** Why the store is not in step just now, in words fit for a readiness answer; undefined when it is. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** @throws {Error} when started before: two watches into one store would be one too many, for ever */
  start(): void {
    if (this.#running !== undefined) throw new Error(`the reflector of ${this.#path} was started before`);
    this.#running = this.#run(this.#stopped.signal);
  }

  /** Ends the watch and waits until nothing is in flight. Nothing is opened afterwards. Never fails. */
  async stop(): Promise<void> {
    this.#stopped.abort(new Error('stopped'));
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const startedAt = this.#options.wall.now();
      const delayMs = await this.#cycle(signal, startedAt);
      if (delayMs > 0) await sleep(this.#options.wall, delayMs, signal).catch(() => undefined);
    }
  }

  /** One list, if one is needed, and one watch. The answer is the delay before the next. Never fails. */
  async #cycle(signal: AbortSignal, startedAt: number): Promise<number> {
    try {
      this.#resumeFrom ??= await this.#list(signal);
      const from = this.#resumeFrom;
      const because = await this.#watch(signal, from);
      if (signal.aborted) return 0;
      this.#note({ kind: 'resumed', because });
      return this.#delayAfterEnd(startedAt, this.#resumeFrom !== from);
    } catch (error) {
      return signal.aborted ? 0 : this.#delayAfterFailure(asError(error), startedAt);
    }
  }

  async #list(signal: AbortSignal): Promise<string> {
    const { client, feed, pageSize = 500 } = this.#options;
    const project = this.#project;
    const { objects, resourceVersion } = await listAll(client, { path: this.#path, project, signal, pageSize });
    feed.replace(objects, resourceVersion);
    this.#failures = 0;
    this.#contact();
    this.#note({ kind: 'listed', objects: objects.length, resourceVersion });
    return resourceVersion;
  }

  #watch(signal: AbortSignal, from: string): Promise<'ended' | 'idle'> {
    const { client, feed, wall, random, idleMs = 120_000 } = this.#options;
    return watchOnce<T>({
      client,
      path: this.#path,
      project: this.#project,
      feed,
      from,
      // 5 to 10 minutes, at random: watches opened together must not end together.
      timeoutSeconds: 300 + Math.floor(random() * 300),
      idleMs,
      wall,
      signal,
      onContact: () => this.#contact(),
      onVersion: (version) => {
        this.#resumeFrom = version;
        this.#failures = 0;
      },
    });
  }

  #delayAfterEnd(startedAt: number, progressed: boolean): number {
    const lived = this.#options.wall.now() - startedAt;
    if (lived >= HEALTHY_MS) this.#backoff.reset();
    return progressed || lived >= SHORT_MS ? 0 : this.#backoff.next();
  }

  #delayAfterFailure(error: Error, startedAt: number): number {
    if (this.#options.wall.now() - startedAt >= HEALTHY_MS) this.#backoff.reset();
    this.#failures += 1;
    if (!canResume(error) || this.#failures >= RELIST_AFTER_FAILURES) this.#resumeFrom = undefined;
    if (error instanceof GarbageError) this.#note({ kind: 'garbage', error });
    // A refusal is a sign of life: starting this process again would not make it a better answer.
    if (isAnswer(error)) this.#lastContactAt = this.#options.wall.now();
    this.#problem = this.#describe(error);
    const retryInMs = retryDelay(error, this.#backoff.next());
    this.#note({ kind: 'failed', error, retryInMs });
    return retryInMs;
  }

  #describe(error: Error): string {
    const { plural, group } = this.#options.type;
    if (error instanceof NotFoundError)
      return `the resource type ${plural}.${group} is not installed: ${error.message}`;
    return `${plural}.${group}: ${error.message}`;
  }

  #contact(): void {
    this.#lastContactAt = this.#options.wall.now();
    this.#problem = undefined;
  }

  #note(note: ReflectorNote): void {
    try {
      this.#options.onNote?.(note);
    } catch {
      // Whoever listens to the notes has no say in whether the reflector goes on.
    }
  }
}

/** After these, what happened meanwhile can only be learnt from a list. */
function canResume(error: Error): boolean {
  return !(error instanceof GoneError || error instanceof GarbageError || error instanceof NotFoundError);
}

function retryDelay(error: Error, backoffMs: number): number {
  if (error instanceof NotFoundError) return Math.min(backoffMs, MISSING_TYPE_CAP_MS);
  if (error instanceof TooManyRequestsError) return Math.max(backoffMs, error.retryAfterMs ?? 0);
  return backoffMs;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
