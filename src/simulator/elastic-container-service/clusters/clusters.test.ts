import { describe, expect, it } from '@jest/globals';
import { createTestAccount } from '../../test-account.ts';
import type { TestAccount } from '../../test-account.ts';

const providers = { cluster: 'demo', capacityProviders: [], defaultCapacityProviderStrategy: [] };

function withCluster(clusterName?: string): TestAccount {
  const account = createTestAccount();
  account.ecs('CreateCluster', clusterName === undefined ? {} : { clusterName });
  return account;
}

describe('a cluster', () => {
  it('is not there until it is created, not even the default one', () => {
    const account = createTestAccount();
    expect(account.ecs('DescribeClusters')).toEqual({
      clusters: [],
      failures: [{ arn: 'arn:aws:ecs:us-east-1:111122223333:cluster/default', reason: 'MISSING' }],
    });
    account.ecs('CreateCluster');
    expect(account.ecs('DescribeClusters')).toMatchObject({ clusters: [{ clusterName: 'default' }], failures: [] });
  });

  it('is found by name and by ARN', () => {
    const account = withCluster('demo');
    const clusters = ['demo', 'arn:aws:ecs:us-east-1:111122223333:cluster/demo'];
    expect(account.ecs('DescribeClusters', { clusters })['clusters']).toHaveLength(1);
  });

  it('of another Region or account is not there', () => {
    const arn = 'arn:aws:ecs:eu-west-1:111122223333:cluster/demo';
    const account = withCluster('demo');
    expect(account.ecs('DescribeClusters', { clusters: [arn] })).toEqual({
      clusters: [],
      failures: [{ arn, reason: 'MISSING' }],
    });
    expect(account.refusal('DeleteCluster', { cluster: arn })).toMatch(/^ClusterNotFoundException/);
  });

  it('is created again without complaint where the request agrees with it', () => {
    const account = withCluster('demo');
    account.ecs('UpdateClusterSettings', {
      cluster: 'demo',
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
    });
    expect(account.refusal('CreateCluster', { clusterName: 'demo' })).toMatch(/^accepted/);
    expect(account.ecs('ListClusters')['clusterArns']).toHaveLength(1);
  });

  it('stays as INACTIVE when deleted, and its name is free', () => {
    const account = withCluster('demo');
    expect(account.ecs('DeleteCluster', { cluster: 'demo' })).toMatchObject({ cluster: { status: 'INACTIVE' } });
    for (const operation of ['UpdateCluster', 'UpdateClusterSettings']) {
      expect(account.refusal(operation, { cluster: 'demo', settings: [] })).toBe(
        'ClientException: Cluster was not ACTIVE.',
      );
    }
    expect(account.refusal('PutClusterCapacityProviders', providers)).toBe(
      'ClusterNotFoundException: The referenced cluster was inactive.',
    );
    account.ecs('CreateCluster', { clusterName: 'demo' });
    expect(account.ecs('ListClusters')['clusterArns']).toHaveLength(1);
  });

  it('is deleted as often as one likes, and tells its settings each time', () => {
    const account = createTestAccount();
    const configuration = { executeCommandConfiguration: { logging: 'NONE' } };
    account.ecs('CreateCluster', { clusterName: 'other' });
    account.ecs('CreateCluster', { clusterName: 'demo', configuration, tags: [{ key: 'a', value: 'b' }] });
    const answer = {
      cluster: {
        clusterArn: 'arn:aws:ecs:us-east-1:111122223333:cluster/demo',
        clusterName: 'demo',
        configuration,
        status: 'INACTIVE',
        registeredContainerInstancesCount: 0,
        runningTasksCount: 0,
        pendingTasksCount: 0,
        activeServicesCount: 0,
        statistics: [],
        tags: [],
        settings: [{ name: 'containerInsights', value: 'disabled' }],
        capacityProviders: [],
        defaultCapacityProviderStrategy: [],
      },
      clusterCount: 1,
    };
    expect(account.ecs('DeleteCluster', { cluster: 'demo' })).toEqual(answer);
    expect(account.ecs('DeleteCluster', { cluster: 'demo' })).toEqual({
      ...answer,
      cluster: { ...answer.cluster, attachments: [] },
    });
    expect(account.ecs('DescribeClusters', { clusters: ['demo'], include: ['TAGS', 'SETTINGS'] })).toMatchObject({
      clusters: [{ status: 'INACTIVE', tags: [{ key: 'a' }], settings: [{ value: 'disabled' }] }],
    });
  });

  it('says of an update all but its tags', () => {
    const account = createTestAccount();
    account.ecs('CreateCluster', {
      clusterName: 'demo',
      capacityProviders: ['FARGATE'],
      tags: [{ key: 'a', value: '' }],
    });
    const settings = [{ name: 'containerInsights', value: 'enabled' }];
    expect(account.ecs('UpdateClusterSettings', { cluster: 'demo', settings })).toMatchObject({
      cluster: { settings, tags: [], statistics: [], capacityProviders: ['FARGATE'], attachments: [] },
    });
  });

  it('is described whatever is to be included', () => {
    const { failures } = withCluster('demo').ecs('DescribeClusters', { clusters: ['demo'], include: ['BOGUS'] });
    expect(failures).toEqual([]);
  });

  it('shows settings, configuration and tags only on request', () => {
    const account = createTestAccount();
    const configuration = { executeCommandConfiguration: { logging: 'NONE' } };
    const serviceConnectDefaults = { namespace: 'apps' };
    const tags = [{ key: 'a', value: 'b' }];
    account.ecs('CreateCluster', { clusterName: 'demo', configuration, serviceConnectDefaults, tags });
    const plain = account.ecs('DescribeClusters', { clusters: ['demo'] });
    expect(plain).toMatchObject({ clusters: [{ tags: [], settings: [], statistics: [] }] });
    expect(JSON.stringify(plain)).not.toContain('configuration');
    const full = account.ecs('DescribeClusters', { clusters: ['demo'], include: ['CONFIGURATIONS', 'TAGS'] });
    expect(full).toMatchObject({ clusters: [{ configuration, serviceConnectDefaults, tags }] });
  });

  it('has capacity providers and a default strategy that are replaced as a whole', () => {
    const account = withCluster('demo');
    const put = (capacityProviders: string[], defaultCapacityProviderStrategy: object[]): string =>
      account.refusal('PutClusterCapacityProviders', {
        cluster: 'demo',
        capacityProviders,
        defaultCapacityProviderStrategy,
      });
    expect(put(['FARGATE', 'FARGATE_SPOT'], [{ capacityProvider: 'FARGATE', weight: 1 }])).toContain(
      '"defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1,"base":0}]',
    );
    expect(put(['FARGATE'], [{ capacityProvider: 'FARGATE_SPOT' }])).toMatch(/^InvalidParameterException/);
    expect(put(['FARGATE'], [{ capacityProvider: 'FARGATE', weight: 1001 }])).toMatch(/^InvalidParameterException/);
    expect(put(['mine'], [])).toMatch(/^InvalidParameterException: .*'mine'/);
    expect(account.world.ecs.clusters.get('demo')?.capacityProviders).toEqual(['FARGATE', 'FARGATE_SPOT']);
  });

  it.each([
    ['CreateCluster', { clusterName: 'not a name' }],
    ['CreateCluster', { settings: [{ name: 'containerInsights', value: 'on' }] }],
    ['DescribeClusters', { clusters: Array.from({ length: 101 }, (_, index) => `c${index}`) }],
    ['ListClusters', { maxResults: 101 }],
  ])('%s %j is refused', (operation, input) => {
    expect(createTestAccount().refusal(operation, input)).toMatch(/^InvalidParameterException: ./);
  });
});
