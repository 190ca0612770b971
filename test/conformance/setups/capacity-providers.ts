import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at } from '../setup.ts';
import type { CaseSetups } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';

const GROUP = 'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:<id>:autoScalingGroupName';

function createProvider(bed: TestBed, name: string, more: Json = {}): Promise<Json> {
  return bed.call('CreateCapacityProvider', {
    name,
    autoScalingGroupProvider: { autoScalingGroupArn: `${GROUP}/${name}`, ...more },
  });
}

async function clusterWithProviders(bed: TestBed): Promise<void> {
  for (const name of ['cp1', 'cp2']) await createProvider(bed, name, { managedScaling: { status: 'ENABLED' } });
  await bed.call('CreateCluster', {
    clusterName: 'demo',
    capacityProviders: ['cp1'],
    settings: [{ name: 'containerInsights', value: 'enabled' }],
  });
  bed.advance(60);
}

async function providerAt(bed: TestBed, name: string): Promise<Json> {
  const { capacityProviders } = await bed.call('DescribeCapacityProviders', { capacityProviders: [name] });
  return at(capacityProviders, 0) as Json;
}

async function attachmentsStatus(bed: TestBed): Promise<unknown> {
  const answer = await bed.call('DescribeClusters', { clusters: ['demo'], include: ['ATTACHMENTS'] });
  return at(answer, 'clusters', 0, 'attachmentsStatus');
}

export const setups: CaseSetups = {
  'ecs-createcapacityprovider-asg': {
    check: ([answer]) => {
      const provider = at(answer?.body, 'capacityProvider') as Json;
      assert.equal(provider['status'], 'ACTIVE');
      assert.equal('updateStatus' in provider, false);
    },
  },
  'ecs-describecapacityproviders-all': { prepare: (bed) => createProvider(bed, 'asg') },
  'ecs-deletecapacityprovider': {
    prepare: (bed) => createProvider(bed, 'asg'),
    check: async (_answers, bed) => {
      bed.advance(60);
      const gone = await providerAt(bed, 'asg');
      assert.deepEqual([gone['status'], gone['updateStatus']], ['INACTIVE', 'DELETE_COMPLETE']);
    },
  },
  'ecs-putclustercapacityproviders-add': {
    prepare: clusterWithProviders,
    check: async (_answers, bed) => {
      bed.advance(60);
      assert.equal(await attachmentsStatus(bed), 'UPDATE_COMPLETE');
      await bed.call('PutClusterCapacityProviders', {
        cluster: 'demo',
        capacityProviders: ['FARGATE'],
        defaultCapacityProviderStrategy: [],
      });
      const { clusters } = await bed.call('DescribeClusters', { clusters: ['demo'] });
      assert.deepEqual(at(clusters, 0, 'capacityProviders'), ['FARGATE']);
      assert.deepEqual(at(clusters, 0, 'defaultCapacityProviderStrategy'), []);
    },
  },
  'ecs-putclustercapacityproviders-busy': {
    prepare: async (bed) => {
      await clusterWithProviders(bed);
      await bed.call('PutClusterCapacityProviders', {
        cluster: 'demo',
        capacityProviders: ['cp1', 'cp2'],
        defaultCapacityProviderStrategy: [],
      });
      assert.equal(await attachmentsStatus(bed), 'UPDATE_IN_PROGRESS');
    },
  },
};
