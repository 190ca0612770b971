import { describe, expect, it } from '@jest/globals';
import { staleAnswer } from './stale-answer.ts';
import { createTestAccount } from './test-account.ts';

describe('a stale answer', () => {
  it('reports what is there as MISSING', () => {
    const failures = [{ arn: 'b', reason: 'MISSING' }];
    expect(staleAnswer({ services: [{ serviceArn: 'a', status: 'ACTIVE' }], failures })).toEqual({
      services: [],
      failures: [
        { arn: 'b', reason: 'MISSING' },
        { arn: 'a', reason: 'MISSING' },
      ],
    });
  });

  it('leaves out what has no failures to stand in', () => {
    expect(staleAnswer({ ScalableTargets: [{ ResourceId: 'service/a/b' }] })).toEqual({ ScalableTargets: [] });
  });

  it('is no other for what is no read of a list', () => {
    expect(staleAnswer({ service: { serviceArn: 'a' } })).toEqual({ service: { serviceArn: 'a' } });
  });

  it('comes through a fault, as often as it is asked for', () => {
    const account = createTestAccount();
    account.ecs('CreateCluster', { clusterName: 'demo' });
    account.faults.add({ kind: 'missing', operation: 'DescribeClusters', count: 1 });
    expect(account.ecs('DescribeClusters', { clusters: ['demo'] })).toEqual({
      clusters: [],
      failures: [{ arn: 'arn:aws:ecs:us-east-1:111122223333:cluster/demo', reason: 'MISSING' }],
    });
    expect(account.ecs('DescribeClusters', { clusters: ['demo'] })).toMatchObject({ failures: [] });
  });
});
