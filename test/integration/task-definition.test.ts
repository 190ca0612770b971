import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntegrationBed, condition } from '../support/integration-bed.ts';

const KIND = 'ecstaskdefinitions';
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start();
}, 60_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

function manifest(name: string, spec: object = {}) {
  return {
    apiVersion: 'ecs-operator.dev/v1alpha1',
    kind: 'EcsTaskDefinition',
    metadata: { name },
    spec: { deletionPolicy: 'Delete', containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }], ...spec },
  };
}

function activeRevisions(name: string): number {
  const familyPrefix = `${bed.namespace}_${name}`;
  const answer = bed.simulator.act('ecs', 'ListTaskDefinitions', { familyPrefix, status: 'ACTIVE' });
  return (answer.taskDefinitionArns as string[]).length;
}

describe('EcsTaskDefinition on a real API server', () => {
  it('is born in progress, registers, changes, goes back, and is deleted with nothing left', async () => {
    const [born] = await bed.apply([manifest('web')]);
    expect(born?.['status']).toEqual({ observedGeneration: -1 });
    expect((await bed.untilReady(KIND, 'web')).status).toMatchObject({ revision: 1, observedGeneration: 1 });

    await bed.apply([manifest('web', { containerDefinitions: [{ name: 'app', image: 'app:2', memory: 128 }] })]);
    await bed.until(KIND, 'web', ({ status }) => status?.['revision'] === 2);
    await bed.apply([manifest('web')]);
    await bed.until(KIND, 'web', ({ status }) => status?.['revision'] === 1);
    expect(activeRevisions('web')).toBe(2);

    await bed.delete(KIND, 'web');
    await bed.untilGone(KIND, 'web');
    expect(activeRevisions('web')).toBe(0);
  }, 120_000);

  it('applied 20 times over: no AWS write, no status write, spec and generation untouched', async () => {
    await bed.apply([manifest('steady')]);
    const before = await bed.untilReady(KIND, 'steady');
    const writes = bed.awsWrites();
    for (let round = 0; round < 20; round += 1) await bed.apply([manifest('steady')]);
    await bed.cluster.patch(KIND, bed.namespace, 'steady', {
      metadata: { annotations: { 'ecs-operator.dev/reconcile-requested-at': 'now' } },
    });
    const after = await bed.until(KIND, 'steady', ({ status }) => status?.['lastHandled'] !== undefined);
    expect(bed.awsWrites()).toEqual(writes);
    expect(after.metadata.generation).toBe(before.metadata.generation);
    expect(after['spec']).toEqual(before['spec']);
    const { lastHandled: _echo, ...status } = { lastHandled: undefined, ...after.status };
    expect(status).toEqual(before.status);
  }, 60_000);

  it('a refusal by AWS stalls it, and a corrected manifest recovers', async () => {
    // More than the 64 KiB that AWS takes in all; each value alone is fine.
    const environment = ['A', 'B', 'C'].map((name) => ({ name, value: name.repeat(25_000) }));
    const containerDefinitions = [{ name: 'app', image: 'app:1', memory: 64, environment }];
    await bed.apply([manifest('refused', { containerDefinitions })]);
    const stalled = await bed.untilCondition(KIND, 'refused', 'Stalled', 'InvalidSpec');
    expect(condition(stalled, 'Stalled')?.message).toMatch(
      /RegisterTaskDefinition: ClientException: .*Correct the spec\./,
    );
    await bed.apply([manifest('refused')]);
    await bed.untilReady(KIND, 'refused');
  }, 60_000);

  it('killed right after a registration whose answer was lost: one revision', async () => {
    bed.simulator.faults.add({ operation: 'RegisterTaskDefinition', kind: 'time-out', moment: 'after', count: 1 });
    await bed.apply([manifest('killed')]);
    await bed.until(KIND, 'killed', () => activeRevisions('killed') === 1);
    await bed.killOperator();
    await bed.startOperator();
    await bed.untilReady(KIND, 'killed');
    expect(activeRevisions('killed')).toBe(1);
  }, 90_000);

  it('access denied is told at once, stalls after five minutes, and heals by itself', async () => {
    bed.simulator.faults.add({ operation: 'RegisterTaskDefinition', kind: 'access-denied' });
    await bed.apply([manifest('denied')]);
    const waiting = await bed.until(KIND, 'denied', (object) => condition(object, 'Ready')?.reason === 'AccessDenied');
    expect(condition(waiting, 'Reconciling')?.status).toBe('True');
    await bed.untilCondition(KIND, 'denied', 'Stalled', 'AccessDenied');
    bed.simulator.faults.clear();
    await bed.untilReady(KIND, 'denied');
  }, 120_000);
});
