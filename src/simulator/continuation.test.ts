import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { histories, live, newAccount, restoredAccount } from './test-history.ts';
import type { Deed, SteppedAccount } from './test-history.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 });
const delays = fc.constantFrom('typical' as const, 'drawn' as const);
const reading: Deed[] = [
  { what: ['ecs', 'DescribeTaskDefinition', { taskDefinition: 'web' }], seconds: 0 },
  { what: ['ecs', 'DescribeServices', { cluster: 'demo', services: ['web'] }], seconds: 0 },
  { what: ['application-autoscaling', 'DescribeScalableTargets', { ServiceNamespace: 'ecs' }], seconds: 0 },
  { what: ['application-autoscaling', 'DescribeScalingPolicies', { ServiceNamespace: 'ecs' }], seconds: 0 },
  { what: ['application-autoscaling', 'DescribeScheduledActions', { ServiceNamespace: 'ecs' }], seconds: 0 },
];

describe('a seed', () => {
  it('decides everything: the same calls give the same answers and the same dump', () => {
    fc.assert(
      fc.property(seeds, delays, histories, (seed, mode, history) => {
        const [one, other] = [newAccount(seed, mode), newAccount(seed, mode)];
        expect(live(one, history)).toEqual(live(other, history));
        expect(one.simulator.dump()).toBe(other.simulator.dump());
      }),
      { numRuns: 60 },
    );
  });

  it('gives other ids, delays and orders than another one', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [one, other] = [newAccount(seed), newAccount(seed + 1)];
        expect(live(one, reading)).not.toEqual(live(other, reading));
        for (const { clock } of [one, other]) clock.advance(120_000);
        expect(startTimes(one)).not.toEqual(startTimes(other));
      }),
      { numRuns: 20 },
    );
  });

  it('is used up by what happens, and not by reading', () => {
    fc.assert(
      fc.property(seeds, histories, (seed, history) => {
        const [quiet, curious] = [newAccount(seed), newAccount(seed)];
        const unread = history.filter(({ what: [service, kind] }) => service !== 'admin' || kind !== 'fault');
        for (const deed of unread.filter(({ what: [, kind] }) => kind !== 'limits')) {
          live(curious, reading);
          live(quiet, [deed]);
          live(curious, [deed]);
        }
        expect(curious.simulator.world).toEqual(quiet.simulator.world);
      }),
      { numRuns: 40 },
    );
  });
});

describe('an account that is dumped and restored elsewhere', () => {
  it('goes on as the first one does, whatever was under way', () => {
    fc.assert(
      fc.property(seeds, delays, histories, histories, (seed, mode, before, after) => {
        const first = newAccount(seed, mode);
        live(first, before);
        const dump = first.simulator.dump();
        const second = restoredAccount(dump);
        expect(second.simulator.dump()).toBe(dump);
        expect(live(second, after)).toEqual(live(first, after));
        expect(second.simulator.dump()).toBe(first.simulator.dump());
      }),
      { numRuns: 120 },
    );
  });

  it('shares nothing with it: each part of the world stands in one place only', () => {
    fc.assert(
      fc.property(seeds, histories, (seed, history) => {
        const account = newAccount(seed);
        live(account, history);
        expect(sharedParts(account.simulator.world)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** How long each task took to start, in milliseconds. */
function startTimes({ simulator }: SteppedAccount): number[] {
  const tasks = [...simulator.world.services.tasks.values()];
  return tasks.map(({ startedAt = 0, createdAt }) => startedAt - createdAt);
}

/** Paths at which an object stands that stands elsewhere too: a dump would make two of it. Empty ones do no harm. */
function sharedParts(root: unknown): string[] {
  const seen = new Map<object, string>();
  const found: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const before = seen.get(value);
    if (before !== undefined) found.push(`${path} is ${before}`);
    if (before !== undefined) return;
    seen.set(value, path);
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    for (const [key, item] of entries) visit(item, `${path}.${String(key)}`);
  };
  visit(root, 'world');
  return found;
}
