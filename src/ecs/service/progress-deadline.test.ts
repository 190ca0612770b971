import { describe, expect, it } from '@jest/globals';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { deadlineMs } from './progress-deadline.ts';

type Deployment = NonNullable<EcsServiceSpec['deploymentConfiguration']>;

function minutes(deploymentConfiguration: Deployment, progressDeadlineSeconds?: number): number {
  const rollout = progressDeadlineSeconds === undefined ? {} : { rollout: { progressDeadlineSeconds } };
  return deadlineMs({ cluster: 'demo', deploymentConfiguration, ...rollout }) / 60_000;
}

describe('the deadline of a rollout, with the waiting that the spec asks for', () => {
  it.each<[string, number, number]>([
    ['is 30 minutes', minutes({}), 30],
    ['is what the spec says', minutes({}, 120), 2],
    ['grows by the bake time', minutes({ bakeTimeInMinutes: 10 }), 40],
    ['grows by the bake times of linear steps', minutes({ strategy: 'LINEAR' }), 30 + 60],
    [
      'counts a last, smaller step as one',
      minutes({ strategy: 'LINEAR', linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 5 } }),
      30 + 15,
    ],
    ['grows by the bake time of the canary', minutes({ strategy: 'CANARY' }), 30 + 10],
  ])('%s', (_case, actual, expected) => {
    expect(actual).toBe(expected);
  });
});
