import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { differences } from '../compare.ts';
import { at } from '../setup.ts';
import type { CaseSetup, CaseSetups } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import {
  createEc2,
  createFargate,
  demo,
  describe,
  expectError,
  network,
  registerEc2,
  registerFargate,
  untilSteady,
} from './service-scenes.ts';

const probe = [{ key: 'probe', value: 'x' }];

/** For documented cases whose request leaves out what every awsvpc service needs: sent with a network configuration. */
function withNetwork(prepare: (bed: TestBed) => Promise<void>): CaseSetup {
  return {
    run: async (bed, recorded) => {
      await prepare(bed);
      const answer = await bed.call('CreateService', {
        ...(recorded.input as Json),
        networkConfiguration: network,
      });
      const rules = { volatile: [], ordered: [], ignore: [], partial: [] };
      assert.deepEqual(differences(recorded.output, answer, rules), []);
      const service = answer['service'] as Json;
      for (const member of ['volumeConfigurations', 'serviceConnectConfiguration', 'serviceConnectResources']) {
        assert.equal(member in service, false, `${member} stands in deployments[] only`);
      }
    },
  };
}

const launchVolume = { volumes: [{ name: 'data', configuredAtLaunch: true }] };

export const setups: CaseSetups = {
  'ecs-createservice-ec2-defaults': { prepare: demo },
  'ecs-createservice-fargate-defaults': { prepare: demo },
  'ecs-createservice-replay-same-token': {
    prepare: async (bed) => {
      await demo(bed);
      await bed.call('CreateService', {
        cluster: 'arn:aws:ecs:us-east-1:111122223333:cluster/demo',
        serviceName: 'defaults',
        taskDefinition: 'arn:aws:ecs:us-east-1:111122223333:task-definition/demo-ec2:1',
        desiredCount: 0,
        clientToken: '<uuid-a>',
        tags: probe,
      });
      bed.advance(1);
    },
    check: async ([answer], bed) => {
      const { createdAt, deployments } = await describe(bed, 'defaults');
      assert.equal(at(answer?.body, 'service', 'createdAt'), createdAt);
      assert.equal(at(answer?.body, 'service', 'deployments', 0, 'id'), at(deployments, 0, 'id'));
      const { serviceArns } = await bed.call('ListServices', { cluster: 'demo' });
      assert.equal((serviceArns as string[]).length, 1);
    },
  },
  'ecs-createservice-same-name-new-token': {
    prepare: async (bed) => {
      await demo(bed);
      await createEc2(bed, 'defaults', { clientToken: 'first', tags: probe });
    },
  },
  'ecs-createservice-token-other-name': {
    prepare: async (bed) => {
      await demo(bed);
      await createEc2(bed, 'defaults', { clientToken: '<uuid-a>' });
    },
  },
  'ecs-createservice-same-token-changed-count': {
    prepare: async (bed) => {
      await demo(bed);
      await createFargate(bed, 'fargate', { clientToken: '<uuid-b>' });
    },
    check: async (_answers, bed) => assert.equal((await describe(bed, 'fargate'))['desiredCount'], 0),
  },
  'ecs-createservice-token-too-long': {
    prepare: demo,
    check: (_answers, bed) =>
      expectError(
        bed,
        'CreateService',
        { cluster: 'demo', serviceName: 'n', taskDefinition: 'demo', desiredCount: 0, clientToken: 'x'.repeat(37) },
        /idempotency token longer than 36/,
      ),
  },
  'ecs-createservice-awsvpc-without-network': { prepare: demo },
  'ecs-createservice-cluster-missing': { prepare: demo },
  'ecs-createservice-negative-count': { prepare: demo },
  'ecs-createservice-bad-scheduling': { prepare: demo },
  'ecs-createservice-max-percent-0': { prepare: demo },
  'ecs-createservice-td-missing': { prepare: demo },
  'ecs-createservice-daemon-with-count': {
    prepare: demo,
    check: async (_answers, bed) => {
      const daemon = { cluster: 'demo', serviceName: 'd', taskDefinition: 'demo', schedulingStrategy: 'DAEMON' };
      await expectError(bed, 'CreateService', { ...daemon, launchType: 'FARGATE', desiredCount: 0 }, /Network Conf/);
      const fargate = { ...daemon, launchType: 'FARGATE', networkConfiguration: network };
      await expectError(bed, 'CreateService', fargate, /does not support the FARGATE launch type/);
    },
  },
  'ecs-createservice-circuit-count': { prepare: demo },
  'ecs-createservice-recreate-after-inactive': {
    prepare: async (bed) => {
      await demo(bed);
      await registerFargate(bed, 'web');
      await createFargate(bed, 'web', { taskDefinition: 'web' });
      await bed.call('DeleteService', { cluster: 'demo', service: 'web' });
      for (let second = 0; (await describe(bed, 'web'))['status'] !== 'INACTIVE'; second += 1) {
        assert.ok(second < 60);
        bed.advance(1);
      }
      bed.advance(2);
    },
  },
  'ecs-createservice-monitoring-unknown-metric': {
    prepare: demo,
    check: async (_answers, bed) => {
      for (const resolutionSeconds of [20, 60]) {
        const monitoring = { metricConfigurations: [{ metricNames: ['LiveTaskCount'], resolutionSeconds }] };
        const request = { cluster: 'demo', serviceName: 'w', taskDefinition: 'demo', desiredCount: 0, monitoring };
        await expectError(bed, 'CreateService', request, /Metric name must be one of/);
      }
    },
  },
  'ecs-createservice-cluster-inactive': {
    prepare: async (bed) => {
      await demo(bed);
      await bed.call('DeleteCluster', { cluster: 'demo' });
    },
  },
  'ecs-bluegreen-listener-instead-of-rule': { prepare: demo },
  'ecs-bluegreen-duplicate-target-group': { prepare: demo },
  'ecs-bluegreen-advanced-on-some': { prepare: demo },
  'ecs-bluegreen-advanced-missing': { prepare: demo },
  'ecs-bluegreen-hook-bad-target-type': { prepare: demo },
  'ecs-createservice-daemon-capacity-provider': {
    prepare: async (bed) => {
      const strategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
      const capacityProviders = ['FARGATE', 'FARGATE_SPOT'];
      await bed.call('CreateCluster', {
        clusterName: 'demo',
        capacityProviders,
        defaultCapacityProviderStrategy: strategy,
      });
      await registerEc2(bed, 'demo');
    },
    check: (_answers, bed) =>
      bed
        .call('CreateService', {
          cluster: 'demo',
          serviceName: 'web',
          taskDefinition: 'demo',
          schedulingStrategy: 'DAEMON',
          launchType: 'EC2',
        })
        .then(() => undefined),
  },
  'ecs-createservice-volume-not-in-definition': {
    prepare: async (bed) => {
      await bed.call('CreateCluster', { clusterName: 'demo' });
      await registerEc2(bed, 'demo');
    },
  },
  'ecs-createservice-ebs-volume': withNetwork(async (bed) => {
    await bed.call('CreateCluster', { clusterName: 'demo' });
    await registerFargate(bed, 'demo', { more: launchVolume });
  }),
  'ecs-createservice-service-connect': withNetwork(async (bed) => {
    const namespace = 'arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-abc';
    await bed.call('CreateCluster', { clusterName: 'demo', serviceConnectDefaults: { namespace } });
    const portMappings = [{ name: 'web', containerPort: 8080 }];
    await registerFargate(bed, 'demo', { container: { portMappings } });
  }),
};

