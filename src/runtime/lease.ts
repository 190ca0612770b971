/** The lease that leader election is held over: its record, access to it, and when it counts as expired. */
import type { Clock, Timer } from './clock.ts';

/** The spec of a `coordination.k8s.io/v1` Lease. Times are RFC 3339 with microseconds. */
export interface LeaseRecord {
  /** Empty: nobody holds it. */
  readonly holderIdentity: string;
  readonly leaseDurationSeconds: number;
  readonly acquireTime: string;
  readonly renewTime: string;
  readonly leaseTransitions: number;
}

export interface Lease {
  readonly record: LeaseRecord;
  readonly resourceVersion: string;
}

/**
 * Access to one Lease object. It needs a connection of its own, with no limiter in common with other requests: a
 * renewal that queues behind a burst of status writes loses the lease.
 */
export interface LeaseClient {
  /** `undefined` when there is none. */
  get(signal: AbortSignal): Promise<Lease | undefined>;
  /** Fails when it exists. */
  create(record: LeaseRecord, signal: AbortSignal): Promise<Lease>;
  /** Fails when the lease is not at `resourceVersion` any more. */
  update(record: LeaseRecord, resourceVersion: string, signal: AbortSignal): Promise<Lease>;
}

/** Milliseconds since the epoch as a Kubernetes MicroTime. */
export function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

/**
 * What a candidate has seen of the lease. A lease counts as expired when it was not seen to *change* for its whole
 * duration by our own clock; the times that the holder wrote into it are never compared, since its clock may be off.
 */
export class LeaseObservation {
  readonly #clock: Clock;
  #seen: { readonly content: string; expired: boolean; readonly timer: Timer } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes in what the server holds now; true when it may be taken over. */
  mayBeTaken(record: LeaseRecord): boolean {
    if (record.holderIdentity === '') return true;
    const content = JSON.stringify(record);
    if (this.#seen?.content !== content) this.#restart(content, record.leaseDurationSeconds * 1000);
    return this.#seen?.expired === true;
  }

  /** Forgets what was seen. */
  clear(): void {
    this.#seen?.timer.cancel();
    this.#seen = undefined;
  }

  /** Counts by a timer, not by comparing times: a step of the system's clock must not make a lease expire. */
  #restart(content: string, durationMs: number): void {
    this.clear();
    const timer = this.#clock.setTimer(durationMs, () => {
      if (this.#seen?.content === content) this.#seen.expired = true;
    });
    this.#seen = { content, expired: false, timer };
  }
}
