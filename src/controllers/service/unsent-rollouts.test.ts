import { describe, expect, it } from '@jest/globals';
import type { RolloutStatus } from '../../api/status.ts';
import { UnsentRollouts } from './unsent-rollouts.ts';

const announced: RolloutStatus = { inputHash: 'v1:x', status: 'Pending', startedAt: '2026-11-21T12:00:00.000Z' };

describe('rollouts that were announced and not sent', () => {
  it('are known until they go out', () => {
    const unsent = new UnsentRollouts();
    unsent.announce('a', announced);
    expect(unsent.has('a', announced)).toBe(true);
    expect(unsent.has('b', announced)).toBe(false);
    unsent.sending('a');
    expect(unsent.has('a', announced)).toBe(false);
  });

  it('are not taken for an announcement of before, or one that was sent', () => {
    const unsent = new UnsentRollouts();
    unsent.announce('a', announced);
    expect(unsent.has('a', { ...announced, startedAt: '2026-11-21T13:00:00.000Z' })).toBe(false);
    expect(unsent.has('a', { ...announced, deploymentId: 'ecs-svc/1' })).toBe(false);
    expect(unsent.has('a', undefined)).toBe(false);
  });

  it('are forgotten with their object, and unknown after a restart', () => {
    const unsent = new UnsentRollouts();
    unsent.announce('a', announced);
    unsent.forget('a');
    expect(unsent.has('a', announced)).toBe(false);
    expect(new UnsentRollouts().has('a', announced)).toBe(false);
  });
});
