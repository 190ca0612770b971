import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at } from '../setup.ts';
import type { CaseSetups, Names } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import {
  createFargate,
  describeTask,
  firstTask,
  idOf,
  registerFargate,
  untilSteady,
  untilTask,
  type DefinitionOptions,
} from './service-scenes.ts';

/** The recordings ran a standalone task; here a service starts it. */
const standalone = {
  '$..runtimeId': 'the task id, a dash and a random number of ten digits',
  '$..group': 'a service started the task, not RunTask',
  '$..startedBy': 'a service started the task, not RunTask',
};

const DIGEST = `demo/app@sha256:${'0'.repeat(64)}`;

/** A service `fargate` with one task, which is `<task>` and `<a>` in the case. */
async function withTask(bed: TestBed, names: Names, options: DefinitionOptions = {}): Promise<string> {
  await bed.call('CreateCluster', { clusterName: 'demo' });
  await registerFargate(bed, 'demo', options);
  await createFargate(bed, 'fargate', { desiredCount: 1 });
  const task = await firstTask(bed, 'fargate');
  names.set('task/demo/<task>', `task/demo/${idOf(task)}`);
  names.set('task/demo/<a>', `task/demo/${idOf(task)}`);
  return task;
}

const main: DefinitionOptions = { image: DIGEST, container: { name: 'main' } };

async function withRunningTask(bed: TestBed, names: Names): Promise<string> {
  const task = await withTask(bed, names, main);
  await untilTask(bed, task, 'RUNNING');
  return task;
}

function times(task: Json, ...members: string[]): number[] {
  return members.map((member) => Number(task[member]));
}

