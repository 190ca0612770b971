import { describe, expect, it } from '@jest/globals';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { pauseMinutes } from './pause-hooks.ts';

type Hook = NonNullable<NonNullable<EcsServiceSpec['deploymentConfiguration']>['lifecycleHooks']>[number];

function specWith(...lifecycleHooks: Hook[]): EcsServiceSpec {
  return { deploymentConfiguration: { strategy: 'BLUE_GREEN', lifecycleHooks } };
}

function pause(stage: Hook['lifecycleStages'][number], timeoutInMinutes?: number): Hook {
  const timeout = timeoutInMinutes === undefined ? {} : { timeoutConfiguration: { timeoutInMinutes } };
  return { targetType: 'PAUSE', lifecycleStages: [stage], ...timeout };
}

describe('the minutes that PAUSE hooks may have held a deployment', () => {
  const scaled = pause('POST_SCALE_UP', 30);
  const tested = pause('POST_TEST_TRAFFIC_SHIFT');
  const before = pause('PRE_PRODUCTION_TRAFFIC_SHIFT', 5);
  const lambda: Hook = { ...scaled, targetType: 'AWS_LAMBDA' };

  it.each([
    ['no hooks', specWith(), 'BAKE_TIME', 0],
    ['a stage not known yet', specWith(scaled), undefined, 0],
    ['a rolling deployment, without stages', specWith(scaled), undefined, 0],
    ['a stage before the hook', specWith(scaled), 'SCALE_UP', 0],
    ['the stage of the hook', specWith(scaled), 'POST_SCALE_UP', 30],
    ['a later stage', specWith(scaled), 'BAKE_TIME', 30],
    ['a hook without a time-out', specWith(tested), 'POST_TEST_TRAFFIC_SHIFT', 1440],
    ['hooks of two stages, one after the other', specWith(scaled, tested), 'CLEAN_UP', 1470],
    ['hooks of one stage, at the same time', specWith(scaled, pause('POST_SCALE_UP', 20)), 'CLEAN_UP', 30],
    ['functions, which nobody decides', specWith(lambda), 'CLEAN_UP', 0],
    ['the first shift of production traffic', specWith(before), 'POST_TEST_TRAFFIC_SHIFT', 5],
    ['every shift of production traffic', specWith(before), 'PRODUCTION_TRAFFIC_SHIFT', 20],
  ] as const)('%s', (_case, spec, stage, minutes) => {
    expect(pauseMinutes(spec, stage, 4)).toBe(minutes);
  });
});
