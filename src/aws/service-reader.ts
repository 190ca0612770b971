import DataLoader from 'dataloader';
import type { Clock } from '../runtime/clock.ts';
import { AwsError } from './errors.ts';
import type { PacedCalls } from './paced-calls.ts';
import type { AwsScope, CallContext, ServiceReading } from './port.ts';
import { type Expectation, PrefetchedReadings } from './prefetched-readings.ts';
import {
  batchesOf,
  batchLimit,
  batchOfOne,
  failsForAll,
  keyOf,
  readingOf,
  type ServiceBatch,
  type ServiceRequest,
} from './service-batches.ts';
import { clusterName, type ServiceIdentity } from './service-identity.ts';

/** How long a name that failed is read without company, in domain milliseconds. One good answer ends it sooner. */
const aloneMs = 600_000;

/** Lets the composition bring resyncs forward to where a read serves several objects at once. */
export interface PrefetchHooks {
  /** Up to `n` names of services of `cluster` in `scope` that will be read soon anyway. */
  fill(cluster: string, n: number, scope: AwsScope): readonly string[];
  /** A reading of this service is at hand: whoever asks for it within the next seconds makes no call. */
  onPrefetched(cluster: string, serviceName: string, scope: AwsScope): void;
  /** All scalable targets of the scope were listed: resync reads of any of them make no call for the next seconds. */
  onScalingsListed?(scope: AwsScope): void;
  /** Names of the alarms that resyncs in the scope will ask for. */
  alarms?(scope: AwsScope): readonly string[];
}

type Answers = Map<string, ServiceReading | Error>;

/**
 * Reads services in batches: whatever is asked for until the running promises have settled goes out together, by
 * cluster, at the priority of its most urgent member. That needs no timer, so stepped clocks see it as one instant.
 */
export class ServiceReader {
  private readonly calls: PacedCalls;
  private readonly clock: Clock;
  private readonly scope: AwsScope;
  private readonly hooks: PrefetchHooks | undefined;
  private readonly prefetched: PrefetchedReadings;
  private readonly aloneUntil = new Map<string, number>();
  private readonly loader = new DataLoader<ServiceRequest, ServiceReading>((requests) => this.load(requests), {
    cache: false,
  });

  /** `clock`: the domain clock. */
  constructor(calls: PacedCalls, clock: Clock, scope: AwsScope, hooks?: PrefetchHooks) {
    this.scope = scope;
    this.calls = calls;
    this.clock = clock;
    this.hooks = hooks;
    this.prefetched = new PrefetchedReadings(clock);
  }

  /** @throws AwaitToken, AwsError */
  async read(cluster: string, serviceName: string, context: CallContext): Promise<ServiceReading> {
    const identity = { cluster: clusterName(cluster), serviceName };
    return this.prefetched.take(keyOf(identity)) ?? this.loader.load({ ...identity, context });
  }

  /** The service was, or is being, written: nothing read before counts any more. */
  invalidate(identity: ServiceIdentity): void {
    this.prefetched.invalidate(keyOf(identity));
  }

  private async load(requests: readonly ServiceRequest[]): Promise<(ServiceReading | Error)[]> {
    const answers: Answers = new Map();
    const batches = batchesOf(requests, (key) => this.isReadAlone(key));
    await Promise.all(batches.map((batch) => this.readBatch(batch, answers)));
    return requests.map((each) => answers.get(keyOf(each)) ?? new Error(`no answer for ${keyOf(each)}`));
  }

  private async readBatch(batch: ServiceBatch, answers: Answers): Promise<void> {
    const fillers = this.fillersFor(batch);
    const expectation = this.prefetched.expect(fillers.map((name) => keyIn(batch, name)));
    try {
      const readings = await this.describe(batch, [...batch.names, ...fillers]);
      for (const name of batch.names) this.answered(keyIn(batch, name), readings.get(name), answers);
      for (const name of fillers) this.keepPrefetched(batch.cluster, name, readings.get(name), expectation);
    } catch (error) {
      await this.blame(batch, fillers, error, answers);
    } finally {
      expectation.end();
    }
  }

  private answered(key: string, reading: ServiceReading | Error | undefined, answers: Answers): void {
    if (reading === undefined) return;
    answers.set(key, reading);
    this.aloneUntil.delete(key);
  }

  private keepPrefetched(
    cluster: string,
    serviceName: string,
    reading: ServiceReading | Error | undefined,
    expectation: Expectation,
  ): void {
    if (reading === undefined || reading instanceof Error) return;
    if (expectation.store(keyOf({ cluster, serviceName }), reading)) {
      this.hooks?.onPrefetched(cluster, serviceName, this.scope);
    }
  }

  private fillersFor(batch: ServiceBatch): string[] {
    const seats = batchLimit - batch.names.length;
    if (batch.alone || this.hooks === undefined || seats <= 0) return [];
    const isFree = (name: string): boolean => {
      const key = keyIn(batch, name);
      return !batch.names.includes(name) && !this.prefetched.has(key) && !this.isReadAlone(key);
    };
    return this.hooks.fill(batch.cluster, batchLimit, this.scope).filter(isFree).slice(0, seats);
  }

  /** A failed batch says nothing about its members, unless the failure is nobody's fault. */
  private async blame(
    batch: ServiceBatch,
    fillers: readonly string[],
    error: unknown,
    answers: Answers,
  ): Promise<void> {
    const failure = error instanceof Error ? error : new Error(String(error));
    const isSingle = batch.names.length + fillers.length === 1;
    if (!failsForAll(failure)) this.readAloneFromNow(batch, [...batch.names, ...fillers]);
    if (failsForAll(failure) || isSingle) {
      for (const name of batch.names) answers.set(keyIn(batch, name), failure);
      return;
    }
    for (const serviceName of batch.names) {
      await this.readBatch(batchOfOne({ cluster: batch.cluster, serviceName, context: batch.context }), answers);
    }
  }

  private readAloneFromNow(batch: ServiceBatch, names: readonly string[]): void {
    for (const name of names) this.aloneUntil.set(keyIn(batch, name), this.clock.now() + aloneMs);
  }

  private isReadAlone(key: string): boolean {
    const until = this.aloneUntil.get(key);
    if (until === undefined) return false;
    if (until > this.clock.now()) return true;
    this.aloneUntil.delete(key);
    return false;
  }

  private async describe(batch: ServiceBatch, names: readonly string[]): Promise<Map<string, ServiceReading | Error>> {
    const readAt = this.clock.now();
    try {
      const input = { cluster: batch.cluster, services: [...names], include: ['TAGS' as const] };
      const output = await this.calls.call('DescribeServices', input, batch.context, batch.place);
      return new Map(names.map((name) => [name, readingOf(name, output, readAt)]));
    } catch (error) {
      if (!(error instanceof AwsError) || error.missing !== 'cluster') throw error;
      return new Map(names.map((name) => [name, { kind: 'absent', clusterMissing: true, readAt }]));
    }
  }
}

function keyIn(batch: ServiceBatch, serviceName: string): string {
  return keyOf({ cluster: batch.cluster, serviceName });
}
