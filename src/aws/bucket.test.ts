import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '../runtime/manual-clock.ts';
import { Priority } from '../runtime/priority.ts';
import { TokenBucket } from './bucket.ts';

const { UserChange, RolloutPoll, DriftCorrection, Resync, Retention } = Priority;

function bucketOf(burst: number, perSecond: number, share = 1): { bucket: TokenBucket; clock: ManualClock } {
  const clock = new ManualClock();
  return { bucket: new TokenBucket({ size: { burst, perSecond }, share, clock }), clock };
}

function drain(bucket: TokenBucket): number {
  let granted = 0;
  while (bucket.tryTake('drain', Retention).granted) granted++;
  return granted;
}

function waitOf(bucket: TokenBucket, caller: string, priority: Priority): number {
  const take = bucket.tryTake(caller, priority);
  return take.granted ? 0 : take.waitMs;
}

describe('TokenBucket', () => {
  it('grants its burst at once and then says when the next token is there', () => {
    const { bucket, clock } = bucketOf(20, 1, 0.5);

    expect(drain(bucket)).toBe(10);
    const waitMs = waitOf(bucket, 'a', UserChange);
    expect(waitMs).toBeGreaterThanOrEqual(2000);
    clock.advance(waitMs);
    expect(bucket.tryTake('a', UserChange)).toEqual({ granted: true });
  });

  it('never allows itself less than two tokens, so that a small share still works', () => {
    const { bucket } = bucketOf(5, 1, 0.01);

    expect(drain(bucket)).toBe(2);
  });

  it('keeps the place of a caller: who came first goes first, each at its own time', () => {
    const { bucket, clock } = bucketOf(10, 10);
    drain(bucket);
    const first = waitOf(bucket, 'first', UserChange);
    const second = waitOf(bucket, 'second', UserChange);

    expect(second).toBeGreaterThan(first);
    clock.advance(first);
    expect(bucket.tryTake('second', UserChange).granted).toBe(false);
    expect(bucket.tryTake('first', UserChange).granted).toBe(true);
    clock.advance(second - first);
    expect(bucket.tryTake('second', UserChange).granted).toBe(true);
  });

  it('lets work of several calls be done before the next begins', () => {
    const { bucket, clock } = bucketOf(10, 10);
    drain(bucket);
    const callers = ['first', 'second', 'third'];
    const served: string[] = [];
    for (let round = 0; served.length < 9 && round < 100; round += 1) {
      for (const caller of callers) {
        const left = 3 - served.filter((each) => each === caller).length;
        if (left > 0 && bucket.tryTake(caller, UserChange).granted) served.push(caller);
      }
      clock.advance(120);
    }

    expect(served).toEqual(callers.flatMap((caller) => [caller, caller, caller]));
  });

  it('gives nobody the first place for good', () => {
    const { bucket, clock } = bucketOf(10, 1);
    drain(bucket);
    clock.advance(1_200);
    expect(bucket.tryTake('poller', UserChange).granted).toBe(true);
    const patient = (): boolean => bucket.tryTake('patient', UserChange).granted;
    let waited = 0;
    for (; !patient() && waited < 30_000; waited += 500) {
      clock.advance(500);
      bucket.tryTake('poller', UserChange);
    }

    expect(waited).toBeLessThanOrEqual(13_000);
  });

  it('lets the more urgent overtake those who wait', () => {
    const { bucket, clock } = bucketOf(10, 10);
    drain(bucket);
    for (let i = 0; i < 50; i++) waitOf(bucket, `drift-${i}`, DriftCorrection);
    clock.advance(120);

    expect(bucket.tryTake('user', UserChange).granted).toBe(true);
  });

  it('gives a place away when its caller does not come back', () => {
    const { bucket, clock } = bucketOf(10, 1);
    drain(bucket);
    for (let i = 0; i < 5; i++) waitOf(bucket, `gone-${i}`, UserChange);
    clock.advance(60_000);

    expect(bucket.tryTake('late', RolloutPoll).granted).toBe(true);
  });

  it('keeps a tenth for the lower half, however many of the upper half wait', () => {
    const { bucket, clock } = bucketOf(20, 10);
    drain(bucket);
    for (let i = 0; i < 200; i++) waitOf(bucket, `user-${i}`, UserChange);

    expect(waitOf(bucket, 'resync', Resync)).toBeLessThanOrEqual(1000);
    clock.advance(1000);
    expect(bucket.tryTake('resync', Resync).granted).toBe(true);
  });

  it('serves the lower half in order of priority', () => {
    const { bucket, clock } = bucketOf(20, 10);
    drain(bucket);
    for (let i = 0; i < 200; i++) waitOf(bucket, `user-${i}`, UserChange);
    waitOf(bucket, 'retention', Retention);
    waitOf(bucket, 'resync', Resync);
    clock.advance(1000);

    expect(bucket.tryTake('retention', Retention).granted).toBe(false);
    expect(bucket.tryTake('resync', Resync).granted).toBe(true);
  });

  it('gives everything to the upper half when the lower half is quiet', () => {
    const { bucket, clock } = bucketOf(20, 10);
    let granted = 0;
    for (let i = 0; i < 1200; i++) {
      if (bucket.tryTake('user', UserChange).granted) granted++;
      clock.advance(50);
    }

    // 60 s at 10/s and what the burst left: only the kept lane's own two tokens stay behind.
    expect(granted).toBeGreaterThanOrEqual(610);
  });

  it('tells waits at the full rate once the kept tenth is full: 100 calls take no longer than they must', () => {
    const { bucket, clock } = bucketOf(20, 1, 0.5);
    const waiting = new Map(Array.from({ length: 100 }, (_, i) => [`caller-${i}`, clock.now()]));
    const start = clock.now();
    while (waiting.size > 0) {
      clock.advance(Math.max(0, Math.min(...waiting.values()) - clock.now()));
      for (const [caller, at] of waiting) {
        if (at > clock.now()) continue;
        const waitMs = waitOf(bucket, caller, UserChange);
        if (waitMs === 0) waiting.delete(caller);
        else waiting.set(caller, clock.now() + waitMs);
      }
    }

    // (100 − 9 of the main lane) / 0.5 per second, and rounding.
    expect(clock.now() - start).toBeLessThanOrEqual(182_500);
  });

  it('slows down when AWS throttles, once for calls in flight together, and recovers', () => {
    const { bucket, clock } = bucketOf(20, 10);
    for (let i = 0; i < 10; i++) bucket.throttled();

    expect(waitOf(bucket, 'a', UserChange)).toBe(Math.ceil(1 / (0.01 * 0.5 * 0.9)));
    clock.advance(60_000);
    drain(bucket);
    expect(waitOf(bucket, 'b', UserChange)).toBeLessThanOrEqual(Math.ceil(1 / (0.01 * 0.9)));
  });

  it('goes ever slower under lasting throttles, but never stops', () => {
    const { bucket, clock } = bucketOf(20, 10);
    for (let i = 0; i < 30; i++) {
      bucket.throttled();
      clock.advance(1000);
    }
    bucket.throttled();

    expect(waitOf(bucket, 'a', UserChange)).toBeLessThanOrEqual(Math.ceil(1 / (0.01 * 0.05 * 0.9)));
  });
});

