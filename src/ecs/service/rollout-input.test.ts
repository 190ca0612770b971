import { describe, expect, it } from '@jest/globals';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { rolloutInput, sameInput } from './rollout-input.ts';
import { intendedRollout } from './rollout-record.ts';
import { wantedFields } from './wanted-fields.ts';

const ARN = 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1';
const base: EcsServiceSpec = { networkConfiguration: { awsvpcConfiguration: { subnets: ['a', 'b'] } } };

function inputOf(spec: EcsServiceSpec, content = 'v1:x', arn = ARN) {
  return rolloutInput(wantedFields(spec, arn), content);
}

describe('the rollout input', () => {
  it.each([
    ['counts', { ...base, desiredCount: 5 }],
    ['tags', { ...base, tags: [{ key: 'a', value: 'b' }] }],
    ['own fields', { ...base, suspend: true, rollout: { progressDeadlineSeconds: 5 } }],
    [
      'fields that start no deployment',
      { ...base, propagateTags: 'SERVICE' as const, deploymentConfiguration: { maximumPercent: 150 } },
    ],
    ['the order of subnets', { networkConfiguration: { awsvpcConfiguration: { subnets: ['b', 'a'] } } }],
    [
      'AWS defaults, written out',
      { ...base, platformVersion: 'LATEST', loadBalancers: [], serviceConnectConfiguration: { enabled: false } },
    ],
  ])('does not move with %s', (_case, spec) => {
    expect(inputOf(spec).hash).toBe(inputOf(base).hash);
  });

  it.each([
    ['a subnet', { networkConfiguration: { awsvpcConfiguration: { subnets: ['a'] } } }],
    ['the platform', { ...base, platformVersion: '1.4.0' }],
    ['a load balancer', { ...base, loadBalancers: [{ targetGroupArn: 'tg' }] }],
    ['the capacity providers', { ...base, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] }],
    [
      'monitoring',
      { ...base, monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] } },
    ],
  ])('moves with %s', (_case, spec) => {
    expect(inputOf(spec).hash).not.toBe(inputOf(base).hash);
  });

  it('moves with the content of the task definition, not with its number', () => {
    expect(inputOf(base, 'v1:y').hash).not.toBe(inputOf(base).hash);
    expect(inputOf(base, 'v1:x', `${ARN}0`).hash).toBe(inputOf(base).hash);
  });
});

describe('knowing an input again', () => {
  const recorded = intendedRollout(inputOf(base), 0);
  it.each([
    ['the same', inputOf(base), true],
    ['the same content under a raised hash version', inputOf(base, 'v2:z'), true],
    ['another content in another revision', inputOf(base, 'v1:y', `${ARN}0`), false],
    ['other fields', inputOf({ ...base, platformVersion: '1.4.0' }), false],
  ])('%s', (_case, input, same) => {
    expect(sameInput(recorded, input)).toBe(same);
  });

  it('needs something recorded', () => {
    expect(sameInput(undefined, inputOf(base))).toBe(false);
  });
});
