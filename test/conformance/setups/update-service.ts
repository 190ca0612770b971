import assert from 'node:assert/strict';
import { at } from '../setup.ts';
import type { CaseSetups } from '../setup.ts';
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

const targetGroup = {
  targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/<tg>',
  containerName: 'web',
  containerPort: 8080,
};

async function circuit(bed: TestBed): Promise<void> {
  await demo(bed);
  await createFargate(bed, 'circuit', {
    deploymentConfiguration: {
      deploymentCircuitBreaker: {
        enable: true,
        rollback: false,
        resetOnHealthyTask: false,
        thresholdConfiguration: { type: 'COUNT', value: 1 },
      },
    },
  });
}

/** The refused update left the breaker as it was. */
async function circuitUnchanged(_answers: unknown, bed: TestBed): Promise<void> {
  const service = await describe(bed, 'circuit');
  const breaker = at(service, 'deploymentConfiguration', 'deploymentCircuitBreaker', 'thresholdConfiguration');
  assert.deepEqual(breaker, { type: 'COUNT', value: 1 });
}

function update(bed: TestBed, service: string, change: object): Promise<unknown> {
  return bed.call('UpdateService', { cluster: 'demo', service, ...change });
}

/** As recorded: created on demo:2 at zero tasks and updated to demo:1 while that is in progress. */
export async function fargateOnFirst(bed: TestBed): Promise<void> {
  await demo(bed);
  await createFargate(bed, 'fargate');
  await update(bed, 'fargate', { taskDefinition: 'demo:1' });
}

/** And then with 100/0, which needs rebalancing turned off, scaled to `desiredCount`. */
export async function fargateScaled(bed: TestBed, desiredCount: number): Promise<void> {
  await fargateOnFirst(bed);
  await update(bed, 'fargate', {
    availabilityZoneRebalancing: 'DISABLED',
    deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
  });
  await update(bed, 'fargate', { desiredCount });
}

async function web(bed: TestBed): Promise<void> {
  await bed.call('CreateCluster', { clusterName: 'demo' });
  const container = { name: 'web', portMappings: [{ containerPort: 8080 }] };
  await registerFargate(bed, 'demo', { container });
  const awsvpcConfiguration = { ...network.awsvpcConfiguration, assignPublicIp: 'DISABLED' };
  await createFargate(bed, 'web', { networkConfiguration: { awsvpcConfiguration } });
}

const otherCaller = { '$..createdBy': 'another user made the recording' };

export const setups: CaseSetups = {
  'ecs-updateservice-circuit-partial-keeps-reset': {
    prepare: circuit,
    check: async ([answer], bed) => {
      const service = await describe(bed, 'circuit');
      assert.equal(at(service, 'deployments', 0, 'id'), at(answer?.body, 'service', 'deployments', 0, 'id'));
      assert.equal(at(service, 'deployments', 1), undefined);
    },
  },
  'ecs-updateservice-circuit-disabled-custom': { prepare: circuit },
  'ecs-updateservice-circuit-count-zero': { prepare: circuit, check: circuitUnchanged },
  'ecs-updateservice-circuit-bounded-101': { prepare: circuit, check: circuitUnchanged },
  'ecs-updateservice-new-td-at-zero': {
    prepare: async (bed) => {
      await demo(bed);
      await createFargate(bed, 'fargate');
      bed.advance(3);
    },
    ordered: ['$..currentServiceRevisions'],
    check: ([answer]) => {
      const deployments = at(answer?.body, 'service', 'deployments');
      assert.equal(at(deployments, 1, 'updatedAt'), at(deployments, 0, 'createdAt'));
    },
  },
  'ecs-updateservice-maxpercent-100-with-rebalancing': { prepare: fargateOnFirst },
  'ecs-updateservice-count-only': {
    prepare: fargateOnFirst,
    check: async (_answers, bed) => {
      bed.advance(0.8);
      assert.equal(at(await describe(bed, 'fargate'), 'deployments', 0, 'desiredCount'), 0);
    },
  },
  'ecs-updateservice-scale-two': {
    prepare: async (bed) => {
      await fargateScaled(bed, 1);
      await untilSteady(bed, 'fargate');
    },
  },
  'ecs-updateservice-scale-zero': {
    prepare: async (bed) => {
      await fargateScaled(bed, 2);
      await untilSteady(bed, 'fargate');
    },
  },
  'ecs-updateservice-cluster-missing': {},
  'ecs-updateservice-service-missing': { prepare: demo },
  'ecs-updateservice-negative-count': {
    prepare: async (bed) => {
      await demo(bed);
      await createEc2(bed, 'defaults');
    },
  },
  'ecs-updateservice-draining': {
    prepare: async (bed) => {
      await demo(bed);
      await createEc2(bed, 'token-other');
      await bed.call('DeleteService', { cluster: 'demo', service: 'token-other' });
    },
  },
  'ecs-updateservice-bind-loadbalancer': {
    prepare: async (bed) => {
      await web(bed);
      await untilSteady(bed, 'web');
    },
    ordered: ['$..currentServiceRevisions'],
    ignore: {
      ...otherCaller,
      '$..securityGroups': 'the recording has the group sg-a, and names it in the request that made the service',
    },
  },
  'ecs-updateservice-monitoring-empty-object': {
    prepare: web,
    check: async (_answers, bed) => {
      const monitoring = { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] };
      const deploymentIds = async (): Promise<number> =>
        ((await describe(bed, 'web'))['deployments'] as object[]).length;
      await update(bed, 'web', { monitoring });
      assert.equal(await deploymentIds(), 2);
      await update(bed, 'web', { monitoring });
      await update(bed, 'web', { desiredCount: 0 });
      assert.equal(await deploymentIds(), 2);
      await update(bed, 'web', { monitoring: { metricConfigurations: [] } });
      assert.equal(await deploymentIds(), 3);
    },
  },
  'ecs-updateservice-definition-inactive': {
    prepare: async (bed) => {
      await bed.call('CreateCluster', { clusterName: 'demo' });
      await registerFargate(bed, 'demo', { times: 10 });
      await createFargate(bed, 'web', { taskDefinition: 'demo:9' });
      await bed.call('DeregisterTaskDefinition', { taskDefinition: 'demo:10' });
    },
  },
  'ecs-updateservice-exec-without-task-role': { prepare: web },
  'ecs-updateservice-unbind-loadbalancer': {
    prepare: async (bed) => {
      await web(bed);
      await untilSteady(bed, 'web');
      await update(bed, 'web', { loadBalancers: [targetGroup] });
      bed.advance(5);
    },
    ordered: ['$..currentServiceRevisions'],
    check: ([answer]) => {
      const service = answer?.body['service'];
      assert.equal(at(service, 'currentServiceDeployment'), undefined);
      assert.ok(
        Number(at(service, 'deployments', 1, 'createdAt')) < Number(at(service, 'deployments', 2, 'createdAt')),
      );
    },
  },
  'ecs-updateservice-daemon-placement': {
    prepare: async (bed) => {
      await bed.call('CreateCluster', { clusterName: 'demo' });
      await registerEc2(bed, 'demo');
      const daemon = { serviceName: 'web', taskDefinition: 'demo', schedulingStrategy: 'DAEMON' };
      await bed.call('CreateService', { cluster: 'demo', ...daemon });
    },
    check: (_answers, bed) =>
      expectError(bed, 'UpdateService', { cluster: 'demo', service: 'web', desiredCount: 1 }, /desired count/),
  },
};
