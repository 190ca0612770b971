import { describe, expect, it } from '@jest/globals';
import type { RolloutStatus } from '../../api/status.ts';
import { rolloutPace } from './rollout-pace.ts';

const NOW = Date.UTC(2026, 0, 1);
const rollout: RolloutStatus = { inputHash: 'v1:x', status: 'InProgress' };
const at = (seconds: number): string => new Date(NOW + seconds * 1_000).toISOString();

describe('how closely a rollout is followed', () => {
  it.each([
    ['a rolling update', {}, {}, 'rollout'],
    ['at a gate', { waitsFor: [{ hookId: 'ecs-pause-1' }] }, {}, 'baking'],
    ['in a long bake', { lifecycleStage: 'BAKE_TIME', bakeTimeEndsAt: at(46) }, {}, 'baking'],
    ['at the end of a bake', { lifecycleStage: 'BAKE_TIME', bakeTimeEndsAt: at(45) }, {}, 'rollout'],
    [
      'between linear steps',
      { lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT' },
      { linearConfiguration: { stepBakeTimeInMinutes: 6 } },
      'baking',
    ],
    [
      'between steps that hardly bake',
      { lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT' },
      { canaryConfiguration: { canaryBakeTimeInMinutes: 1 } },
      'rollout',
    ],
    ['in the shift of blue/green', { lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT' }, {}, 'rollout'],
    [
      'before the shift',
      { lifecycleStage: 'SCALE_UP' },
      { canaryConfiguration: { canaryBakeTimeInMinutes: 9 } },
      'rollout',
    ],
  ] as const)('%s', (_case, seen, deploymentConfiguration, pace) => {
    const { waitsFor, ...rest } = { waitsFor: undefined, ...seen };
    const now = { ...rollout, ...rest, ...(waitsFor === undefined ? {} : { waitsFor: [...waitsFor] }) };
    expect(rolloutPace(now, { deploymentConfiguration }, NOW)).toBe(pace);
  });
});
