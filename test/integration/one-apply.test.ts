import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntegrationBed } from '../support/integration-bed.ts';
import { serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

const ROUNDS = 20;
const NAMES = Array.from({ length: ROUNDS }, (_, index) => `app-${index}`);
let bed: IntegrationBed;

/** The name's stack in a given version: both objects differ from every other version. */
function stack(name: string, version: number) {
  return {
    taskDefinition: taskDefinitionManifest(name, `app:${version}`),
    service: serviceManifest(name, {
      networkConfiguration: { awsvpcConfiguration: { subnets: [`subnet-0000000${version}`] } },
    }),
  };
}

async function untilAllDeployed(): Promise<void> {
  await Promise.all(NAMES.map((name) => bed.untilDeployed(name, 90_000)));
}

beforeAll(async () => {
  bed = await IntegrationBed.start();
  for (const name of NAMES) await bed.apply(Object.values(stack(name, 1)));
  await untilAllDeployed();
}, 120_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

type Stack = ReturnType<typeof stack>;
type Applied = Stack[keyof Stack];

/** Applies the objects of one stack after the other through the API, as a GitOps tool does. */
async function applyEach(order: (objects: Stack) => Applied[], version: number): Promise<void> {
  for (const name of NAMES) await bed.apply(order(stack(name, version)));
}

/** One `kubectl apply` of everything. */
async function kubectlApply(order: (objects: Stack) => Applied[], version: number): Promise<void> {
  const items = NAMES.flatMap((name) => order(stack(name, version)));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const args = ['apply', '--server-side', '--force-conflicts', '-n', bed.namespace, '-f', '-'];
  const { code, stderr } = await bed.cluster.kubectl(args, list);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

function taskDefinitionFirst({ taskDefinition, service }: Stack): Applied[] {
  return [taskDefinition, service];
}

function serviceFirst({ taskDefinition, service }: Stack): Applied[] {
  return [service, taskDefinition];
}

describe('task definition and service changed in one apply, twenty times', () => {
  it.each([
    { how: 'task definition first', version: 2, apply: applyEach, order: taskDefinitionFirst },
    { how: 'service first', version: 3, apply: applyEach, order: serviceFirst },
    { how: 'kubectl, task definition first', version: 4, apply: kubectlApply, order: taskDefinitionFirst },
    { how: 'kubectl, service first', version: 5, apply: kubectlApply, order: serviceFirst },
  ])(
    '$how: one service deployment each, and nothing looks done before it ended',
    async ({ version, apply, order }) => {
      const start = bed.history.revision;
      await apply(order, version);
      await untilAllDeployed();
      const rollouts = Array.from({ length: version }, () => 'SUCCESSFUL');
      expect(NAMES.map((name) => account(name, start))).toEqual(
        NAMES.map((name) => ({ name, rollouts, turns: 1, endedBefore: true })),
      );
    },
    120_000,
  );
});

/** What became of a stack's change since `start`, in ECS and in the eyes of kstatus. */
function account(name: string, start: bigint) {
  const [newest] = bed.ecs.deployments(name);
  const turns = bed.history.turnsAllCurrent(name, start);
  const endedBefore = turns.every(({ arrivedAt }) => bed.wallTimeOf(newest?.finishedAt) <= arrivedAt);
  return { name, rollouts: bed.ecs.rollouts(name), turns: turns.length, endedBefore };
}
