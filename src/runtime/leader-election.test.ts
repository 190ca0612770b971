import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Registry } from 'prom-client';
import { createLogger } from '../observability/log.ts';
import { createRuntimeMetrics } from '../observability/metrics.ts';
import { LeaderElection, type LeaderElectionOptions } from './leader-election.ts';
import { microTime, type Lease, type LeaseClient, type LeaseRecord } from './lease.ts';
import { ManualClock } from './manual-clock.ts';
import { sleep } from './sleep.ts';

/** How the API server treats one request. */
interface Treatment {
  readonly kind: 'answer' | 'refuse' | 'lose-answer';
  /** Milliseconds until it takes effect, and from there until it is answered. */
  readonly beforeMs: number;
  readonly afterMs: number;
}

const prompt: Treatment = { kind: 'answer', beforeMs: 0, afterMs: 0 };
const refused: Treatment = { kind: 'refuse', beforeMs: 0, afterMs: 0 };

/** One lease on an API server. What was sent takes effect even when the sender has given up on it. */
class LeaseServer {
  lease: Lease | undefined;
  treat: (identity: string) => Treatment = () => prompt;
  readonly holders: string[] = [];
  readonly clock: ManualClock;
  #version = 0;

  constructor(clock: ManualClock) {
    this.clock = clock;
  }

