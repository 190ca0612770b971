import { describe, expect, it } from '@jest/globals';
import { createTestAccount, smallDefinition } from '../../test-account.ts';
import type { TestAccount } from '../../test-account.ts';

const cluster = 'arn:aws:ecs:us-east-1:111122223333:cluster/demo';
const revision = 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1';

function account(): TestAccount {
  const created = createTestAccount();
  created.ecs('CreateCluster', { clusterName: 'demo' });
  created.ecs('RegisterTaskDefinition', { ...smallDefinition('web'), tags: [{ key: 'a', value: '1' }] });
  return created;
}

describe('tags', () => {
  it.each([cluster, revision])('of %s are merged, removed and listed', (resourceArn) => {
    const simulated = account();
    simulated.ecs('TagResource', {
      resourceArn,
      tags: [
        { key: 'a', value: '2' },
        { key: 'b', value: '' },
      ],
    });
    simulated.ecs('TagResource', { resourceArn, tags: [{ key: 'B', value: '3' }] });
    simulated.ecs('UntagResource', { resourceArn, tagKeys: ['b', 'unknown'] });
    expect(simulated.ecs('ListTagsForResource', { resourceArn })).toEqual({
      tags: [
        { key: 'B', value: '3' },
        { key: 'a', value: '2' },
      ],
    });
  });

  it('of a revision are beside it, and make no new one', () => {
    const simulated = account();
    simulated.ecs('TagResource', { resourceArn: revision, tags: [{ key: 'b', value: '2' }] });
    const read = simulated.ecs('DescribeTaskDefinition', { taskDefinition: 'web', include: ['TAGS'] });
    expect(read).toMatchObject({ taskDefinition: { revision: 1 }, tags: [{ key: 'a' }, { key: 'b' }] });
    expect(simulated.ecs('DescribeTaskDefinition', { taskDefinition: 'web' })['tags']).toEqual([]);
  });

  it.each([
    ['a cluster that is not there', `${cluster}2`, 'ClusterNotFoundException: Cluster not found.'],
    ['a revision that is not there', `${revision}2`, 'ResourceNotFoundException'],
    ['a service in the old form', cluster.replace('cluster/demo', 'service/web'), 'Long arn format must be used'],
    ['another account', cluster.replace('111122223333', '999999999999'), 'InvalidParameterException'],
    ['no ARN at all', 'demo', 'InvalidParameterException'],
  ])('of %s are refused', (_what, resourceArn, words) => {
    const refusal = account().refusal('TagResource', { resourceArn, tags: [{ key: 'a', value: 'b' }] });
    expect(refusal).toContain(words);
    expect(refusal).not.toMatch(/^accepted/);
  });

  it('of one key twice are refused', () => {
    const simulated = account();
    const tags = ['1', '2'].map((value) => ({ key: 'b', value }));
    expect(simulated.refusal('TagResource', { resourceArn: cluster, tags })).toBe(
      'InvalidParameterException: Multiple tags contain the same key.',
    );
    expect(simulated.ecs('ListTagsForResource', { resourceArn: cluster })).toEqual({ tags: [] });
  });

  it('of a deleted cluster are refused', () => {
    const simulated = account();
    simulated.ecs('DeleteCluster', { cluster: 'demo' });
    expect(simulated.refusal('ListTagsForResource', { resourceArn: cluster })).toBe(
      'InvalidParameterException: The specified cluster is inactive. Specify an active cluster and try again.',
    );
  });

  it.each([
    [cluster, 'InvalidParameterException: Tag value can not be null.'],
    [revision, 'ClientException: Tag value can not be null.'],
  ])('of %s have values', (resourceArn, words) => {
    expect(account().refusal('TagResource', { resourceArn, tags: [{ key: 'a' }] })).toBe(words);
  });

  it('are all written or none', () => {
    const simulated = account();
    const tags = [
      { key: 'good', value: 'x' },
      { key: 'aws:bad', value: 'x' },
    ];
    expect(simulated.refusal('TagResource', { resourceArn: cluster, tags })).toMatch(/^InvalidParameterException/);
    expect(simulated.ecs('ListTagsForResource', { resourceArn: cluster })).toEqual({ tags: [] });
  });
});
