import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { textMatches } from '../compare.ts';
import type { RecordedCase } from '../cases.ts';
import { at } from '../setup.ts';
import type { CaseSetup, CaseSetups } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import {
  createEc2,
  createFargate,
  demo,
  describe,
  describeTask,
  firstTask,
  messages,
  network,
  registerEc2,
  registerFargate,
  untilSteady,
  untilTask,
} from './service-scenes.ts';

/** Cases about room for tasks, on Fargate and on container instances, and about texts that come of too little of it. */

function setInstances(bed: TestBed, body: Json): Promise<Json> {
  return bed.admin('POST', '/_sim/services/set-instances', { cluster: 'demo', ...body });
}

function sayOfFargate(bed: TestBed, state: string): Promise<Json> {
  return bed.admin('PUT', '/_sim/outer-world/capacity/FARGATE', { state });
}

/** The newest event of a fresh service `web` on a definition, half a minute after its creation. */
async function firstTrouble(bed: TestBed, create: (name: string) => Promise<Json>): Promise<string> {
  await create('web');
  bed.advance(30);
  const [message = ''] = messages(await describe(bed, 'web')).slice(-1);
  await bed.call('DeleteService', { cluster: 'demo', service: 'web', force: true });
  for (let second = 0; second < 120; second += 1) {
    if ((await describe(bed, 'web'))['status'] === 'INACTIVE') break;
    bed.advance(1);
  }
  return message;
}

const ec2 = (bed: TestBed) => (name: string) => createEc2(bed, name, { desiredCount: 1 });
const fargate = (bed: TestBed) => (name: string) => createFargate(bed, name, { desiredCount: 1 });

/** Documentation writes names without the parentheses of real messages, and leaves out where to read more. */
function asDocumented(message: string): string {
  return message
    .replace(/\(container-instance (\w+)\)/, 'container-instance $1')
    .replace(' For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.', '');
}

function expectTexts(recorded: RecordedCase, found: readonly string[]): void {
  for (const text of (recorded.output as { messages: string[] }).messages) {
    assert.ok(
      found.some((message) => textMatches(text, message)),
      `${text} is not among ${JSON.stringify(found)}`,
    );
  }
}

/** What a service says whose tasks crash, and one whose percentages allow no step. */
async function troubledServices(bed: TestBed): Promise<string[]> {
  await registerFargate(bed, 'crash', { image: 'busybox:crash' });
  await createFargate(bed, 'web', { taskDefinition: 'crash', desiredCount: 1 });
  bed.advance(900);
  const crashed = messages(await describe(bed, 'web'));
  await bed.call('DeleteService', { cluster: 'demo', service: 'web', force: true });
  bed.advance(120);
  const deploymentConfiguration = { minimumHealthyPercent: 100, maximumPercent: 150 };
  await createFargate(bed, 'web', { desiredCount: 1, deploymentConfiguration });
  await untilSteady(bed, 'web');
  await bed.call('UpdateService', { cluster: 'demo', service: 'web', forceNewDeployment: true });
  bed.advance(120);
  return [...crashed, ...messages(await describe(bed, 'web'))];
}

const runtaskFailures: CaseSetup = {
  prepare: async (bed, names) => {
    await bed.call('CreateCluster', { clusterName: 'demo' });
    await registerEc2(bed, 'demo');
    const { containerInstanceArns } = await setInstances(bed, { count: 1, memory: 16 });
    names.set('<instance>', String(at(containerInstanceArns, 0)).split('/').at(-1) ?? '');
  },
  check: async (_answers, bed) => {
    const request = { cluster: 'demo', taskDefinition: 'demo:1', launchType: 'EC2' };
    const reason = async (change: Json): Promise<unknown> => {
      await setInstances(bed, { memory: 512, cpu: 512, agentConnected: true, ...change });
      return at(await bed.call('RunTask', request), 'failures', 0, 'reason');
    };
    assert.equal(await reason({}), undefined);
    assert.equal(await reason({ agentConnected: false }), 'AGENT');
    await registerEc2(bed, 'demo', { containerDefinitions: [{ name: 'app', image: 'b', memory: 8, cpu: 999 }] });
    const big = await bed.call('RunTask', { ...request, taskDefinition: 'demo:2' });
    assert.equal(at(big, 'failures', 0, 'reason'), 'AGENT');
    await setInstances(bed, { agentConnected: true });
    const tooBig = await bed.call('RunTask', { ...request, taskDefinition: 'demo:2' });
    assert.equal(at(tooBig, 'failures', 0, 'reason'), 'RESOURCE:CPU');
  },
};

