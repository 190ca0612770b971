import assert from 'node:assert/strict';
import type { TestBed } from '../test-bed.ts';
import { at } from '../setup.ts';
import type { CaseSetups } from '../setup.ts';

const awsvpc = { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-a'], assignPublicIp: 'ENABLED' } };
const definition = {
  family: 'main',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'app', image: 'busybox' }],
};

async function main(bed: TestBed): Promise<void> {
  await bed.call('RegisterTaskDefinition', definition);
  await bed.call('RegisterTaskDefinition', definition);
}

/** The service `fargate` in `demo`, with these tags. */
async function service(bed: TestBed, desiredCount: number, ...keys: string[]): Promise<void> {
  await main(bed);
  await bed.call('CreateCluster', { clusterName: 'demo' });
  await bed.call('CreateService', {
    cluster: 'demo',
    serviceName: 'fargate',
    taskDefinition: 'main',
    launchType: 'FARGATE',
    desiredCount,
    networkConfiguration: awsvpc,
    tags: keys.map((key) => ({ key, value: 'x' })),
  });
}

async function keysOf(bed: TestBed, resourceArn: string): Promise<unknown[]> {
  const { tags } = await bed.call('ListTagsForResource', { resourceArn });
  return (tags as { key: string }[]).map(({ key }) => key);
}

const serviceArn = 'arn:aws:ecs:us-east-1:111122223333:service/demo/fargate';
const revisionArn = 'arn:aws:ecs:us-east-1:111122223333:task-definition/main:2';

export const setups: CaseSetups = {
  'ecs-tagresource-service': {
    prepare: (bed) => service(bed, 0, 'probe'),
    check: async (_answers, bed) => assert.deepEqual(await keysOf(bed, serviceArn), ['mutable', 'probe']),
  },
  'ecs-untagresource-service': {
    prepare: (bed) => service(bed, 0, 'mutable', 'probe'),
    check: async (_answers, bed) => assert.deepEqual(await keysOf(bed, serviceArn), ['probe']),
  },
  'ecs-tagresource-null-value': {
    prepare: main,
    check: async (_answers, bed) => assert.deepEqual(await keysOf(bed, revisionArn), []),
  },
  'ecs-untagresource-unknown-keys': { prepare: main },
  'ecs-tag-keys-case-sensitive': {
    prepare: async (bed) => {
      const tags = ['phase', 'case', 'Case', 'keep'].map((key) => ({ key, value: 'x' }));
      await bed.call('CreateCluster', { clusterName: 'demo', tags: [...tags, { key: 'empty', value: '' }] });
    },
    operations: ['UntagResource', 'ListTagsForResource'],
  },
  'ecs-tagresource-short-arn': {},
  'ecs-tag-bounds': {
    run: async (bed) => {
      await bed.call('CreateCluster', { clusterName: 'demo' });
      const resourceArn = 'arn:aws:ecs:us-east-1:111122223333:cluster/demo';
      const status = async (tags: object[]): Promise<number> =>
        (await bed.send('TagResource', { resourceArn, tags })).status;
      assert.equal(await status([]), 200);
      assert.equal(await status([{ key: 'k'.repeat(128), value: 'v'.repeat(256) }]), 200);
      assert.equal(await status([{ key: 'é_.:/=+-@ 1', value: '' }]), 200);
      for (const bad of [
        { key: '', value: 'v' },
        { key: 'k'.repeat(129), value: 'v' },
        { key: 'k', value: 'v'.repeat(257) },
        { key: 'a*b', value: 'v' },
        { key: 'aws:x', value: 'v' },
      ]) {
        assert.equal(await status([bad]), 400, JSON.stringify(bad));
      }
      const many = Array.from({ length: 51 }, (_, index) => ({ key: `n${index}`, value: '' }));
      assert.equal(await status(many), 400);
    },
  },
  'ecs-listtags-stopped-task': {
    prepare: async (bed, names) => {
      await service(bed, 1, 'probe');
      bed.advance(60);
      const { taskArns } = await bed.call('ListTasks', { cluster: 'demo' });
      const task = String(at(taskArns, 0)).split('/').at(-1) ?? '';
      names.set('<task>', task);
      await bed.call('StopTask', { cluster: 'demo', task });
      bed.advance(60);
    },
  },
};
