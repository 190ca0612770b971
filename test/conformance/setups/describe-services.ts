import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { textMatches } from '../compare.ts';
import type { RecordedCase } from '../cases.ts';
import { at } from '../setup.ts';
import type { CaseSetups } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import {
  createEc2,
  createFargate,
  demo,
  describe,
  messages,
  registerEc2,
  registerFargate,
  until,
  untilSteady,
} from './service-scenes.ts';
import { fargateScaled } from './update-service.ts';

const probe = [{ key: 'probe', value: 'x' }];

async function defaults(bed: TestBed): Promise<void> {
  await demo(bed);
  await createEc2(bed, 'defaults', { tags: probe });
}

/** A service with one task on a definition that works, then updated to one whose image cannot be pulled. */
async function brokenUpdate(bed: TestBed): Promise<void> {
  await bed.call('CreateCluster', { clusterName: 'demo' });
  await registerFargate(bed, 'web');
  await registerFargate(bed, 'web', { image: 'busybox:cannot-pull' });
  await createFargate(bed, 'web', {
    taskDefinition: 'web:1',
    desiredCount: 1,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  await untilSteady(bed, 'web');
  await bed.call('UpdateService', { cluster: 'demo', service: 'web', taskDefinition: 'web:2' });
}

function deployment(service: Json, index: number): Json {
  return at(service, 'deployments', index) as Json;
}

/** @throws AssertionError unless the events end with the recorded messages, in order, oldest first */
function expectMessages(recorded: RecordedCase, found: readonly string[]): void {
  const { messages: wanted } = recorded.output as { messages: string[] };
  const last = found.slice(-wanted.length);
  for (const [index, text] of wanted.entries()) {
    assert.ok(textMatches(text, last[index]), `${text} is not ${last[index]}`);
  }
}

export const setups: CaseSetups = {
  'ecs-describeservices-mixed': {
    prepare: async (bed) => {
      await defaults(bed);
      bed.advance(5);
    },
  },
  'ecs-describeservices-include-tags': {
    prepare: defaults,
    check: async (_answers, bed) => assert.equal('tags' in (await describe(bed, 'defaults')), false),
  },
  'ecs-describeservices-invalid-include': { prepare: defaults },
  'ecs-describeservices-cluster-missing': {},
  'ecs-describeservices-zero-tasks-completed': {
    prepare: async (bed) => {
      await defaults(bed);
      bed.advance(17.5);
    },
  },
  'ecs-describeservices-running-not-yet-complete': {
    prepare: async (bed) => {
      await fargateScaled(bed, 1);
      await until(bed, 'fargate', ({ runningCount }) => runningCount === 1);
      bed.advance(4);
    },
    ignore: {
      '$..events': 'the recorded answer does not have the started event yet, an answer some seconds later does',
    },
    partial: ['$.services[*]'],
    check: ([answer]) => assert.equal(at(answer?.body, 'services', 0, 'currentServiceDeployment'), undefined),
  },
  'ecs-events-scale-in-text': {
    run: async (bed, recorded) => {
      await fargateScaled(bed, 2);
      await untilSteady(bed, 'fargate');
      await bed.call('UpdateService', { cluster: 'demo', service: 'fargate', desiredCount: 0 });
      const stopping = await until(bed, 'fargate', ({ runningCount }) => runningCount === 0);
      const tasks = await bed.call('ListTasks', { cluster: 'demo', desiredStatus: 'STOPPED' });
      const { tasks: described } = await bed.call('DescribeTasks', { cluster: 'demo', tasks: tasks['taskArns'] });
      assert.equal(at(described, 0, 'lastStatus'), 'RUNNING');
      assert.match(String(messages(stopping).at(-1)), /has stopped 2 running tasks/);
      const service = await untilSteady(bed, 'fargate');
      const wanted = (recorded.output as { services: { events: Json[] }[] }).services[0]?.events ?? [];
      for (const [index, event] of wanted.entries()) {
        const found = String(at(service, 'events', index, 'message'));
        assert.ok(textMatches(String(event['message']), found), found);
      }
    },
  },
  'ecs-delete-sequence-statuses': {
    prepare: async (bed) => {
      await demo(bed);
      for (const name of ['defaults', 'token-other', 'arn', 'circuit']) await createEc2(bed, name);
      await createFargate(bed, 'fargate', { desiredCount: 1 });
      await untilSteady(bed, 'fargate');
      for (const service of ['defaults', 'token-other', 'arn', 'circuit']) {
        await bed.call('DeleteService', { cluster: 'demo', service });
      }
      bed.advance(32);
      await bed.call('DeleteService', { cluster: 'demo', service: 'fargate', force: true });
      bed.advance(28);
    },
    check: async (_answers, bed) => {
      for (let second = 0; second < 30; second += 1) {
        const { taskArns } = await bed.call('ListTasks', { cluster: 'demo', desiredStatus: 'STOPPED' });
        const { tasks } = await bed.call('DescribeTasks', { cluster: 'demo', tasks: taskArns });
        if ((tasks as Json[]).every(({ lastStatus }) => lastStatus === 'STOPPED')) break;
        bed.advance(1);
      }
      assert.equal((await describe(bed, 'fargate'))['status'], 'DRAINING');
      await bed.call('DeleteCluster', { cluster: 'demo' });
    },
  },
  'ecs-rollout-breaker-rollback-states': {
    run: async (bed) => {
      await brokenUpdate(bed);
      const start = bed.clock.now();
      const failures: number[] = [];
      for (const wanted of [1, 2]) {
        await until(bed, 'web', (now) => deployment(now, 0)['failedTasks'] === wanted);
        failures.push((bed.clock.now() - start) / 1_000);
      }
      const rollingBack = await until(bed, 'web', (now) => deployment(now, 1)?.['rolloutState'] === 'FAILED');
      failures.push((bed.clock.now() - start) / 1_000);
      const [first = 0, second = 0, third = 0] = failures;
      assert.ok(third - second > (second - first) * 2, 'the distance between tries grows');
      const former = deployment(rollingBack, 0);
      assert.equal(former['rolloutState'], 'IN_PROGRESS');
      assert.equal(former['runningCount'], 1);
      const reason = 'ECS deployment circuit breaker: rolling back to deploymentId ';
      assert.equal(former['rolloutStateReason'], `${reason}${String(former['id'])}`);
      const failed = deployment(rollingBack, 1);
      assert.equal(failed['status'], 'DRAINING');
      assert.equal(failed['rolloutStateReason'], 'ECS deployment circuit breaker: tasks failed to start.');
      assert.equal(failed['failedTasks'], 3);
    },
  },
  'ecs-rollout-breaker-old-id-reused': {
    run: async (bed) => {
      await brokenUpdate(bed);
      const [fresh, former] = (await describe(bed, 'web'))['deployments'] as Json[];
      const after = await until(bed, 'web', (now) => deployment(now, 0)['id'] === former?.['id']);
      assert.equal(deployment(after, 0)['rolloutState'], 'IN_PROGRESS');
      assert.equal(deployment(after, 1)['id'], fresh?.['id']);
      assert.equal(deployment(after, 1)['rolloutState'], 'FAILED');
      const done = await untilSteady(bed, 'web');
      assert.equal((done['deployments'] as Json[]).length, 1);
      assert.match(String(done['taskDefinition']), /web:1$/);
    },
  },
  'ecs-events-scaling-drill': {
    run: async (bed, recorded) => {
      await bed.call('CreateCluster', { clusterName: 'demo' });
      await registerFargate(bed, 'demo');
      await createFargate(bed, 'web');
      await untilSteady(bed, 'web');
      for (const desiredCount of [1, 2, 1, 2]) {
        await bed.call('UpdateService', { cluster: 'demo', service: 'web', desiredCount });
        const before = bed.clock.now();
        bed.advance(1);
        await until(bed, 'web', (now) => at(now, 'deployments', 0, 'desiredCount') === desiredCount);
        await untilSteady(bed, 'web');
        const sum = (bed.clock.now() - before) / 1_000;
        assert.ok(sum > 20 && sum < 60, `steady after ${sum} s`);
      }
      expectMessages(recorded, messages(await describe(bed, 'web')));
    },
  },
  'ecs-describeservices-eleven': { prepare: demo },
  'ecs-arn-of-wrong-kind': { prepare: demo },
  'ecs-describeservices-volume-name-only': {
    prepare: async (bed) => {
      await bed.call('CreateCluster', { clusterName: 'demo' });
      await registerEc2(bed, 'demo', { volumes: [{ name: 'data', configuredAtLaunch: true }] });
      await createEc2(bed, 'web', { taskDefinition: 'demo', volumeConfigurations: [{ name: 'data' }] });
    },
  },
};
