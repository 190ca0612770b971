import type { Clock } from '../../runtime/clock.ts';
import { sleep } from '../../runtime/sleep.ts';
import type { ApiClient } from '../client/api-client.ts';
import { resourcePath } from '../client/resource-path.ts';
import type { EventSink } from '../client/server-port.ts';
import { ApiError, ConnectionError } from '../errors.ts';
import type { KubeObject, ResourceType } from '../object.ts';
import { ConflictError, NotFoundError, type EventNote } from '../port.ts';
import { BoundedMap } from './bounded-map.ts';
import { eventBody, eventName, eventNamespace, repeatPatch, sameness, type Reporter } from './event-body.ts';
import { SpamFilter } from './spam-filter.ts';

export interface EventRecorderOptions {
  readonly client: ApiClient;
  readonly wall: Clock;
  readonly reporter: Reporter;
  /** Most Events waiting to be sent; 1,000 when absent. Beyond that, new ones are dropped. */
  readonly queueLimit?: number;
  /** An Event was lost: the queue was full, or the API server would not have it. */
  readonly onDropped?: (why: 'full' | 'refused', error?: unknown) => void;
}

interface Entry {
  readonly type: ResourceType;
  readonly object: KubeObject;
  readonly note: EventNote;
  readonly firstAt: number;
  lastAt: number;
  count: number;
  /** Whether the API server has it: then a repeat is a patch. */
  written: boolean;
}

const EVENT: ResourceType = { group: '', version: 'v1', kind: 'Event', plural: 'events' };
/** The API server forgets an Event after an hour; a repeat after that is a new one. */
const REMEMBERED_MS = 3_600_000;
const ENTRIES = 4_096;
const TIMEOUT_MS = 5_000;
const ATTEMPTS = 3;
const RETRY_MS = 1_000;

/**
 * Writes Events, best effort and in the background: recording never fails and never waits. Repeats raise the count of
 * the Event that is there; what cannot be sent is dropped.
 */
export class EventRecorder implements EventSink {
  readonly #options: EventRecorderOptions;
  readonly #entries = new BoundedMap<string, Entry>(ENTRIES);
  readonly #filter: SpamFilter;
  readonly #queue = new Set<Entry>();
  readonly #stopped = new AbortController();
  #accepting = true;
  #sending: Promise<void> | undefined;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
    this.#filter = new SpamFilter(options.wall);
  }

  record(type: ResourceType, object: KubeObject, note: EventNote): void {
    if (!this.#accepting) return;
    const entry = this.#count(type, object, note);
    // Already on its way: it will carry the new count.
    if (this.#queue.has(entry)) return;
    if (!this.#filter.admits(object.metadata.uid)) return;
    if (this.#queue.size >= (this.#options.queueLimit ?? 1_000)) return this.#options.onDropped?.('full');
    this.#queue.add(entry);
    this.#sending ??= this.#sendAll();
  }

  /** Takes nothing more and sends what is waiting, for `graceMs` of wall time at most. Never fails. */
  async stop(graceMs: number): Promise<void> {
    this.#accepting = false;
    const timer = this.#options.wall.setTimer(graceMs, () => this.#stopped.abort(new Error('stopped')));
    await this.#sending;
    timer.cancel();
    this.#stopped.abort(new Error('stopped'));
  }

  #count(type: ResourceType, object: KubeObject, note: EventNote): Entry {
    const now = this.#options.wall.now();
    const key = sameness(object, note);
    const known = this.#entries.get(key);
    if (known !== undefined && now - known.lastAt < REMEMBERED_MS) {
      known.count += 1;
      known.lastAt = now;
      return known;
    }
    const entry = { type, object, note, firstAt: now, lastAt: now, count: 1, written: false };
    this.#entries.set(key, entry);
    return entry;
  }

  async #sendAll(): Promise<void> {
    for (const entry of this.#queue) {
      if (this.#stopped.signal.aborted) break;
      this.#queue.delete(entry);
      await this.#send(entry);
    }
    this.#sending = undefined;
  }

  async #send(entry: Entry): Promise<void> {
    const { signal } = this.#stopped;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#write(entry);
      } catch (error) {
        if (signal.aborted || attempt === ATTEMPTS || !mayHeal(error)) {
          return this.#options.onDropped?.('refused', error);
        }
        await sleep(this.#options.wall, RETRY_MS * attempt, signal).catch(() => undefined);
      }
    }
  }

  async #write(entry: Entry): Promise<void> {
    if (entry.written && (await this.#patch(entry))) return;
    const { client, reporter } = this.#options;
    const path = resourcePath(EVENT, { namespace: eventNamespace(entry.object) });
    const { signal } = this.#stopped;
    try {
      await client.request({ method: 'POST', path, body: eventBody(entry, reporter), signal, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      // Created by an earlier attempt whose answer was lost.
      if (!(error instanceof ConflictError)) throw error;
    }
    entry.written = true;
  }

  /** False when the Event has expired. */
  async #patch(entry: Entry): Promise<boolean> {
    const name = eventName(entry.object, entry.note, entry.firstAt);
    try {
      await this.#options.client.request({
        method: 'PATCH',
        path: resourcePath(EVENT, { namespace: eventNamespace(entry.object), name }),
        contentType: 'application/merge-patch+json',
        body: repeatPatch(entry),
        signal: this.#stopped.signal,
        timeoutMs: TIMEOUT_MS,
      });
      return true;
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  }
}

/** No answer, or one that says "later". */
function mayHeal(error: unknown): boolean {
  return (
    error instanceof ConnectionError || (error instanceof ApiError && (error.status >= 500 || error.status === 429))
  );
}
