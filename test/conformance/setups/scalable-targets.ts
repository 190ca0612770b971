import assert from 'node:assert/strict';
import { at, type CaseSetups } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import {
  describeTarget,
  desiredCount,
  inSeconds,
  putSchedule,
  resourceId,
  scaling,
  target,
  web,
} from './scaling-scenes.ts';
import { createFargate, demo } from './service-scenes.ts';

const hex = '0123456789abcdef0123456789abcdef';

async function tagged(bed: TestBed, names: Map<string, string>, tags: Record<string, string>): Promise<void> {
  await web(bed);
  const registered = await scaling(bed, 'RegisterScalableTarget', { MinCapacity: 0, MaxCapacity: 0, Tags: tags });
  names.set('<32 hex>', String(registered['ScalableTargetARN']).slice(-32));
}

async function tagsOf(bed: TestBed): Promise<unknown> {
  const { ScalableTargetARN: ResourceARN } = await describeTarget(bed);
  return (await bed.call('ListTagsForResource', { ResourceARN }, 'application-autoscaling'))['Tags'];
}

export const setups: CaseSetups = {
  'aas-concurrentupdate': {
    prepare: async (bed) => {
      await target(bed, 1, 2);
      await bed.admin('POST', '/_sim/autoscaling/hold-target', { resourceId });
    },
    check: async (_answers, bed) => {
      await bed.admin('POST', '/_sim/autoscaling/hold-target', { resourceId, held: false });
      await scaling(bed, 'RegisterScalableTarget', { MinCapacity: 1, MaxCapacity: 2 });
    },
  },
  'aas-describetargets-none': {
    check: ([answer]) => assert.deepEqual(answer?.body, { ScalableTargets: [] }),
  },
  'aas-register-no-capacities': { prepare: (bed) => web(bed) },
  'aas-register-service-missing': { prepare: (bed) => demo(bed) },
  'aas-register-bad-dimension': { prepare: (bed) => web(bed) },
  'aas-register-other-dimension': { prepare: (bed) => web(bed) },
  'aas-register-bad-role': { prepare: (bed) => web(bed) },
  'aas-register-negative-min': { prepare: (bed) => web(bed) },
  'aas-describetargets-defaults': { prepare: (bed) => target(bed) },
  'aas-register-update-nothing': {
    prepare: async (bed, names) => {
      await target(bed);
      names.set('<created>', String((await describeTarget(bed))['CreationTime']));
      names.set('<arn>', String((await describeTarget(bed))['ScalableTargetARN']));
      bed.advance(60);
    },
    check: async ([answer], bed, names) => {
      assert.equal(answer?.body['ScalableTargetARN'], names.get('<arn>'));
      await scaling(bed, 'RegisterScalableTarget', { MinCapacity: null, MaxCapacity: null, SuspendedState: null });
      const now = await describeTarget(bed);
      assert.deepEqual([now['MinCapacity'], now['MaxCapacity']], [0, 0]);
      assert.equal(String(now['CreationTime']), names.get('<created>'));
    },
  },
  'aas-register-suspend-partial': {
    prepare: (bed) => target(bed),
    check: async (_answers, bed) => {
      await scaling(bed, 'RegisterScalableTarget', { SuspendedState: { ScheduledScalingSuspended: true } });
      await scaling(bed, 'RegisterScalableTarget', { SuspendedState: {} });
      assert.deepEqual((await describeTarget(bed))['SuspendedState'], {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: true,
      });
    },
  },
  'aas-register-tags-on-existing': {
    prepare: (bed, names) => tagged(bed, names, { owner: 'me' }),
    check: async (_answers, bed) => assert.deepEqual(await tagsOf(bed), { owner: 'me' }),
  },
  'aas-register-role-empty': { prepare: (bed) => target(bed) },
  'aas-tags-list': {
    prepare: (bed, names) => tagged(bed, names, { probe: 'x', owner: 'me' }),
    check: ([answer]) => assert.deepEqual(Object.keys(at(answer?.body, 'Tags') as object), ['owner', 'probe']),
  },
  'aas-tags-empty': { prepare: (bed, names) => tagged(bed, names, { owner: 'me' }) },
  'aas-tags-reserved': { prepare: (bed, names) => tagged(bed, names, { owner: 'me' }) },
  'aas-untag-unknown-key': {
    prepare: (bed, names) => tagged(bed, names, { added: 'a', owner: 'me', probe: 'x' }),
    check: async (_answers, bed) => assert.deepEqual(await tagsOf(bed), { owner: 'me', probe: 'x' }),
  },
  'aas-untag-empty': { prepare: (bed, names) => tagged(bed, names, { owner: 'me' }) },
  'aas-tags-unknown-target': {
    prepare: async (bed, names) => {
      await target(bed);
      names.set('<32 hex>', hex);
    },
    check: async (_answers, bed) => {
      const { ScalableTargetARN: ResourceARN } = await describeTarget(bed);
      await scaling(bed, 'DeregisterScalableTarget');
      const answer = await bed.send('ListTagsForResource', { ResourceARN }, 'application-autoscaling');
      assert.equal(answer.body['__type'], 'ResourceNotFoundException');
    },
  },
  'aas-deregister-missing': { prepare: (bed) => web(bed) },
  'aas-old-targets-suspended': {
    prepare: async (bed) => {
      await demo(bed);
      await bed.call('CreateCluster', { clusterName: 'c' });
      await createFargate(bed, 's', { cluster: 'c', desiredCount: 0 });
      await scaling(bed, 'RegisterScalableTarget', {
        ResourceId: 'service/c/s',
        MinCapacity: 0,
        MaxCapacity: 5,
        SuspendedState: {
          DynamicScalingInSuspended: true,
          DynamicScalingOutSuspended: true,
          ScheduledScalingSuspended: true,
        },
      });
    },
    ignore: { '$..ScalableTargetARN': 'newer than this recording; the others have it' },
  },
  'aas-describetargets-page-53': {
    run: async (bed) => {
      await demo(bed);
      for (let i = 0; i < 53; i++) {
        await createFargate(bed, `s${i}`, { desiredCount: 0 });
        const register = { ResourceId: `service/demo/s${i}`, MinCapacity: 0, MaxCapacity: 0 };
        await scaling(bed, 'RegisterScalableTarget', register);
      }
      const page = async (more: object): Promise<[number, unknown]> => {
        const input = { ServiceNamespace: 'ecs', ...more };
        const answer = await bed.call('DescribeScalableTargets', input, 'application-autoscaling');
        return [(answer['ScalableTargets'] as unknown[]).length, answer['NextToken']];
      };
      const [first, token] = await page({});
      assert.equal(first, 50);
      assert.deepEqual(await page({ NextToken: token }), [3, undefined]);
      const [none, more] = await page({ MaxResults: 1 });
      assert.deepEqual([none, typeof more], [0, 'string']);
      assert.deepEqual(await page({ MaxResults: 50 }), [50, undefined]);
    },
  },
  'aas-schedule-suspended-not-replayed': {
    run: async (bed) => {
      await target(bed);
      await scaling(bed, 'RegisterScalableTarget', { SuspendedState: { ScheduledScalingSuspended: true } });
      await putSchedule(bed, 'once', inSeconds(bed, 60), { MinCapacity: 2, MaxCapacity: 4 });
      bed.advance(120);
      assert.equal(await desiredCount(bed), 0);
      await scaling(bed, 'RegisterScalableTarget', { SuspendedState: { ScheduledScalingSuspended: false } });
      bed.advance(600);
      assert.equal(await desiredCount(bed), 0);
      assert.equal((await describeTarget(bed))['MaxCapacity'], 0);
      assert.equal((await describeTarget(bed))['ResourceId'], resourceId);
    },
  },
};
