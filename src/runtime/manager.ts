/**
 * Starts the parts of the operator in order and stops them in the other:
 *
 * servers → caches → leader election → workers.
 *
 * A standby gets as far as the election, with caches that are warm. Whatever part fails to start, or dies later, brings
 * everything down with its reason: a process that lives on without one of its parts helps nobody.
 */
import type { Logger } from '../observability/log.ts';
import type { Clock } from './clock.ts';
import { withDeadline } from './deadline.ts';
import { Stopping } from './errors.ts';
import { LeaseLost } from './leader-election.ts';

export interface PartContext {
  /** Aborted when the manager begins to stop. */
  readonly signal: AbortSignal;
  /** To be called when the part dies after it has started. */
  readonly fail: (error: Error) => void;
}

/** A server or a cache. */
export interface Part {
  readonly name: string;
  /** Resolves when the part is of use: it listens, it has synced. */
  start(context: PartContext): Promise<void>;
  /** May be called before `start` has ended, and when it has failed. */
  stop(): Promise<void>;
}

/** What only the leader runs. Implemented by Controller. */
export interface Worker {
  readonly name: string;
  start(): void;
  /** Starts nothing new; resolves when what runs has ended, aborted after `graceMs` wall milliseconds. */
  stop(graceMs: number): Promise<void>;
}

/** Implemented by LeaderElection. */
export interface Election {
  acquire(signal: AbortSignal): Promise<void>;
  release(): Promise<void>;
}

export interface ManagerOptions {
  readonly servers: readonly Part[];
  readonly caches: readonly Part[];
  readonly workers: readonly Worker[];
  /** Makes the election; without it this process always leads. */
  readonly election?: (onLost: (reason: LeaseLost) => void) => Election;
  readonly wall: Clock;
  readonly log: Logger;
  readonly stopTiming?: StopTiming;
}

/** Wall milliseconds. */
export interface StopTiming {
  /** Until running work is aborted. */
  readonly graceMs: number;
  /** Until work that does not end is given up. */
  readonly workersMs: number;
  /** For everything together. */
  readonly totalMs: number;
}

/** Within the 30 s that Kubernetes grants by default, with room to spare. */
export const defaultStopTiming: StopTiming = { graceMs: 15_000, workersMs: 20_000, totalMs: 25_000 };

/** After a lost lease nobody is waited for long: another may begin to write 5 s after we noticed. */
const LOST_LEASE_WORKERS_MS = 2_000;

/** A part failed to start, or died. `cause` is what it said. */
export class PartFailed extends Error {
  override readonly name = 'PartFailed';
}

type Phase = 'new' | 'starting' | 'syncing' | 'standing by' | 'running' | 'stopping' | 'stopped';

export class Manager {
  readonly #options: ManagerOptions;
  readonly #election: Election | undefined;
  readonly #stopping = new AbortController();
  readonly #failure = Promise.withResolvers<never>();
  readonly #notStarted = new Set<Part>();
  #phase: Phase = 'new';

  constructor(options: ManagerOptions) {
    this.#options = options;
    this.#election = options.election?.((reason) => this.#leaseLost(reason));
    // Also heard when nobody waits yet, or any more.
    this.#failure.promise.catch(() => undefined);
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Why this process is not ready; undefined when it is. A standby with warm caches is ready. */
  notReady(): string | undefined {
    if (this.#phase === 'running' || this.#phase === 'standing by') return undefined;
    const waiting = [...this.#notStarted].map((part) => part.name).join(', ');
    return this.#phase === 'syncing' ? `waiting for ${waiting}` : this.#phase;
  }

  /**
   * Starts everything, and stops everything when `signal` is aborted. Resolves after that.
   *
   * @throws PartFailed, or LeaseLost, after stopping what can still be stopped. The process must exit then.
   */
  async run(signal: AbortSignal): Promise<void> {
    const ended = Promise.race([aborted(signal), this.#failure.promise]);
    try {
      await Promise.race([this.#start(), ended]);
      await ended;
    } catch (error) {
      this.#options.log.fatal({ err: error }, 'Stopping because of a failure');
      await this.#stop(error instanceof LeaseLost);
      throw error;
    }
    this.#options.log.info('Stopping');
    await this.#stop(false);
  }

  async #start(): Promise<void> {
    const { servers, caches, workers, log } = this.#options;
    this.#enter('starting');
    await this.#startParts(servers);
    this.#enter('syncing');
    await this.#startParts(caches);
    this.#enter('standing by');
    await this.#election?.acquire(this.#stopping.signal);
    this.#enter('running');
    for (const worker of workers) worker.start();
    log.info({ controllers: workers.map((worker) => worker.name) }, 'Workers started');
  }

  /** Heard while draining too: then nobody waits for the failure, but work must end before another leader begins. */
  #leaseLost(reason: LeaseLost): void {
    this.#failure.reject(reason);
    if (this.#phase !== 'stopping') return;
    void this.#drain(true, this.#options.stopTiming ?? defaultStopTiming);
  }

  /** Nothing starts any more once stopping has begun. */
  #enter(phase: Phase): void {
    this.#stopping.signal.throwIfAborted();
    this.#phase = phase;
  }

  async #startParts(parts: readonly Part[]): Promise<void> {
    for (const part of parts) this.#notStarted.add(part);
    await Promise.all(parts.map((part) => this.#startPart(part)));
  }

  async #startPart(part: Part): Promise<void> {
    const fail = (error: Error): void =>
      this.#failure.reject(new PartFailed(`${part.name} died: ${error.message}`, { cause: error }));
    try {
      await part.start({ signal: this.#stopping.signal, fail });
    } catch (error) {
      throw new PartFailed(`${part.name} failed to start: ${messageOf(error)}`, { cause: error });
    }
    this.#notStarted.delete(part);
    this.#options.log.info({ part: part.name }, 'Part started');
  }

  async #stop(lostLease: boolean): Promise<void> {
    const { servers, caches, stopTiming = defaultStopTiming, wall } = this.#options;
    const end = wall.now() + stopTiming.totalMs;
    const left = (): number => Math.max(0, end - wall.now());
    this.#phase = 'stopping';
    this.#stopping.abort(new Stopping());
    const drained = await this.#drain(lostLease, stopTiming);
    // A lease that is released while something still writes lets two write at once; then it had better expire.
    if (drained && !lostLease) await this.#within('releasing the lease', left(), () => this.#election?.release());
    await this.#stopParts(caches, left());
    await this.#stopParts(servers, left());
    this.#phase = 'stopped';
  }

  #drain(lostLease: boolean, { graceMs, workersMs }: StopTiming): Promise<boolean> {
    const grace = lostLease ? 0 : graceMs;
    return this.#within('draining the workers', lostLease ? LOST_LEASE_WORKERS_MS : workersMs, () =>
      Promise.all(this.#options.workers.map((worker) => worker.stop(grace))),
    );
  }

  async #stopParts(parts: readonly Part[], ms: number): Promise<void> {
    await Promise.all(parts.map((part) => this.#within(`stopping ${part.name}`, ms, () => part.stop())));
  }

  /** True when `run` ended well in its time; otherwise that is logged, and stopping goes on. */
  async #within(what: string, ms: number, run: () => Promise<unknown> | undefined): Promise<boolean> {
    try {
      await withDeadline({ clock: this.#options.wall, ms, what }, async () => run());
      return true;
    } catch (error) {
      this.#options.log.error({ err: error, what }, 'Not stopped cleanly');
      return false;
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
