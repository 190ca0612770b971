/**
 * Leader election over a Lease: at most one process leads at any time.
 *
 * A leader renews every `retryMs` and believes in its lease for `renewDeadlineMs` from the start of the last renewal
 * that succeeded; a candidate takes over after it has seen no change for the lease's whole duration, which is longer.
 * Losing the lease is final: the process is expected to exit, since writes may be under way that nothing can take back.
 */
import type { Logger } from '../observability/log.ts';
import type { Clock, Random, Timer } from './clock.ts';
import { withDeadline } from './deadline.ts';
import { LeaseObservation, microTime, type Lease, type LeaseClient, type LeaseRecord } from './lease.ts';
import type { RuntimeMetrics } from './metrics.ts';
import { sleep } from './sleep.ts';

export interface LeaderElectionOptions {
  /** Name of the lease, for logs and metrics. */
  readonly name: string;
  readonly client: LeaseClient;
  /** Of this process; unique, also over restarts. */
  readonly identity: string;
  readonly wall: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly metrics: RuntimeMetrics;
  /** Called once, when the lease is lost while leading. Not called after `release`. */
  readonly onLost: (reason: LeaseLost) => void;
  readonly timing?: LeaseTiming;
}

/** Wall milliseconds. `leaseMs` > `renewDeadlineMs` > `retryMs`. */
export interface LeaseTiming {
  readonly leaseMs: number;
  readonly renewDeadlineMs: number;
  readonly retryMs: number;
}

export const defaultLeaseTiming: LeaseTiming = { leaseMs: 15_000, renewDeadlineMs: 10_000, retryMs: 2_000 };

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Candidates wait this much longer at random, so that they do not come in step. */
const CANDIDATE_JITTER = 0.2;

export class LeaderElection {
  readonly #options: LeaderElectionOptions;
  readonly #timing: LeaseTiming;
  readonly #observation: LeaseObservation;
  readonly #stopped = new AbortController();
  #leads = false;
  /** The lease as our last renewal left it. */
  #latest: Lease | undefined;
  #deadline: Timer | undefined;
  #renewing: Promise<void> = Promise.resolve();

  /** @throws RangeError when the timing could let two processes lead. */
  constructor(options: LeaderElectionOptions) {
    this.#options = options;
    this.#timing = options.timing ?? defaultLeaseTiming;
    const { leaseMs, renewDeadlineMs, retryMs } = this.#timing;
    if (!(leaseMs > renewDeadlineMs && renewDeadlineMs > retryMs && retryMs > 0)) {
      throw new RangeError('lease duration > renew deadline > retry period > 0 must hold');
    }
    this.#observation = new LeaseObservation(options.wall);
    options.metrics.leading(options.name, false);
  }

  /** Whether this process leads now. */
  get leads(): boolean {
    return this.#leads;
  }