export const setups: CaseSetups = {
  'ecs-runtask-failures': runtaskFailures,
  'ecs-events-capacity-unavailable': {
    run: async (bed, recorded) => {
      await demo(bed);
      await sayOfFargate(bed, 'unavailable');
      expectTexts(recorded, [await firstTrouble(bed, fargate(bed))]);
    },
  },
  'ecs-event-texts-documented': {
    run: async (bed, recorded) => {
      await demo(bed);
      const empty = await firstTrouble(bed, ec2(bed));
      await registerEc2(bed, 'demo-ec2', {
        containerDefinitions: [{ name: 'app', image: 'b', memory: 8, cpu: 9_999 }],
      });
      await setInstances(bed, { count: 1 });
      const short = await firstTrouble(bed, ec2(bed));
      await sayOfFargate(bed, 'throttled');
      const throttled = await firstTrouble(bed, fargate(bed));
      await sayOfFargate(bed, 'exists');
      const others = await troubledServices(bed);
      const found = [empty, short, throttled, ...others].map(asDocumented);
      expectTexts(recorded, [...found, ...found.map((text) => text.replace(/ Reason: No Container.*$/, ''))]);
    },
  },
  'ecs-event-texts-documented-2': {
    run: async (bed, recorded) => {
      await demo(bed);
      await setInstances(bed, { count: 1, agentConnected: false });
      const found = [asDocumented(await firstTrouble(bed, ec2(bed)))];
      for (const state of ['task-limit', 'vcpu-limit', 'cpu-limit', 'internal-error']) {
        await sayOfFargate(bed, state);
        found.push(await firstTrouble(bed, fargate(bed)));
      }
      expectTexts(recorded, found);
    },
  },
  'ecs-rollout-daemon-waits-for-stopped': {
    run: async (bed) => {
      await bed.call('CreateCluster', { clusterName: 'demo' });
      await registerEc2(bed, 'demo');
      await registerEc2(bed, 'demo');
      await setInstances(bed, { count: 1 });
      await createEc2(bed, 'web', { taskDefinition: 'demo:1', schedulingStrategy: 'DAEMON', desiredCount: undefined });
      const service = await untilSteady(bed, 'web');
      assert.equal(at(service, 'deploymentConfiguration', 'maximumPercent'), 100);
      const old = await firstTask(bed, 'web');
      await bed.call('UpdateService', { cluster: 'demo', service: 'web', taskDefinition: 'demo:2' });
      const told = await firstTask(bed, 'web', 'STOPPED');
      assert.equal(told, old);
      const stopped = await untilTask(bed, old, 'STOPPED');
      const next = await describeTask(bed, await firstTask(bed, 'web'));
      assert.ok(Number(next['createdAt']) >= Number(stopped['stoppedAt']));
      assert.equal(next['containerInstanceArn'], stopped['containerInstanceArn']);
    },
  },
  'ecs-fargate-spot-rules': {
    run: async (bed, recorded) => {
      await demo(bed);
      const capacityProviders = ['FARGATE', 'FARGATE_SPOT'];
      const defaults = { cluster: 'demo', capacityProviders, defaultCapacityProviderStrategy: [] };
      await bed.call('PutClusterCapacityProviders', defaults);
      const { capacityProviderStrategy } = recorded.input as Json;
      await createFargate(bed, 'web', { launchType: undefined, desiredCount: 1, capacityProviderStrategy });
      await untilSteady(bed, 'web');
      const task = await firstTask(bed, 'web');
      await bed.admin('PUT', '/_sim/outer-world/capacity/FARGATE_SPOT', { state: 'unavailable' });
      await bed.admin('POST', '/_sim/services/kill-tasks', { cluster: 'demo', service: 'web' });
      assert.equal((await untilTask(bed, task, 'STOPPED'))['stopCode'], 'SpotInterruption');
      bed.advance(600);
      assert.equal((await describe(bed, 'web'))['runningCount'], 0);
      await bed.admin('DELETE', '/_sim/outer-world/capacity/FARGATE_SPOT');
      await untilSteady(bed, 'web');
      const next = await describeTask(bed, await firstTask(bed, 'web'));
      assert.equal(next['capacityProviderName'], 'FARGATE_SPOT');
    },
  },
  'ecs-stoppedreason-texts-documented': {
    run: async (bed, recorded) => {
      await demo(bed);
      const container = { portMappings: [{ containerPort: 80, hostPort: 80 }] };
      const unhealthy = [{ name: 'app', image: 'b:unhealthy', memory: 8, ...container }];
      await registerEc2(bed, 'balanced', { containerDefinitions: unhealthy });
      await registerFargate(bed, 'crash', { image: 'b:crash' });
      await setInstances(bed, { count: 3 });
      const loadBalancers = [{ loadBalancerName: 'main', containerName: 'app', containerPort: 80 }];
      const reasonOf = async (name: string, more: Json, stop: () => Promise<unknown>): Promise<string> => {
        await createEc2(bed, name, { desiredCount: 1, ...more });
        const task = await firstTask(bed, name);
        await untilTask(bed, task, 'RUNNING');
        await stop();
        return String((await untilTask(bed, task, 'STOPPED'))['stoppedReason']);
      };
      const nothing = (): Promise<void> => Promise.resolve();
      const found = [
        await reasonOf('a', {}, () => bed.call('UpdateService', { cluster: 'demo', service: 'a', desiredCount: 0 })),
        await reasonOf('b', { taskDefinition: 'balanced', loadBalancers }, nothing),
        await reasonOf('c', { taskDefinition: 'crash', launchType: 'FARGATE', networkConfiguration: network }, nothing),
      ];
      for (const leaving of ['terminated', 'deregistered']) {
        await setInstances(bed, { count: 1 });
        found.push(await reasonOf(leaving, {}, () => setInstances(bed, { count: 0, leaving })));
      }
      expectTexts(
        recorded,
        found.map((text) => text.replace(/\.$/, '')),
      );
    },
  },
};