export const setups: CaseSetups = {
  'ecs-describetasks-service-task-pending': {
    prepare: async (bed, names) => {
      await withTask(bed, names);
      bed.advance(15.5);
    },
    partial: ['$.tasks[*].containers[*]', '$.tasks[*]'],
    check: ([answer]) => {
      const task = at(answer?.body, 'tasks', 0) as Json;
      // The standalone tasks' recordings have `connectivity` from the moment the interface is attached; so have we.
      for (const member of ['pullStartedAt', 'startedAt']) assert.equal(member in task, false);
    },
  },
  'ecs-describetasks-user-stopped': {
    prepare: async (bed, names) => {
      const task = await withTask(bed, names);
      await untilTask(bed, task, 'RUNNING');
      await bed.call('StopTask', { cluster: 'demo', task, reason: 'enough' });
      bed.advance(18);
    },
    check: async ([answer], bed) => {
      const task = at(answer?.body, 'tasks', 0) as Json;
      assert.equal(task['stoppedReason'], 'enough');
      assert.equal('stoppedAt' in task, false);
      const stopped = await untilTask(bed, String(task['taskArn']), 'STOPPED');
      const [exit = 0, end = 0] = times(stopped, 'executionStoppedAt', 'stoppedAt');
      assert.ok(Math.abs(end - exit - 24) < 1);
    },
  },
  'ecs-describetasks-provisioning': {
    prepare: async (bed, names) => {
      await withTask(bed, names, main);
      bed.advance(1.5);
    },
    ignore: standalone,
  },
  'ecs-describetasks-eni-before-pending': {
    prepare: async (bed, names) => {
      await withTask(bed, names, main);
      bed.advance(7.5);
    },
    ignore: {
      '$.tasks[*].attachments[*].details': 'addresses are random; checked beside',
      '$..privateIpv4Address': 'addresses are random; checked beside',
    },
    check: ([answer]) => {
      const task = at(answer?.body, 'tasks', 0);
      const details = at(task, 'attachments', 0, 'details') as { name: string; value: string }[];
      const named = new Map(details.map(({ name, value }) => [name, value]));
      assert.deepEqual([...named.keys()], ['subnetId', 'networkInterfaceId', 'macAddress', 'privateIPv4Address']);
      const shown = at(task, 'containers', 0, 'networkInterfaces', 0, 'privateIpv4Address');
      assert.equal(shown, named.get('privateIPv4Address'));
    },
  },
  'ecs-task-timeline-natural-exit': {
    run: async (bed, recorded, names) => {
      const task = await withTask(bed, names, { image: 'demo/app:crash' });
      const seen: Json[] = [];
      for (let half = 0; half < 200; half += 1) {
        const { lastStatus, desiredStatus, version } = await describeTask(bed, task);
        if (seen.at(-1)?.['version'] !== version) seen.push({ lastStatus, desiredStatus, version });
        bed.advance(0.5);
      }
      const { timeline } = recorded.output as { timeline: Json[] };
      for (const entry of timeline) {
        const found = seen.find(({ version }) => version === entry['version']);
        assert.deepEqual({ ...found, ...entry }, found);
      }
      const order = ['createdAt', 'connectivityAt', 'pullStartedAt', 'pullStoppedAt', 'startedAt'];
      const end = ['executionStoppedAt', 'stoppingAt', 'stoppedAt'];
      const moments = times(await describeTask(bed, task), ...order, ...end);
      assert.deepEqual(
        moments,
        moments.toSorted((a, b) => a - b),
      );
      assert.ok(Math.abs(Number(moments[6]) - Number(moments[5]) - 10) < 0.5);
    },
  },
  'ecs-describetasks-stopped-after-exit': {
    prepare: async (bed, names) => {
      const task = await withTask(bed, names, { image: 'demo/app:crash', container: { name: 'main' } });
      await untilTask(bed, task, 'STOPPED');
    },
    ignore: {
      ...standalone,
      '$..exitCode': 'a container that ends here does so because its image says crash: with 1',
      '$..image': 'the tag decides the fate',
      '$..version': 'this recording counts one state less than the recorded timeline of such a task',
      '$.tasks[*].attachments[*].details': 'addresses are random',
      '$..privateIpv4Address': 'addresses are random',
    },
  },
  'ecs-describetasks-elb-health-failed': {
    run: async (bed, recorded, names) => {
      await bed.call('CreateCluster', { clusterName: 'demo' });
      await registerFargate(bed, 'demo', {
        image: 'demo/app:unhealthy',
        container: { portMappings: [{ containerPort: 8080 }] },
      });
      const targetGroupArn = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/<tg>';
      const loadBalancers = [{ targetGroupArn, containerName: 'app', containerPort: 8080 }];
      await createFargate(bed, 'web', { desiredCount: 1, loadBalancers });
      const task = await firstTask(bed, 'web');
      names.set('<task>', idOf(task));
      const stopped = await untilTask(bed, task, 'STOPPED');
      const wanted = at(recorded.output, 'tasks', 0) as Json;
      for (const member of ['lastStatus', 'stopCode', 'stoppedReason']) {
        assert.equal(stopped[member], wanted[member]);
      }
    },
  },
  'ecs-arn-of-other-cluster': {
    prepare: async (bed) => {
      await bed.call('CreateCluster', {});
      await bed.call('CreateCluster', { clusterName: 'demo' });
    },
  },
  'ecs-listtasks-by-service': {
    prepare: async (bed, names) => {
      const task = await withTask(bed, names);
      await untilSteady(bed, 'fargate');
      await bed.call('StopTask', { cluster: 'demo', task });
      bed.advance(7);
    },
    check: async ([answer], bed) => {
      const [stopped = ''] = at(answer?.body, 'taskArns') as string[];
      assert.equal((await describeTask(bed, stopped))['lastStatus'], 'RUNNING');
    },
  },
  'ecs-stoptask-answer': {
    prepare: withRunningTask,
    ignore: {
      ...standalone,
      '$.task.attachments[*].details': 'addresses are random',
      '$..privateIpv4Address': 'addresses are random',
    },
    check: ([answer]) => {
      const task = at(answer?.body, 'task') as Json;
      assert.equal('healthStatus' in task, false);
    },
  },
  'ecs-old-stoptask': {
    prepare: async (bed, names) => {
      await bed.call('CreateCluster', { clusterName: 'Default' });
      await registerFargate(bed, 'demo');
      await createFargate(bed, 'home-web', { cluster: 'Default', desiredCount: 1 });
      bed.advance(60);
      const { taskArns } = await bed.call('ListTasks', { cluster: 'Default' });
      names.set('<uuid>', idOf(String(at(taskArns, 0))));
    },
    check: ([answer]) => assert.equal('stoppedAt' in (at(answer?.body, 'task') as Json), false),
  },
  'ecs-stoptask-already-stopped': {
    prepare: async (bed, names) => {
      const task = await withRunningTask(bed, names);
      await bed.call('StopTask', { cluster: 'demo', task });
      await untilTask(bed, task, 'STOPPED');
    },
    check: ([answer]) => assert.equal('attributes' in (at(answer?.body, 'task') as Json), false),
  },
};