  /**
   * Resolves once this process leads, and keeps renewing from then on. Errors of the API server are logged and tried
   * again, for as long as it takes.
   *
   * @throws the reason of `signal`, or of a `release` meanwhile.
   */
  async acquire(signal?: AbortSignal): Promise<void> {
    const either = signal === undefined ? this.#stopped.signal : AbortSignal.any([signal, this.#stopped.signal]);
    const { wall, random, log, name, identity } = this.#options;
    log.info({ lease: name, identity }, 'Waiting for the lease');
    for (;;) {
      either.throwIfAborted();
      await this.#attempt(either);
      if (this.#leads) break;
      await sleep(wall, this.#timing.retryMs * (1 + CANDIDATE_JITTER * random()), either);
    }
    log.info({ lease: name, identity }, 'Leading');
    this.#renewing = this.#keepRenewing();
  }

  /** Stops leading or waiting, and hands the lease over if it is held. To be called when nothing writes any more. */
  async release(): Promise<void> {
    const led = this.#leads;
    this.#stepDown();
    this.#stopped.abort(new Error('the lease was released'));
    await this.#renewing;
    if (!led) return;
    try {
      await this.#request((signal) => this.#handOver(signal));
      this.#options.log.info({ lease: this.#options.name }, 'Lease released');
    } catch (error) {
      this.#options.log.warn({ err: error, lease: this.#options.name }, 'Lease not released, it will expire');
    }
  }

  async #keepRenewing(): Promise<void> {
    const { signal } = this.#stopped;
    while (this.#leads) {
      const slept = await sleep(this.#options.wall, this.#timing.retryMs, signal).then(
        () => true,
        () => false,
      );
      if (slept && this.#leads) await this.#attempt(signal);
    }
  }

  /** Tries once to get or renew the lease. Never rejects. */
  async #attempt(signal: AbortSignal): Promise<void> {
    // Counted from before the request: the answer may take long, and others count from when they see its effect.
    const deadline = this.#options.wall.setTimer(this.#timing.renewDeadlineMs, () =>
      this.#lose('it could not be renewed in time'),
    );
    const wasLeading = this.#leads;
    const lease = await this.#request((requestSignal) => this.#acquireOrRenew(requestSignal), signal).catch(
      (error: unknown) => this.#logFailure(error, signal),
    );
    const tooLate = signal.aborted || wasLeading !== this.#leads;
    if (lease === undefined || tooLate) {
      deadline.cancel();
      return;
    }
    this.#deadline?.cancel();
    this.#deadline = deadline;
    this.#latest = lease;
    this.#leads = true;
    if (!wasLeading) this.#options.metrics.leading(this.#options.name, true);
  }

  /** The lease as we hold it now; undefined when another holds it. */
  async #acquireOrRenew(signal: AbortSignal): Promise<Lease | undefined> {
    const { client, identity } = this.#options;
    // A renewal needs no read, except after one that failed: its effect is not known.
    const current = this.#takeLatest() ?? (await client.get(signal));
    if (current === undefined) return client.create(this.#newRecord(undefined), signal);
    const { record, resourceVersion } = current;
    if (record.holderIdentity !== identity) {
      if (this.#leads) return this.#lose(`${record.holderIdentity || 'nobody'} holds it`);
      if (!this.#observation.mayBeTaken(record)) return undefined;
    }
    return client.update(this.#newRecord(record), resourceVersion, signal);
  }

  async #handOver(signal: AbortSignal): Promise<void> {
    const { client, identity, wall } = this.#options;
    const current = await client.get(signal);
    if (current?.record.holderIdentity !== identity) return;
    const now = microTime(wall.now());
    const record = { ...current.record, holderIdentity: '', leaseDurationSeconds: 1, acquireTime: now, renewTime: now };
    await client.update(record, current.resourceVersion, signal);
  }

  #newRecord(previous: LeaseRecord | undefined): LeaseRecord {
    const { identity, wall } = this.#options;
    const now = microTime(wall.now());
    const renewal = previous?.holderIdentity === identity;
    return {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(this.#timing.leaseMs / 1000),
      acquireTime: renewal ? previous.acquireTime : now,
      renewTime: now,
      leaseTransitions: previous === undefined ? 0 : previous.leaseTransitions + (renewal ? 0 : 1),
    };
  }

  /** Bounded well below the renew deadline: a request on a dead connection must leave time for another. */
  #request<T>(run: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const ms = this.#timing.renewDeadlineMs / 2;
    return withDeadline({ clock: this.#options.wall, ms, what: 'a lease request', ...(signal && { signal }) }, run);
  }

  #logFailure(error: unknown, signal: AbortSignal): undefined {
    if (!signal.aborted) this.#options.log.warn({ err: error, lease: this.#options.name }, 'Lease request failed');
  }

  #takeLatest(): Lease | undefined {
    const latest = this.#latest;
    this.#latest = undefined;
    return latest;
  }

  #lose(why: string): undefined {
    if (!this.#leads) return;
    this.#stepDown();
    this.#stopped.abort(new Error('the lease was lost'));
    this.#options.onLost(new LeaseLost(`lost the lease ${this.#options.name}: ${why}`));
  }

  #stepDown(): void {
    this.#deadline?.cancel();
    this.#deadline = undefined;
    this.#latest = undefined;
    this.#leads = false;
    this.#observation.clear();
    this.#options.metrics.leading(this.#options.name, false);
  }
}
