import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at } from '../setup.ts';
import type { CaseSetup, CaseSetups, Names } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import { describeTask, idOf, network, registerFargate, untilTask } from './service-scenes.ts';

/** The cluster and the definition of the recordings. */
async function demo(
  bed: TestBed,
  container: Json = {},
  more: Json = {},
  image = `demo/app@sha256:${'0'.repeat(64)}`,
): Promise<void> {
  await bed.call('CreateCluster', { clusterName: 'demo' });
  await registerFargate(bed, 'demo', { image, container: { name: 'main', ...container }, more });
}

const request = {
  cluster: 'arn:aws:ecs:us-east-1:111122223333:cluster/demo',
  taskDefinition: 'arn:aws:ecs:us-east-1:111122223333:task-definition/demo:1',
  count: 1,
  launchType: 'FARGATE',
  networkConfiguration: network,
  startedBy: 'probe',
  clientToken: 'first',
};

async function run(bed: TestBed, more: Json = {}): Promise<string> {
  const answer = await bed.call('RunTask', { ...request, ...more });
  return String(at(answer, 'tasks', 0, 'taskArn'));
}

async function taskArns(bed: TestBed): Promise<unknown> {
  return (await bed.call('ListTasks', { cluster: 'demo' }))['taskArns'];
}

/** A request that is refused, and starts nothing. */
function refused(prepare: (bed: TestBed, names: Names) => Promise<unknown> = (bed) => demo(bed)): CaseSetup {
  return { prepare, check: async (_answers, bed) => assert.deepEqual(await taskArns(bed), []) };
}

export const setups: CaseSetups = {
  'ecs-runtask-fargate-admission': { prepare: (bed) => demo(bed) },
  'ecs-runtask-replay-same-token': {
    prepare: (bed) => demo(bed),
    check: async ([first, second], bed) => {
      assert.equal(at(first?.body, 'tasks', 0, 'taskArn'), at(second?.body, 'tasks', 0, 'taskArn'));
      assert.equal(((await taskArns(bed)) as unknown[]).length, 1);
    },
  },
  'ecs-runtask-token-conflict': {
    prepare: async (bed, names) => {
      await demo(bed);
      names.set('<task>', idOf(await run(bed)));
    },
    check: async ([answer], bed, names) => {
      const resource = `arn:aws:ecs:us-east-1:111122223333:task/demo/${names.get('<task>')}`;
      assert.deepEqual(answer?.body['resourceIds'], [resource]);
      assert.equal(((await taskArns(bed)) as unknown[]).length, 1);
    },
  },
  'ecs-runtask-replay-shows-current-state': {
    run: async (bed, recorded) => {
      await demo(bed);
      const tags = at(recorded.output, 2, 'tasks', 0, 'tags') as Json[];
      const arn = await run(bed, { tags });
      const replay = async (): Promise<Json> => {
        const answer = await bed.call('RunTask', { ...request, tags });
        assert.equal(at(answer, 'tasks', 0, 'taskArn'), arn);
        return at(answer, 'tasks', 0) as Json;
      };
      const state = ({ lastStatus, desiredStatus }: Json): unknown[] => [lastStatus, desiredStatus];
      assert.deepEqual(state(await replay()), ['PROVISIONING', 'RUNNING']);
      await bed.call('StopTask', { cluster: 'demo', task: arn, reason: 'probe' });
      const stopping = await replay();
      assert.deepEqual(state(stopping), ['PROVISIONING', 'STOPPED']);
      assert.equal(stopping['stopCode'], 'UserInitiated');
      assert.equal(typeof stopping['stoppingAt'], 'number');
      await untilTask(bed, arn, 'STOPPED');
      const stopped = await replay();
      assert.deepEqual(state(stopped), ['STOPPED', 'STOPPED']);
      assert.equal(stopped['stoppedReason'], 'probe');
      assert.deepEqual(stopped['tags'], tags);
      assert.deepEqual(await taskArns(bed), []);
    },
  },
  'ecs-runtask-token-other-cluster': {
    prepare: async (bed) => {
      await demo(bed);
      await bed.call('CreateCluster', { clusterName: 'other' });
      await run(bed);
    },
  },
  'ecs-runtask-public-ip-without-launchtype': refused(),
  'ecs-runtask-missing-network': refused(),
  'ecs-runtask-launchtype-and-strategy': refused(),
  'ecs-runtask-subnet-missing': refused(),
  'ecs-runtask-security-group-malformed': refused(),
  'ecs-runtask-role-cannot-be-assumed': refused(async (bed) => {
    await demo(bed);
    await bed.admin('PUT', '/_sim/outer-world/role/arn:aws:iam::111122223333:role/missing', { state: 'missing' });
  }),
  'ecs-runtask-no-container-instances': refused(async (bed) => {
    await bed.call('CreateCluster', { clusterName: 'demo' });
    const containerDefinitions = [{ name: 'main', image: 'demo/app:1', memory: 32 }];
    await bed.call('RegisterTaskDefinition', { family: 'demo', containerDefinitions });
  }),
  'ecs-runtask-tags-from-definition': {
    prepare: (bed) => demo(bed, {}, { tags: [tag('overlap', 'definition'), tag('definition-only', 'd')] }),
    check: async ([answer], bed) => {
      const resourceArn = request.taskDefinition;
      await bed.call('TagResource', { resourceArn, tags: [tag('definition-only', 'changed')] });
      const task = String(at(answer?.body, 'tasks', 0, 'taskArn'));
      const told = await bed.call('DescribeTasks', { cluster: 'demo', tasks: [task], include: ['TAGS'] });
      assert.deepEqual(at(told, 'tasks', 0, 'tags'), at(answer?.body, 'tasks', 0, 'tags'));
    },
  },
  'ecs-runtask-throttled': {
    prepare: async (bed) => {
      await bed.admin('PUT', '/_sim/throttling', { enabled: true });
      for (let call = 0; call < 100; call += 1)
        await bed.send('RunTask', { cluster: 'none', taskDefinition: 'demo:1' });
    },
  },
  'ecs-runtask-ebs-volume': {
    prepare: (bed) => demo(bed, {}, { volumes: [{ name: 'data', configuredAtLaunch: true }] }),
  },
  'ecs-describetasks-out-of-memory': {
    run: async (bed, recorded) => {
      await demo(bed, {}, {}, 'demo/app:out-of-memory');
      const task = await untilTask(bed, await run(bed), 'STOPPED');
      const wanted = at(recorded.output, 'tasks', 0) as Json;
      const { lastStatus, stopCode, stoppedReason } = task;
      const { exitCode, reason } = at(task, 'containers', 0) as Json;
      assert.deepEqual({ lastStatus, stopCode, stoppedReason, containers: [{ exitCode, reason }] }, wanted);
    },
  },
  'ecs-updatetaskprotection-standalone': {
    prepare: async (bed, names) => {
      await demo(bed);
      const arn = await run(bed);
      await untilTask(bed, arn, 'RUNNING');
      assert.equal((await describeTask(bed, arn))['group'], 'family:demo');
      names.set('<task>', idOf(arn));
    },
  },
};

function tag(key: string, value: string): Json {
  return { key, value };
}
