import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SeededRandom } from '../../../seeded-random.ts';
import { delayOf, taskPace, TYPICAL_PACE } from './delays.ts';

function drawn(seed: number): Parameters<typeof taskPace>[0] {
  return { delays: 'drawn', random: new SeededRandom(seed, 1).next };
}

describe('delays that are drawn', () => {
  it('lie within what was observed, and each begins after the one before it has ended', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { connected, pullStarted, pullStopped, running, stopToStopped } = taskPace(drawn(seed), false);
        expect([connected, pullStarted, pullStopped, running]).toEqual(
          [connected, pullStarted, pullStopped, running].toSorted((a, b) => a - b),
        );
        expect(connected).toBeGreaterThanOrEqual(4_000);
        expect(running).toBeGreaterThanOrEqual(20_600);
        expect(running).toBeLessThanOrEqual(26_800);
        expect(stopToStopped).toBeLessThanOrEqual(26_000);
        expect(Math.abs(delayOf(drawn(seed), 'steadyState') - 8_000)).toBeLessThanOrEqual(1_000);
      }),
    );
  });

  it('are others for each task', () => {
    const circumstances = drawn(1);
    const paces = Array.from({ length: 50 }, () => taskPace(circumstances, false).running);
    expect(new Set(paces).size).toBeGreaterThan(40);
  });
});

describe('typical delays', () => {
  it('are always the same and draw nothing', () => {
    const refuse = (): number => {
      throw new Error('drawn');
    };
    expect(taskPace({ delays: 'typical', random: refuse }, false)).toEqual(TYPICAL_PACE);
    expect(taskPace({ delays: 'drawn', random: refuse }, true).running).toBe(5_000);
    expect(delayOf({ delays: 'typical', random: refuse }, 'deploymentStarted')).toBe(1_600);
  });
});
