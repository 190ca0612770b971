import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planCounts, type Counts } from './plan-counts.ts';

const idle: Counts = {
  desired: 4,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  primary: 0,
  primaryReady: 0,
  old: 0,
  oldReady: 0,
  stopping: 0,
  primaryFailed: false,
};

const nothing = { start: 0, stopPrimary: 0, stopOld: 0, stuck: false };

describe('one step of a rolling update', () => {
  it.each([
    { reason: 'a new service starts all', counts: {}, plan: { start: 4 } },
    { reason: 'a full service does nothing', counts: { primary: 4, primaryReady: 4 }, plan: {} },
    { reason: '200/100 starts all beside the old ones', counts: { old: 4, oldReady: 4 }, plan: { start: 4 } },
    {
      reason: '200/100 keeps the old ones until new ones are ready',
      counts: { primary: 4, old: 4, oldReady: 4 },
      plan: {},
    },
    {
      reason: '200/100 stops as many old ones as there are ready new ones',
      counts: { primary: 4, primaryReady: 3, old: 4, oldReady: 4 },
      plan: { stopOld: 3 },
    },
    {
      reason: '100/0 stops the old ones and waits for their room',
      counts: { maximumPercent: 100, minimumHealthyPercent: 0, old: 4, oldReady: 4 },
      plan: { stopOld: 4, start: 4 },
    },
    {
      reason: '100/0 starts nothing while the old containers still run',
      counts: { maximumPercent: 100, minimumHealthyPercent: 0, stopping: 4 },
      plan: {},
    },
    {
      reason: '100/50 goes by halves',
      counts: { maximumPercent: 100, minimumHealthyPercent: 50, old: 4, oldReady: 4 },
      plan: { stopOld: 2, start: 2 },
    },
    {
      reason: 'minimumHealthyPercent rounds up, maximumPercent down',
      counts: { desired: 3, maximumPercent: 150, minimumHealthyPercent: 50, old: 3, oldReady: 3 },
      plan: { stopOld: 1, start: 2 },
    },
    {
      reason: 'old ones that do not work go at once',
      counts: { old: 4, oldReady: 1 },
      plan: { stopOld: 3, start: 4 },
    },
    { reason: 'too many are stopped', counts: { primary: 6, primaryReady: 6 }, plan: { stopPrimary: 2 } },
    { reason: 'scaled to nothing', counts: { desired: 0, primary: 2, primaryReady: 2 }, plan: { stopPrimary: 2 } },
    {
      reason: '150/100 of one task can do nothing at all',
      counts: { desired: 1, maximumPercent: 150, old: 1, oldReady: 1 },
      plan: { stuck: true },
    },
    { reason: 'a failed deployment starts nothing', counts: { primaryFailed: true, old: 2, oldReady: 2 }, plan: {} },
    {
      reason: 'a failed deployment gives way first when the service shrinks',
      counts: { primaryFailed: true, desired: 2, primary: 1, old: 2, oldReady: 2 },
      plan: { stopPrimary: 1 },
    },
  ])('$reason', ({ counts, plan }) => {
    expect(planCounts({ ...idle, ...counts })).toEqual({ ...nothing, ...plan });
  });

  it('never goes below the minimum nor above the maximum, whatever it finds', () => {
    const arbitrary = fc.record({
      desired: fc.integer({ min: 0, max: 50 }),
      minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
      maximumPercent: fc.integer({ min: 100, max: 200 }),
      primary: fc.integer({ min: 0, max: 50 }),
      old: fc.integer({ min: 0, max: 50 }),
      stopping: fc.integer({ min: 0, max: 10 }),
      ready: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(arbitrary, ({ ready, ...found }) => {
        const primary = Math.min(found.primary, found.desired);
        const primaryReady = Math.floor(primary * ready[0]);
        const oldReady = Math.floor(found.old * ready[1]);
        const plan = planCounts({ ...found, primary, primaryReady, oldReady, primaryFailed: false });
        const least = Math.ceil((found.desired * found.minimumHealthyPercent) / 100);
        const most = Math.floor((found.desired * found.maximumPercent) / 100);
        const readyLeft = primaryReady + oldReady - Math.max(0, plan.stopOld - (found.old - oldReady));
        expect(readyLeft).toBeGreaterThanOrEqual(Math.min(least, primaryReady + oldReady));
        const running = primary + found.old + found.stopping - plan.stopOld;
        expect(running + plan.start).toBeLessThanOrEqual(Math.max(most, running));
        expect(Math.min(plan.start, plan.stopOld, plan.stopPrimary)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
