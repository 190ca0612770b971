import { describe, expect, it } from '@jest/globals';
import { createTestService } from './elastic-container-service/services/test-service.ts';
import { stepToNextEvent } from './step.ts';
import { createTestAccount } from './test-account.ts';

describe('stepping to the next event', () => {
  it('goes through a rollout without missing anything, and does the same as time that passes', () => {
    const [stepped, passed] = [createTestService(), createTestService()];
    for (const service of [stepped, passed]) service.create();
    const moments: number[] = [];
    while (stepped.read().deployments[0]?.rolloutState !== 'COMPLETED') {
      expect(stepToNextEvent(stepped, stepped.clock)).toBe(true);
      moments.push(stepped.clock.now());
    }
    passed.clock.advance(stepped.clock.now() - passed.clock.now());
    expect(stepped.world).toEqual(passed.world);
    expect(new Set(moments).size).toBe(moments.length);
    expect(moments.length).toBeLessThan(30);
  });

  it('stands still where nothing is to come', () => {
    const account = createTestAccount();
    account.start();
    const before = account.clock.now();
    expect(stepToNextEvent(account, account.clock)).toBe(false);
    expect(account.clock.now()).toBe(before);
  });
});
