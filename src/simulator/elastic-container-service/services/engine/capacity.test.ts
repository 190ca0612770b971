import { describe, expect, it } from '@jest/globals';
import { emptyOuterWorld } from '../../../outer-world/state.ts';
import { chooseProvider, fargateShortage } from './capacity.ts';

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

  it('is there until something is said of it, each provider by itself', () => {
    const outer = emptyOuterWorld();
    expect(fargateShortage(outer, 'FARGATE')).toBeUndefined();
    outer.facts.set('capacity FARGATE_SPOT', { kind: 'capacity', id: 'FARGATE_SPOT', state: 'unavailable' });
    expect(fargateShortage(outer, 'FARGATE')).toBeUndefined();
    expect(fargateShortage(outer, 'FARGATE_SPOT')?.event).toBe(
      'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    );
  });
});