const priorities = [UserChange, RolloutPoll, DriftCorrection, Resync, Retention] as const;
const step = fc.record({
  caller: fc.integer({ min: 0, max: 15 }),
  priority: fc.constantFrom(...priorities),
  advanceMs: fc.integer({ min: 0, max: 400 }),
  throttled: fc.integer({ min: 0, max: 20 }).map((n) => n === 0),
});

describe('TokenBucket, whatever the order of callers', () => {
  it('never grants more than burst + rate × t in any window', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { bucket, clock } = bucketOf(20, 10, 0.5);
        const grants: number[] = [];
        for (const { caller, priority, advanceMs, throttled } of steps) {
          clock.advance(advanceMs);
          if (throttled) bucket.throttled();
          if (bucket.tryTake(String(caller), priority).granted) grants.push(clock.now());
        }
        for (const [first, from] of grants.entries()) {
          for (const [last, to] of grants.entries()) {
            if (last < first) continue;
            expect(last - first + 1).toBeLessThanOrEqual(10 + (5 * (to - from)) / 1000 + 1e-6);
          }
        }
      }),
    );
  });

  it('makes nobody wait for a lower priority: the wait is the same with and without them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(DriftCorrection, Resync, Retention), { maxLength: 40 }),
        fc.integer({ min: 0, max: 20 }),
        (lower, urgent) => {
          const waits = [lower, []].map((others) => {
            const { bucket } = bucketOf(20, 10, 0.5);
            drain(bucket);
            for (const [i, priority] of others.entries()) waitOf(bucket, `lower-${i}`, priority);
            for (let i = 0; i < urgent; i++) waitOf(bucket, `urgent-${i}`, RolloutPoll);
            return waitOf(bucket, 'user', UserChange);
          });
          expect(waits[0]).toBe(waits[1]);
        },
      ),
    );
  });

  it('grants everybody who comes back when told, in bounded time', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...priorities), { minLength: 1, maxLength: 30 }), (callers) => {
        const { bucket, clock } = bucketOf(4, 10, 0.5);
        const waiting = new Map(callers.map((priority, i) => [`caller-${i}`, { priority, at: clock.now() }]));
        const end = clock.now() + (callers.length / 5) * 1000 * 3 + 5000;
        while (waiting.size > 0 && clock.now() < end) {
          for (const [caller, each] of waiting) {
            if (each.at > clock.now()) continue;
            const waitMs = waitOf(bucket, caller, each.priority);
            if (waitMs === 0) waiting.delete(caller);
            else each.at = clock.now() + waitMs;
          }
          clock.advance(10);
        }
        expect([...waiting.keys()]).toEqual([]);
      }),
    );
  });
});
