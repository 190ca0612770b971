import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { condition, IntegrationBed } from '../support/integration-bed.ts';
import { waitFor } from '../support/wait-for.ts';
import { scalingManifest, serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

const [TASK_DEFINITION, SERVICE, SCALING] = ['ecstaskdefinitions', 'ecsservices', 'ecsscalings'] as const;
const KINDS = [TASK_DEFINITION, SERVICE, SCALING];
const ORDERS = {
  'service-first': [SERVICE, SCALING, TASK_DEFINITION],
  'scaling-first': [SCALING, SERVICE, TASK_DEFINITION],
  'task-definition-first': [TASK_DEFINITION, SCALING, SERVICE],
} as const;
const NAMES = [...Object.keys(ORDERS), 'together', 'namespace'];
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 60 });
  for (const name of NAMES) {
    await bed.apply([taskDefinitionManifest(name), serviceManifest(name), scalingManifest(name)]);
  }
  await Promise.all(NAMES.map((name) => bed.untilDeployed(name)));
  await Promise.all(NAMES.map((name) => bed.untilReady(SCALING, name)));
}, 90_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

async function untilAllGone(name: string): Promise<void> {
  await Promise.all(KINDS.map((kind) => bed.untilGone(kind, name)));
}

/** What is left in AWS of the objects of this name. */
function remainsOf(name: string): string[] {
  return bed.ecs.remains().filter((arn) => arn.includes(`${bed.namespace}_${name}`));
}

describe('deletion', () => {
  it.each(['service-first', 'scaling-first'] as const)(
    '%s, one after the other: nothing is left',
    async (order) => {
      expect(remainsOf(order)).toHaveLength(4);
      for (const kind of ORDERS[order]) {
        await bed.delete(kind, order);
        await bed.untilGone(kind, order);
      }
      expect(remainsOf(order)).toEqual([]);
    },
    60_000,
  );

  it('task-definition-first: it waits for the service that runs it, and says so', async () => {
    const name = 'task-definition-first';
    await bed.delete(TASK_DEFINITION, name);
    const waiting = await bed.untilCondition(TASK_DEFINITION, name, 'Reconciling', 'Deleting');
    expect(condition(waiting, 'Ready')?.message).toContain(name);
    await bed.pass(120_000);
    expect(bed.ecs.revisions(name)).toEqual([1]);
    expect(bed.ecs.service(name)).toMatchObject({ status: 'ACTIVE', runningCount: 1 });
    for (const kind of [SCALING, SERVICE]) await bed.delete(kind, name);
    await untilAllGone(name);
    expect(remainsOf(name)).toEqual([]);
  }, 60_000);

  it('all at once, by kubectl: nothing is left', async () => {
    const objects = KINDS.map((kind) => `${kind}/together`);
    const { code } = await bed.cluster.kubectl(['delete', '-n', bed.namespace, '--wait=true', ...objects]);
    expect(code).toBe(0);
    await untilAllGone('together');
    expect(remainsOf('together')).toEqual([]);
  }, 60_000);

  it('of the namespace: it goes with everything in it, and AWS is empty', async () => {
    expect(remainsOf('namespace')).toHaveLength(4);
    await bed.cluster.deleteNamespace(bed.namespace);
    await waitFor(
      'the namespace to be gone',
      () => bed.cluster.get('namespaces', undefined, bed.namespace),
      (namespace) => namespace === undefined,
      60_000,
    );
    expect(bed.ecs.remains()).toEqual([]);
  }, 90_000);
});
