import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at } from '../setup.ts';
import type { CaseSetups } from '../setup.ts';
import { createEc2, demo, expectError, network, registerEc2, registerFargate } from './service-scenes.ts';

/** Cases that only the admin API can bring about: what is missing outside ECS, and what is older than its present rules. */
export const setups: CaseSetups = {
  'ecs-createservice-no-service-linked-role': {
    run: async (bed, recorded) => {
      await demo(bed);
      await bed.admin('PUT', '/_sim/outer-world/role/AWSServiceRoleForECS', { state: 'missing' });
      const request = { ...(recorded.input as Json), taskDefinition: 'demo-ec2', desiredCount: 0 };
      const { code, message } = recorded.error ?? {};
      await expectError(bed, 'CreateService', request, new RegExp(`${code}.*${message}`));
      await bed.call('CreateService', request);
    },
  },
  'ecs-createservice-volume-ec2-error': {
    run: async (bed, recorded) => {
      await bed.call('CreateCluster', { clusterName: 'demo' });
      await registerFargate(bed, 'demo', { more: { volumes: [{ name: 'data', configuredAtLaunch: true }] } });
      await bed.admin('PUT', '/_sim/outer-world/volume-type/gp3', { state: 'missing' });
      const request = { ...(recorded.input as Json), launchType: 'FARGATE', networkConfiguration: network };
      const answer = await bed.send('CreateService', request);
      assert.deepEqual([answer.status, answer.body['message']], [400, recorded.error?.message]);
    },
  },
  'ecs-old-service-arn-without-cluster': {
    prepare: async (bed) => {
      await bed.call('CreateCluster', { clusterName: 'Default' });
      await registerEc2(bed, 'demo-ec2');
      for (const service of ['home-web', 'web']) {
        await createEc2(bed, service, { cluster: 'Default' });
        await bed.admin('POST', '/_sim/services/shorten-arn', { cluster: 'Default', service });
      }
    },
    check: async ([answer], bed) => {
      const services = at(answer?.body, 'serviceArns');
      const found = await bed.call('DescribeServices', { cluster: 'Default', services });
      assert.deepEqual(
        (found['services'] as Json[]).map(({ serviceArn }) => serviceArn),
        services,
      );
      await createEc2(bed, 'new', { cluster: 'Default' });
      const { serviceArns } = await bed.call('ListServices', { cluster: 'Default' });
      assert.ok((serviceArns as string[]).includes('arn:aws:ecs:us-east-1:111122223333:service/Default/new'));
    },
  },
};