/** Set-ups of DeleteService and ListServices stand beside: they need the same services. */
export const deletionAndListing: CaseSetups = {
  'ecs-deleteservice-missing': { prepare: demo },
  'ecs-deleteservice-cluster-missing': { prepare: demo },
  'ecs-deleteservice-scaled-without-force': {
    prepare: async (bed) => {
      await demo(bed);
      await createFargate(bed, 'fargate', { desiredCount: 1 });
    },
  },
  'ecs-deleteservice-zero': {
    prepare: async (bed) => {
      await demo(bed);
      await createEc2(bed, 'token-other', { tags: probe });
      await untilSteady(bed, 'token-other');
    },
  },
  'ecs-listservices-all': {
    prepare: async (bed) => {
      await demo(bed);
      await createEc2(bed, 'defaults');
      await createEc2(bed, 'token-other');
    },
    check: ([answer]) => assert.equal('nextToken' in (answer?.body ?? {}), false),
  },
  'ecs-listservices-bad-launchtype': { prepare: demo },
  'ecs-listservices-cluster-missing': {},
  'ecs-listservices-hides-draining': {
    prepare: async (bed) => {
      await demo(bed);
      for (const name of ['fargate', 'arn', 'defaults', 'token-other']) await createEc2(bed, name);
      await bed.call('DeleteService', { cluster: 'demo', service: 'token-other' });
    },
  },
};
