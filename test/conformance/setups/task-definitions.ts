import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import type { TestBed } from '../test-bed.ts';
import { at } from '../setup.ts';
import type { CaseSetups } from '../setup.ts';

const fargate = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' };
const stopTimeoutBody = {
  family: 'demo',
  ...fargate,
  runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
  containerDefinitions: [
    {
      name: 'app',
      image: `repo/app@sha256:${'0'.repeat(64)}`,
      essential: true,
      entryPoint: ['/bin/x'],
      command: ['-c', 'y'],
      stopTimeout: 10,
    },
  ],
  tags: [{ key: 'probe', value: 'x' }],
};

async function register(bed: TestBed, family: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await bed.call('RegisterTaskDefinition', {
      family,
      ...fargate,
      containerDefinitions: [{ name: 'app', image: 'busybox' }],
    });
  }
}

/** Registers with one container's timeout; gives the error's text, or undefined when it was accepted. */
async function registerWithTimeout(bed: TestBed, timeout: Json, compatibility?: string): Promise<string | undefined> {
  const { status, body } = await bed.send('RegisterTaskDefinition', {
    family: 'bounds',
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    ...(compatibility === undefined ? {} : { requiresCompatibilities: [compatibility] }),
    containerDefinitions: [{ name: 'app', image: 'busybox', ...timeout }],
  });
  return status === 200 ? undefined : `${String(body['__type'])}: ${String(body['message'])}`;
}

async function checkTimeoutBounds(bed: TestBed): Promise<void> {
  for (const compatibility of ['FARGATE', 'EC2']) {
    for (const member of ['startTimeout', 'stopTimeout']) {
      for (const refused of [-1, 0, 1]) {
        assert.match((await registerWithTimeout(bed, { [member]: refused }, compatibility)) ?? '', /^ClientException/);
      }
      assert.equal(await registerWithTimeout(bed, { [member]: 2 }, compatibility), undefined);
    }
  }
  assert.equal(await registerWithTimeout(bed, { startTimeout: 121 }, 'FARGATE'), undefined);
  assert.match((await registerWithTimeout(bed, { stopTimeout: 121 }, 'FARGATE')) ?? '', /^ClientException/);
  assert.equal(await registerWithTimeout(bed, { stopTimeout: 121 }, 'EC2'), undefined);
}

async function countRevisions(bed: TestBed): Promise<number> {
  const { taskDefinitionArns } = await bed.call('ListTaskDefinitions', {});
  return (taskDefinitionArns as string[]).length;
}