  client(identity: string): LeaseClient {
    const call = <T>(signal: AbortSignal, effect: () => T) => this.#call(this.treat(identity), signal, effect);
    return {
      get: (signal) => call(signal, () => this.lease),
      create: (record, signal) => call(signal, () => this.#write(record, undefined)),
      update: (record, version, signal) => call(signal, () => this.#write(record, version)),
    };
  }

  async #call<T>({ kind, beforeMs, afterMs }: Treatment, signal: AbortSignal, effect: () => T): Promise<T> {
    if (beforeMs > 0) await sleep(this.clock, beforeMs);
    if (kind === 'refuse') throw new Error('503 from the API server');
    const answer = effect();
    if (afterMs > 0) await sleep(this.clock, afterMs, signal);
    if (kind === 'lose-answer') throw new Error('connection reset');
    return answer;
  }

  #write(record: LeaseRecord, version: string | undefined): Lease {
    if (this.lease?.resourceVersion !== version) throw new Error('409 from the API server');
    this.#version += 1;
    this.lease = { record, resourceVersion: String(this.#version) };
    if (this.holders.at(-1) !== record.holderIdentity) this.holders.push(record.holderIdentity);
    return this.lease;
  }
}

function setup() {
  const clock = new ManualClock();
  const server = new LeaseServer(clock);
  const registry = new Registry();
  const lost: string[] = [];
  const metrics = createRuntimeMetrics(registry);
  const candidate = (identity: string, options: Partial<LeaderElectionOptions> = {}) =>
    new LeaderElection({
      name: 'operator',
      client: server.client(identity),
      identity,
      wall: clock,
      random: () => 0,
      log: createLogger({ level: 'silent' }),
      metrics,
      onLost: (reason) => void lost.push(`${identity}: ${reason.message}`),
      ...options,
    });
  const status = async () =>
    (await registry.metrics()).split('\n').find((line) => line.startsWith('leader_election_master_status{'));
  return { clock, server, lost, candidate, status };
}

async function lead(election: LeaderElection, clock: ManualClock): Promise<void> {
  const acquired = election.acquire();
  await clock.advanceAsync(0);
  await acquired;
}

/** Starts to wait for the lease; a wait that is cut short is no failure of the test. */
function stand(election: LeaderElection): void {
  election.acquire().catch(() => undefined);
}

describe('LeaderElection', () => {
  it('creates the lease, leads and keeps renewing', async () => {
    const { clock, server, candidate, status, lost } = setup();
    const a = candidate('a');
    expect(await status()).toBe('leader_election_master_status{name="operator"} 0');
    const acquiredAt = clock.now();
    await lead(a, clock);
    await clock.advanceAsync(60_000);
    expect(a.leads).toBe(true);
    expect(server.lease?.record).toEqual({
      holderIdentity: 'a',
      leaseDurationSeconds: 15,
      acquireTime: microTime(acquiredAt),
      renewTime: microTime(clock.now()),
      leaseTransitions: 0,
    });
    expect(await status()).toBe('leader_election_master_status{name="operator"} 1');
    expect(lost).toEqual([]);
  });

  it('keeps a second candidate waiting for as long as the first renews', async () => {
    const { clock, server, candidate } = setup();
    const [a, b] = [candidate('a'), candidate('b')];
    await lead(a, clock);
    stand(b);
    await clock.advanceAsync(600_000);
    expect([a.leads, b.leads]).toEqual([true, false]);
    expect(server.holders).toEqual(['a']);
  });

  it('hands over on release: the next candidate does not wait for the lease to expire', async () => {
    const { clock, server, candidate, lost } = setup();
    const [a, b] = [candidate('a'), candidate('b')];
    await lead(a, clock);
    stand(b);
    await clock.advanceAsync(7_000);
    await a.release();
    expect(a.leads).toBe(false);
    await clock.advanceAsync(2_000);
    expect(b.leads).toBe(true);
    expect(server.holders).toEqual(['a', '', 'b']);
    expect(server.lease?.record.leaseTransitions).toBe(1);
    expect(lost).toEqual([]);
    await b.release();
    expect(clock.pendingTimers).toBe(0);
  });

  it('takes over from a holder that died, one lease duration after its last renewal was seen', async () => {
    const { clock, server, candidate } = setup();
    const [a, b] = [candidate('a'), candidate('b')];
    await lead(a, clock);
    stand(b);
    await clock.advanceAsync(4_000);
    server.treat = (identity) => (identity === 'a' ? refused : prompt);
    await clock.advanceAsync(14_000);
    expect(b.leads).toBe(false);
    await clock.advanceAsync(4_000);
    expect(b.leads).toBe(true);
  });

  it('never compares the clock of the holder: a record from the far past counts from when it is seen', async () => {
    const { clock, server, candidate } = setup();
    const ancient = microTime(0);
    server.lease = {
      resourceVersion: '0',
      record: {
        holderIdentity: 'x',
        leaseDurationSeconds: 15,
        acquireTime: ancient,
        renewTime: ancient,
        leaseTransitions: 4,
      },
    };
    const a = candidate('a');
    stand(a);
    await clock.advanceAsync(14_999);
    expect(a.leads).toBe(false);
    await clock.advanceAsync(2_000);
    expect(a.leads).toBe(true);
    expect(server.lease.record).toMatchObject({ holderIdentity: 'a', leaseTransitions: 5 });
  });

  it('lives through errors that are shorter than the renew deadline', async () => {
    const { clock, server, candidate, lost } = setup();
    const a = candidate('a');
    await lead(a, clock);
    server.treat = () => refused;
    await clock.advanceAsync(7_000);
    server.treat = () => prompt;
    await clock.advanceAsync(60_000);
    expect(a.leads).toBe(true);
    expect(lost).toEqual([]);
  });

  it.each<[string, Treatment]>([
    ['errors', refused],
    ['requests that hang', { ...prompt, beforeMs: 3_600_000 }],
  ])('is lost by %s that last longer than the renew deadline, before another can lead', async (_name, treatment) => {
    const { clock, server, candidate, lost, status } = setup();
    const a = candidate('a');
    await lead(a, clock);
    server.treat = () => treatment;
    await clock.advanceAsync(9_999);
    expect(a.leads).toBe(true);
    await clock.advanceAsync(1);
    expect(a.leads).toBe(false);
    expect(lost).toEqual(['a: lost the lease operator: it could not be renewed in time']);
    expect(await status()).toContain(' 0');
    server.treat = () => prompt;
    await clock.advanceAsync(3_000);
    expect(a.leads).toBe(false);
    expect(lost).toHaveLength(1);
  });

  it('is lost when somebody else has taken it by force', async () => {
    const { clock, server, candidate, lost } = setup();
    const a = candidate('a');
    await lead(a, clock);
    const record = { ...server.lease!.record, holderIdentity: 'thief' };
    server.lease = { record, resourceVersion: 'stolen' };
    await clock.advanceAsync(4_000);
    expect(a.leads).toBe(false);
    expect(lost).toEqual(['a: lost the lease operator: thief holds it']);
    expect(server.lease.record.holderIdentity).toBe('thief');
  });

  it('finds out what became of a renewal whose answer was lost', async () => {
    const { clock, server, candidate, lost } = setup();
    const a = candidate('a');
    await lead(a, clock);
    server.treat = () => ({ ...prompt, kind: 'lose-answer' });
    await clock.advanceAsync(2_000);
    server.treat = () => prompt;
    await clock.advanceAsync(30_000);
    expect(a.leads).toBe(true);
    expect(lost).toEqual([]);
  });

  it('stops waiting when its signal says so, or when it is released', async () => {
    const { clock, candidate, server } = setup();
    await lead(candidate('a'), clock);
    const abort = new AbortController();
    const [b, c] = [candidate('b'), candidate('c')];
    const waiting = [b.acquire(abort.signal), c.acquire()].map((promise) => expect(promise).rejects.toThrow());
    await clock.advanceAsync(3_000);
    abort.abort(new Error('stop'));
    await c.release();
    await Promise.all(waiting);
    await clock.advanceAsync(60_000);
    expect(server.holders).toEqual(['a']);
  });

  it('releases as well as it can: errors do not keep the process', async () => {
    const { clock, server, candidate } = setup();
    const a = candidate('a');
    await lead(a, clock);
    server.treat = () => refused;
    await a.release();
    expect(a.leads).toBe(false);
    expect(server.lease?.record.holderIdentity).toBe('a');
    expect(clock.pendingTimers).toBe(0);
  });

  it('refuses a timing under which two could lead', () => {
    const { candidate } = setup();
    const timing = { leaseMs: 10_000, renewDeadlineMs: 10_000, retryMs: 2_000 };
    expect(() => candidate('a', { timing })).toThrow(RangeError);
  });
});

describe('LeaderElection, under any treatment by the API server', () => {
  const treatment: fc.Arbitrary<Treatment> = fc.oneof(
    { weight: 2, arbitrary: fc.constant(prompt) },
    { weight: 1, arbitrary: fc.constant(refused) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('answer', 'refuse', 'lose-answer'),
        beforeMs: fc.constantFrom(0, 100, 3_000, 9_000, 20_000),
        afterMs: fc.constantFrom(0, 100, 3_000, 9_000, 20_000),
      }),
    },
  );
  /** How one candidate is treated, from one change to the next. */
  const phases = fc.array(treatment, { minLength: 1, maxLength: 12, size: 'max' });

  it('never has two leaders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(phases, phases, phases), fc.integer({ min: 4, max: 18 }), async (treated, seconds) => {
        const { clock, server, candidate } = setup();
        const start = clock.now();
        server.treat = (identity) => {
          const own = treated[Number(identity)] ?? [];
          return own[Math.floor((clock.now() - start) / (seconds * 1_000)) % own.length] ?? prompt;
        };
        const elections = ['0', '1', '2'].map((identity) => candidate(identity));
        for (const election of elections) stand(election);
        for (let second = 0; second < 120; second += 1) {
          await clock.advanceAsync(1_000);
          expect(elections.filter((election) => election.leads).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
