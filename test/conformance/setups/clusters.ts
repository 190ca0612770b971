import assert from 'node:assert/strict';
import type { TestBed } from '../test-bed.ts';
import { at } from '../setup.ts';
import type { CaseSetups } from '../setup.ts';

/** The cluster `demo` with the tag that most recordings have. */
function demo(bed: TestBed): Promise<unknown> {
  return bed.call('CreateCluster', { clusterName: 'demo', tags: [{ key: 'probe', value: 'x' }] });
}

async function demoWithIdleServices(bed: TestBed, ...names: string[]): Promise<void> {
  await demo(bed);
  await bed.call('RegisterTaskDefinition', {
    family: 'demo-ec2',
    containerDefinitions: [{ name: 'app', image: 'busybox', memory: 32 }],
  });
  for (const serviceName of names) {
    await bed.call('CreateService', { cluster: 'demo', serviceName, taskDefinition: 'demo-ec2', desiredCount: 0 });
  }
}

async function demoWithStartingTask(bed: TestBed): Promise<void> {
  await demoWithIdleServices(bed, 'a', 'b', 'c');
  await bed.call('RegisterTaskDefinition', {
    family: 'demo',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'busybox' }],
  });
  await bed.call('CreateService', {
    cluster: 'demo',
    serviceName: 'd',
    taskDefinition: 'demo',
    launchType: 'FARGATE',
    desiredCount: 1,
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-a'] } },
  });
  await until(bed, async () => {
    const { taskArns } = await bed.call('ListTasks', { cluster: 'demo' });
    return (taskArns as string[]).length > 0;
  });
}

/** Lets time pass, second by second, until `holds`; a minute at most. */
async function until(bed: TestBed, holds: () => Promise<boolean>): Promise<void> {
  for (let second = 0; second < 60; second += 1) {
    if (await holds()) return;
    bed.advance(1);
  }
  throw new Error('did not come about within a minute');
}

async function expectError(bed: TestBed, operation: string, input: unknown, text: string): Promise<void> {
  const answer = await bed.send(operation, input);
  assert.equal(answer.status, 400);
  assert.match(JSON.stringify(answer.body), new RegExp(text));
}

export const setups: CaseSetups = {
  'ecs-createcluster-named-minimal': {
    check: ([answer]) => assert.equal(answer?.body['clusterCount'], 1),
  },
  'ecs-createcluster-again-other-settings': {
    prepare: (bed) =>
      bed.call('CreateCluster', {
        clusterName: 'demo',
        settings: [{ name: 'containerInsights', value: 'enabled' }],
        tags: [{ key: 'probe', value: 'x' }],
      }),
    check: async (_answers, bed) => {
      const { clusters } = await bed.call('DescribeClusters', { clusters: ['demo'], include: ['SETTINGS', 'TAGS'] });
      assert.equal(at(clusters, 0, 'settings', 0, 'value'), 'enabled');
      assert.equal(at(clusters, 0, 'tags', 0, 'key'), 'probe');
    },
  },
  'ecs-describeclusters-missing': {},
  'ecs-describeclusters-without-include': { prepare: (bed) => demoWithIdleServices(bed, 'a', 'b') },
  'ecs-describeclusters-duplicates': { prepare: demo },
  'ecs-describeclusters-pending-count': { prepare: demoWithStartingTask },
  'ecs-describeclusters-all-includes': {
    prepare: async (bed) => {
      await demo(bed);
      const configuration = { executeCommandConfiguration: { logging: 'NONE' } };
      await bed.call('UpdateCluster', { cluster: 'demo', configuration });
    },
    ordered: ['$..statistics'],
    check: async (_answers, bed) => {
      const plain = await bed.call('DescribeClusters', { clusters: ['demo'] });
      assert.equal(at(plain, 'clusters', 0, 'configuration'), undefined);
      const all = await bed.call('DescribeClusters', { clusters: ['demo'], include: ['ATTACHMENTS'] });
      assert.deepEqual(at(all, 'clusters', 0, 'attachments'), []);
    },
  },
  'ecs-deletecluster-with-active-service': { prepare: (bed) => demoWithIdleServices(bed, 'a', 'b') },
  'ecs-updatecluster-missing': {
    check: async (_answers, bed) => {
      await expectError(bed, 'DeleteCluster', { cluster: 'missing' }, 'ClusterNotFoundException.*Cluster not found');
      const settings = [{ name: 'containerInsights', value: 'nonsense' }];
      await expectError(bed, 'UpdateClusterSettings', { cluster: 'missing', settings }, 'ClusterNotFoundException');
    },
  },
  'ecs-updatecluster-exec-logging-none': {
    prepare: (bed) =>
      bed.call('CreateCluster', {
        clusterName: 'demo',
        settings: [{ name: 'containerInsights', value: 'enabled' }],
        tags: [{ key: 'probe', value: 'x' }],
      }),
    // The recording's source has the capacity providers and the default strategy as well, both [].
    partial: ['$.cluster'],
    check: ([answer]) => assert.equal('clusterCount' in (answer?.body ?? {}), false),
  },
  'ecs-updateclustersettings-bad-value': {
    prepare: demo,
    check: async (_answers, bed) => {
      const refused = (setting: object, text: string): Promise<void> =>
        expectError(bed, 'UpdateClusterSettings', { cluster: 'demo', settings: [setting] }, text);
      await refused({ name: 'containerInsights', value: 'DISABLED' }, "Invalid setting 'value'");
      await refused({ name: 'insights', value: 'disabled' }, "Invalid setting 'name'");
    },
  },
  'ecs-listclusters-hides-inactive': {
    prepare: async (bed) => {
      await demo(bed);
      await bed.call('DeleteCluster', { cluster: 'demo' });
      bed.advance(1);
    },
    check: async (_answers, bed) => {
      const { clusters } = await bed.call('DescribeClusters', { clusters: ['demo'] });
      assert.equal(at(clusters, 0, 'status'), 'INACTIVE');
    },
  },
};
