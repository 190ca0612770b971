import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { snapshotLines } from '../../snapshot.ts';
import { createTestAccount, fargateDefinition } from '../../test-account.ts';
import type { TestAccount } from '../../test-account.ts';

const group = (name: string, more: Json = {}): Json => ({
  name,
  autoScalingGroupProvider: { autoScalingGroupArn: `arn:of:group/${name}`, ...more },
});

function accountWith(...names: string[]): TestAccount {
  const account = createTestAccount();
  for (const name of names) account.ecs('CreateCapacityProvider', group(name));
  return account;
}

function provider(account: TestAccount, name: string): Json | undefined {
  const answer = account.ecs('DescribeCapacityProviders', { capacityProviders: [name] });
  return (answer['capacityProviders'] as Json[])[0];
}

describe('capacity providers', () => {
  it('read back with defaults', () => {
    expect(provider(accountWith('cp'), 'cp')).toMatchObject({
      capacityProviderArn: 'arn:aws:ecs:us-east-1:111122223333:capacity-provider/cp',
      status: 'ACTIVE',
      autoScalingGroupProvider: { managedTerminationProtection: 'DISABLED', managedScaling: { targetCapacity: 100 } },
    });
  });

  it.each([
    ['a name that is taken', group('cp'), 'ClientException: The specified capacity provider already exists.'],
    ['a reserved prefix', group('fargate-mine'), 'ClientException: The specified capacity provider name is invalid.'],
    ['no group', { name: 'x' }, 'ClientException: The Auto Scaling group provider details are required'],
    ['a group that is taken', { ...group('cp'), name: 'x' }, 'ClientException: The specified Auto Scaling group ARN'],
    ['a target above 100', group('x', { managedScaling: { targetCapacity: 101 } }), 'InvalidParameterException: '],
    [
      'protection without scaling',
      group('x', { managedTerminationProtection: 'ENABLED' }),
      'ClientException: The managed termination protection setting for the capacity provider is invalid.',
    ],
    ['Managed Instances', { name: 'x', managedInstancesProvider: {} }, 'UnsupportedFeatureException: '],
  ])('refuse %s', (_what, input, words) => {
    const account = accountWith('cp');
    const before = [...snapshotLines(account.world)];
    expect(account.refusal('CreateCapacityProvider', input)).toContain(words);
    expect([...snapshotLines(account.world)]).toEqual(before);
  });

  it('are updated member by member, one change at a time', () => {
    const account = accountWith('cp');
    const update = { name: 'cp', autoScalingGroupProvider: { managedScaling: { status: 'ENABLED' } } };
    account.ecs('UpdateCapacityProvider', update);
    expect(provider(account, 'cp')).toMatchObject({
      updateStatus: 'UPDATE_IN_PROGRESS',
      autoScalingGroupProvider: { managedScaling: { status: 'ENABLED', instanceWarmupPeriod: 300 } },
    });
    expect(account.refusal('UpdateCapacityProvider', update)).toContain('UpdateInProgressException');
    account.clock.advance(60_000);
    expect(provider(account, 'cp')?.['updateStatus']).toBe('UPDATE_COMPLETE');
  });

  it('are not deleted while a cluster has them, and their name is free afterwards', () => {
    const account = accountWith('cp');
    account.ecs('CreateCluster', { clusterName: 'demo', capacityProviders: ['cp'] });
    const refusal = account.refusal('DeleteCapacityProvider', { capacityProvider: 'cp' });
    expect(refusal).toContain('because it is associated with cluster: demo. Remove');
    account.clock.advance(60_000);
    account.ecs('PutClusterCapacityProviders', {
      cluster: 'demo',
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
    });
    account.ecs('DeleteCapacityProvider', { capacityProvider: 'cp' });
    account.clock.advance(60_000);
    expect(provider(account, 'cp')?.['status']).toBe('INACTIVE');
    expect(account.refusal('CreateCapacityProvider', group('cp'))).toContain('accepted');
  });

  it('cannot be taken from a cluster while a service uses them', () => {
    const account = createTestAccount();
    account.ecs('CreateCluster', { clusterName: 'demo', capacityProviders: ['FARGATE'] });
    account.ecs('RegisterTaskDefinition', fargateDefinition());
    account.ecs('CreateService', {
      cluster: 'demo',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 0,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    });
    const none = { cluster: 'demo', capacityProviders: [], defaultCapacityProviderStrategy: [] };
    expect(account.refusal('PutClusterCapacityProviders', none)).toBe(
      'ResourceInUseException: The specified capacity provider is in use and cannot be removed.',
    );
  });

  it('take tags', () => {
    const account = accountWith('cp');
    const resourceArn = provider(account, 'cp')?.['capacityProviderArn'];
    account.ecs('TagResource', { resourceArn, tags: [{ key: 'team', value: 'a' }] });
    const answer = account.ecs('DescribeCapacityProviders', { capacityProviders: ['cp'], include: ['TAGS'] });
    expect(answer).toMatchObject({ capacityProviders: [{ tags: [{ key: 'team', value: 'a' }] }] });
  });

  it('that are not there are MISSING', () => {
    expect(createTestAccount().ecs('DescribeCapacityProviders', { capacityProviders: ['none'] })).toEqual({
      capacityProviders: [],
      failures: [{ arn: 'arn:aws:ecs:us-east-1:111122223333:capacity-provider/none', reason: 'MISSING' }],
    });
  });
});
