import { describe, expect, it } from '@jest/globals';
import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { phasesOf, trafficSteps } from './phases.ts';

const minutes = (count: number): number => count * 60_000;

describe('steps of production traffic', () => {
  it.each<[string, DeploymentConfiguration, [number, number][]]>([
    ['all at once', { strategy: 'BLUE_GREEN' }, [[100, 0]]],
    [
      'a canary with its defaults',
      { strategy: 'CANARY' },
      [
        [5, 10],
        [100, 0],
      ],
    ],
    [
      'a canary of all',
      { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 100, canaryBakeTimeInMinutes: 5 } },
      [[100, 0]],
    ],
    [
      'lines that fit',
      { strategy: 'LINEAR', linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 2 } },
      [
        [25, 2],
        [50, 2],
        [75, 2],
        [100, 0],
      ],
    ],
    [
      'lines that do not',
      { strategy: 'LINEAR', linearConfiguration: { stepPercent: 40 } },
      [
        [40, 6],
        [80, 6],
        [100, 0],
      ],
    ],
  ])('%s', (_what, configuration, steps) => {
    expect(trafficSteps(configuration)).toEqual(steps.map(([weight, bake]) => ({ weight, bake: minutes(bake) })));
  });

  // The number of steps that are baked, as the documentation counts them.
  it.each([
    [10, 9],
    [11, 9],
    [25, 3],
    [3, 33],
    [100, 0],
  ])('of %d percent are baked %d times', (stepPercent, baked) => {
    const steps = trafficSteps({ strategy: 'LINEAR', linearConfiguration: { stepPercent, stepBakeTimeInMinutes: 1 } });
    expect(steps.filter(({ bake }) => bake > 0)).toHaveLength(baked);
  });

  it('always rise, by tenths, and end at 100', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 1_000 }), (tenths) => {
        const steps = trafficSteps({ strategy: 'LINEAR', linearConfiguration: { stepPercent: tenths / 10 } });
        const weights = steps.map(({ weight }) => weight);
        expect(weights).toEqual([...new Set(weights)].toSorted((a, b) => a - b));
        expect(weights.at(-1)).toBe(100);
        expect(weights.every((weight) => Math.abs(weight * 10 - Math.round(weight * 10)) < 1e-9)).toBe(true);
      }),
    );
  });
});

describe('phases', () => {
  const shown = (configuration: DeploymentConfiguration, reconciles = false): string[] => [
    ...new Set(phasesOf(configuration, reconciles).map(({ stage }) => stage)),
  ];
  const stages = [
    'PRE_SCALE_UP',
    'SCALE_UP',
    'POST_SCALE_UP',
    'TEST_TRAFFIC_SHIFT',
    'POST_TEST_TRAFFIC_SHIFT',
    'PRODUCTION_TRAFFIC_SHIFT',
    'POST_PRODUCTION_TRAFFIC_SHIFT',
    'BAKE_TIME',
    'CLEAN_UP',
  ];

  it.each(['BLUE_GREEN', 'LINEAR', 'CANARY'] as const)('of %s come in the documented order', (strategy) => {
    expect(shown({ strategy })).toEqual(stages);
    expect(shown({ strategy }, true)).toEqual(['RECONCILE_SERVICE', ...stages]);
  });

  it('ask the hooks before every step of the traffic', () => {
    const configuration: DeploymentConfiguration = { strategy: 'LINEAR', linearConfiguration: { stepPercent: 50 } };
    const asked = phasesOf(configuration, false).filter(({ hooks }) => hooks?.endsWith('PRODUCTION_TRAFFIC_SHIFT'));
    expect(asked.map(({ hooks }) => hooks)).toEqual([
      'PRE_PRODUCTION_TRAFFIC_SHIFT',
      'PRODUCTION_TRAFFIC_SHIFT',
      'PRE_PRODUCTION_TRAFFIC_SHIFT',
      'PRODUCTION_TRAFFIC_SHIFT',
      'POST_PRODUCTION_TRAFFIC_SHIFT',
    ]);
  });

  it('have no hooks while tasks start, while it bakes, and at the end', () => {
    const without = phasesOf({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 7 }, true).filter(({ hooks }) => !hooks);
    expect(without).toMatchObject([
      { stage: 'SCALE_UP', until: 'scaled-up' },
      { stage: 'BAKE_TIME', lasts: minutes(7) },
      { stage: 'CLEAN_UP' },
    ]);
  });
});
