import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at } from '../setup.ts';
import type { CaseSetup, CaseSetups, Names } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import { describeTask, idOf, network, registerFargate, untilTask } from './service-scenes.ts';

/** Standalone tasks that do not live as they should: recorded with RunTask, and brought about with it. */
async function runDemo(bed: TestBed, names: Names, containerDefinitions: Json[], more: Json = {}): Promise<string> {
  await bed.call('CreateCluster', { clusterName: 'demo' });
  await registerFargate(bed, 'demo', { more: { containerDefinitions, ...more } });
  const request = { cluster: 'demo', taskDefinition: 'demo:1', launchType: 'FARGATE', startedBy: 'probe' };
  const answer = await bed.call('RunTask', { ...request, networkConfiguration: network });
  const arn = String(at(answer, 'tasks', 0, 'taskArn'));
  names.set('<task>', idOf(arn));
  return arn;
}

const image = `demo/app@sha256:${'0'.repeat(64)}`;

/** The states that a task is seen in, every half second, each once. */
async function watch(bed: TestBed, task: string, seconds: number, pick: (task: Json) => Json): Promise<Json[]> {
  const seen: Json[] = [];
  for (let half = 0; half < seconds * 2; half += 1) {
    const state = pick(await describeTask(bed, task));
    if (JSON.stringify(seen.at(-1)) !== JSON.stringify(state)) seen.push(state);
    bed.advance(0.5);
  }
  return seen;
}

/** The log driver of the case cannot make its stream: `state` says why. */
function logFailure(state: string): CaseSetup {
  const options = { 'awslogs-group': '/demo', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'probe' };
  return {
    prepare: async (bed, names) => {
      await bed.admin('PUT', '/_sim/outer-world/log-group/%2Fdemo', { state });
      const main = { name: 'main', image, logConfiguration: { logDriver: 'awslogs', options } };
      const executionRoleArn = 'arn:aws:iam::111122223333:role/exec';
      const task = await runDemo(bed, names, [main], { executionRoleArn });
      const seen = await watch(bed, task, 60, ({ lastStatus }) => ({ lastStatus }));
      const states = ['PROVISIONING', 'PENDING', 'DEPROVISIONING', 'STOPPED'];
      assert.deepEqual(
        seen.map(({ lastStatus }) => lastStatus),
        states,
      );
    },
    ignore: {
      '$..version': 'the two recordings of this kind differ in it: 5 and 4',
      '$.tasks[*].attachments[*].details': 'addresses are random',
      '$..privateIpv4Address': 'addresses are random',
      '$..runtimeId': 'the task id, a dash and a random number of ten digits',
    },
    check: ([answer]) => {
      const task = at(answer?.body, 'tasks', 0) as Record<string, number>;
      const [created = 0, from = 0, to = 0, stopped = 0] = [
        task['createdAt'],
        task['pullStartedAt'],
        task['pullStoppedAt'],
        task['stoppedAt'],
      ];
      assert.ok(to - from < 0.1 && to >= from);
      assert.ok(stopped - created >= 33 && stopped - created <= 48);
    },
  };
}

const check = { command: ['CMD', 'true'], interval: 5, retries: 2 };

export const setups: CaseSetups = {
  'ecs-describetasks-log-group-missing': logFailure('missing'),
  'ecs-describetasks-log-stream-denied': logFailure('not-permitted'),
  'ecs-task-timeline-user-stop': {
    run: async (bed, recorded, names) => {
      const deaf = { name: 'main', image: 'demo/app:ignores-sigterm', stopTimeout: 10 };
      const task = await runDemo(bed, names, [deaf]);
      const running = await untilTask(bed, task, 'RUNNING');
      bed.advance(10);
      await bed.call('StopTask', { cluster: 'demo', task, reason: 'probe' });
      const told = await describeTask(bed, task);
      assert.deepEqual([told['lastStatus'], told['desiredStatus']], ['RUNNING', 'STOPPED']);
      assert.equal(told['stoppedReason'], 'probe');
      assert.equal(Number(told['version']), Number(running['version']) + 1);
      const leaving = await untilTask(bed, task, 'DEPROVISIONING');
      const { version: _version, ...wanted } = at(recorded.output, 'timeline', 1) as Json;
      const { lastStatus, desiredStatus, stopCode } = leaving;
      const { name, exitCode } = at(leaving, 'containers', 0) as Json;
      assert.deepEqual({ lastStatus, desiredStatus, stopCode, containers: [{ name, exitCode }] }, wanted);
      assert.equal(Number(leaving['version']), Number(told['version']) + 1);
      assert.ok(Math.abs(Number(leaving['executionStoppedAt']) - Number(told['stoppingAt']) - 21.3) < 0.5);
      assert.ok(Math.abs(bed.clock.now() / 1_000 - Number(leaving['executionStoppedAt']) - 10) < 1);
    },
  },
  'ecs-task-success-dependency-failed': {
    prepare: async (bed, names) => {
      const task = await runDemo(bed, names, [
        { name: 'init', image: 'demo/init:exit-7', essential: false },
        { name: 'dependent', image, dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
      ]);
      const seen = await watch(bed, task, 60, ({ lastStatus }) => ({ lastStatus }));
      assert.deepEqual(
        seen.map(({ lastStatus }) => lastStatus),
        ['PROVISIONING', 'PENDING', 'DEPROVISIONING', 'STOPPED'],
      );
    },
    check: ([answer]) => {
      const task = at(answer?.body, 'tasks', 0) as Json;
      assert.equal('startedAt' in task, false);
      const containers = task['containers'] as Json[];
      const dependent = containers.find(({ name }) => name === 'dependent') ?? {};
      assert.equal('exitCode' in dependent || 'reason' in dependent, false);
      assert.ok('runtimeId' in dependent && 'imageDigest' in dependent);
    },
  },
  'ecs-task-unhealthy-standalone-keeps-running': {
    run: async (bed, recorded, names) => {
      const task = await runDemo(bed, names, [
        { name: 'provider', image: 'demo/app:unhealthy-later', healthCheck: check },
        { name: 'dependent', image, dependsOn: [{ containerName: 'provider', condition: 'HEALTHY' }] },
      ]);
      const seen = await watch(bed, task, 240, ({ lastStatus, desiredStatus, healthStatus, containers }) => {
        const of = (name: string): Json => (containers as Json[]).find((each) => each['name'] === name) ?? {};
        const [provider, dependent] = [of('provider'), of('dependent')];
        assert.equal(dependent['healthStatus'], 'UNKNOWN');
        return {
          lastStatus,
          desiredStatus,
          healthStatus,
          provider: provider['lastStatus'],
          dependent: dependent['lastStatus'],
        };
      });
      const [waiting, ...others] = (recorded.output as { timeline: Json[] }).timeline;
      const found = seen.findIndex((state) =>
        Object.entries(waiting ?? {}).every(([key, value]) => state[key] === value),
      );
      assert.ok(found > 0);
      for (const [index, { dependent: _health, ...wanted }] of others.entries()) {
        assert.deepEqual({ ...seen[found + 1 + index], ...wanted }, seen[found + 1 + index]);
      }
      assert.equal(seen.length, found + 1 + others.length);
      assert.deepEqual([seen.at(-1)?.['lastStatus'], seen.at(-1)?.['desiredStatus']], ['RUNNING', 'RUNNING']);
    },
  },
};