export const setups: CaseSetups = {
  'ecs-registertd-fargate-stoptimeout': {
    check: async (_answers, bed) => {
      const read = async (): Promise<string> => {
        const { taskDefinition } = await bed.call('DescribeTaskDefinition', { taskDefinition: 'demo' });
        return String(at(taskDefinition, 'compatibilities'));
      };
      const orders = new Set<string>();
      for (let count = 0; count < 20; count += 1) orders.add(await read());
      assert.ok(orders.size > 1, 'compatibilities come in no stable order');
    },
  },
  'ecs-registertd-same-content-new-revision': {
    prepare: (bed) => bed.call('RegisterTaskDefinition', stopTimeoutBody),
  },
  'ecs-registertd-no-attributes': {},
  'ecs-registertd-fargate-no-platform': {},
  'ecs-registertd-fargate-bridge': {
    check: async (_answers, bed) => assert.equal(await countRevisions(bed), 0),
  },
  'ecs-registertd-depends-missing': {},
  'ecs-registertd-depends-ok': {
    ordered: ['$..containerDefinitions'],
    check: ([answer]) =>
      assert.equal('dependsOn' in (at(answer?.body, 'taskDefinition', 'containerDefinitions', 1) as Json), false),
  },
  'ecs-registertd-timeout-bounds': {
    check: async ([answer], bed) => {
      const compatibilities = at(answer?.body, 'taskDefinition', 'compatibilities') as string[];
      assert.ok(compatibilities.includes('EC2') && !compatibilities.includes('FARGATE'));
      await checkTimeoutBounds(bed);
    },
  },
  'ecs-registertd-stoptimeout-short': {
    check: async (_answers, bed) => {
      for (const stopTimeout of [-1, 0, 1]) {
        for (const compatibility of ['FARGATE', 'EC2']) {
          const text = await registerWithTimeout(bed, { stopTimeout }, compatibility);
          assert.equal(text, "ClientException: Granular stop timeout on container 'app' must be at least 2 seconds.");
        }
      }
      assert.equal(await registerWithTimeout(bed, { stopTimeout: 2 }, 'FARGATE'), undefined);
    },
  },
  'ecs-registertd-stoptimeout-fargate-121': {
    check: async (_answers, bed) =>
      assert.equal(await registerWithTimeout(bed, { stopTimeout: 120 }, 'FARGATE'), undefined),
  },
  'ecs-registertd-family-syntax': {
    run: async (bed, { error }) => {
      const { body } = await bed.send('RegisterTaskDefinition', {
        family: 'bad family!',
        containerDefinitions: [{ name: 'app', image: 'busybox', memory: 32 }],
      });
      assert.deepEqual(body, { __type: error?.code, message: error?.message });
    },
  },
  'ecs-deregistertd': {
    prepare: (bed) => register(bed, 'demo', 2),
    check: ([answer]) => {
      const definition = at(answer?.body, 'taskDefinition') as Json;
      assert.equal('deregisteredAt' in definition, false);
      assert.equal('tags' in (answer?.body ?? {}), false);
      assert.equal(at(definition, 'containerDefinitions', 0, 'name'), 'app');
    },
  },
  'ecs-deregistertd-twice': {
    prepare: async (bed, names) => {
      await register(bed, 'main', 2);
      const first = await bed.call('DeregisterTaskDefinition', { taskDefinition: 'main:2' });
      assert.equal(at(first, 'taskDefinition', 'previousStatus'), 'ACTIVE');
      names.set('first', String(bed.clock.now() / 1000));
      bed.advance(60);
    },
    check: ([answer], _bed, names) => {
      assert.equal(String(at(answer?.body, 'taskDefinition', 'deregisteredAt')), names.get('first'));
      assert.equal(at(answer?.body, 'taskDefinition', 'previousStatus'), 'INACTIVE');
    },
  },
  'ecs-describetd-missing': {
    prepare: (bed) => register(bed, 'known', 1),
    check: async ([answer], bed) => {
      const { body } = await bed.send('DescribeTaskDefinition', { taskDefinition: 'known:999' });
      assert.deepEqual(body, answer?.body);
    },
  },
  'ecs-describetd-include-tags-none': { prepare: (bed) => register(bed, 'main', 2) },
  'ecs-describetd-delete-in-progress': {
    prepare: async (bed) => {
      await register(bed, 'demo-b', 1);
      await bed.call('DeregisterTaskDefinition', { taskDefinition: 'demo-b:1' });
      await bed.call('DeleteTaskDefinitions', { taskDefinitions: ['demo-b:1'] });
      bed.advance(300);
    },
  },
  'ecs-listtds-page': {
    prepare: (bed) => register(bed, 'main', 2),
    check: async (_answers, bed) => {
      const down = await bed.call('ListTaskDefinitions', { familyPrefix: 'main', sort: 'DESC' });
      assert.match(String(at(down, 'taskDefinitionArns', 0)), /main:2$/);
      assert.equal('nextToken' in down, false);
    },
  },
  'ecs-listtds-delete-in-progress': {
    prepare: async (bed) => {
      await register(bed, 'demo', 3);
      const taskDefinitions = ['demo:1', 'demo:2', 'demo:3'];
      for (const taskDefinition of taskDefinitions) await bed.call('DeregisterTaskDefinition', { taskDefinition });
      await bed.call('DeleteTaskDefinitions', { taskDefinitions });
    },
  },
  'ecs-deletetds-family-only': { prepare: (bed) => register(bed, 'main', 1) },
};
