import { describe, expect, it } from '@jest/globals';
import { canPlace, chooseProvider } from './capacity.ts';

const strategy = [
  { capacityProvider: 'FARGATE', base: 2, weight: 1 },
  { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 3 },
];

describe('capacity', () => {
  it('fills the base first and then goes by weight', () => {
    const chosen = Array.from({ length: 10 }, (_, placed) => chooseProvider(strategy, placed));
    expect(chosen.slice(0, 2)).toEqual(['FARGATE', 'FARGATE']);
    expect(chosen.slice(2).filter((provider) => provider === 'FARGATE')).toHaveLength(2);
    expect(chosen.slice(2).filter((provider) => provider === 'FARGATE_SPOT')).toHaveLength(6);
  });

  it('takes the first provider when no weight says more, and none without a strategy', () => {
    expect(chooseProvider([{ capacityProvider: 'FARGATE_SPOT' }], 5)).toBe('FARGATE_SPOT');
    expect(chooseProvider([], 0)).toBeUndefined();
  });

  it.each([
    ['Fargate', { launchType: 'FARGATE' }, true],
    ['no container instance', { launchType: 'EC2' }, false],
    ['nothing outside', { launchType: 'EXTERNAL' }, false],
    ['Fargate providers', { capacityProviderStrategy: strategy }, true],
    ['no Auto Scaling group', { capacityProviderStrategy: [{ capacityProvider: 'asg' }] }, false],
  ])('is %s', (_reason, compute, is) => {
    const lists = { loadBalancers: [], serviceRegistries: [], containerImages: [] };
    const ids = { arn: '', serviceArn: '', clusterArn: '', createdAt: 0, taskDefinition: '' };
    const requested = { taskDefinition: '', loadBalancers: [], serviceRegistries: [] };
    expect(canPlace({ ...ids, ...lists, ...compute, requested })).toBe(is);
  });
});
