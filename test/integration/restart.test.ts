import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntegrationBed } from '../support/integration-bed.ts';
import { waitFor } from '../support/wait-for.ts';
import { serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

const KIND = 'ecsservices';
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 60 });
}, 60_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

async function deployed(name: string): Promise<void> {
  await bed.apply([taskDefinitionManifest(name), serviceManifest(name)]);
  await bed.untilDeployed(name);
}

async function restart(): Promise<void> {
  await bed.killOperator();
  await bed.startOperator();
}

describe('killed', () => {
  it('in the middle of a rollout: the rollout goes on and is told, once', async () => {
    await deployed('rolling');
    const writes = bed.awsWrites();
    await bed.apply([taskDefinitionManifest('rolling', 'app:2')]);
    await waitFor('the rollout to run', () => bed.ecs.rollouts('rolling').at(1) === 'IN_PROGRESS');
    await restart();
    await bed.untilDeployed('rolling');
    expect(bed.ecs.rollouts('rolling')).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
    expect(bed.awsWritesSince(writes)).toEqual({ RegisterTaskDefinition: 1, UpdateService: 1 });
  }, 60_000);

  it('right after a creation whose answer never came: one service, one deployment', async () => {
    bed.simulator.faults.add({ operation: 'CreateService', kind: 'time-out', moment: 'after', count: 1 });
    await bed.apply([taskDefinitionManifest('created'), serviceManifest('created')]);
    await waitFor('the service to be there', () => bed.ecs.service('created'));
    await restart();
    await bed.untilDeployed('created');
    expect(bed.ecs.rollouts('created')).toEqual(['SUCCESSFUL']);
  }, 60_000);

  it('right after a forced update whose answer never came: one deployment more', async () => {
    await deployed('forced');
    bed.simulator.faults.add({ operation: 'UpdateService', kind: 'time-out', moment: 'after', count: 1 });
    await bed.annotate(KIND, 'forced', { 'ecs-operator.dev/restarted-at': 'now' });
    await waitFor('the deployment to be there', () => bed.ecs.rollouts('forced').length === 2);
    await restart();
    await bed.until(KIND, 'forced', ({ status }) => status?.['lastHandled'] !== undefined);
    await bed.untilDeployed('forced');
    await bed.pass(300_000);
    expect(bed.ecs.rollouts('forced')).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  }, 60_000);
});

describe.each(['server-error', 'html-error'] as const)('answered with %s although it took effect', (kind) => {
  it('a creation: one service, one deployment', async () => {
    const name = `created-${kind}`;
    bed.simulator.faults.add({ operation: 'CreateService', kind, moment: 'after', count: 1 });
    await deployed(name);
    await bed.pass(120_000);
    expect(bed.simulator.faults.list()).toEqual([]);
    expect(bed.ecs.rollouts(name)).toEqual(['SUCCESSFUL']);
    expect(bed.ecs.service(name)).toMatchObject({ status: 'ACTIVE', runningCount: 1 });
  }, 60_000);

  it('a forced update: one deployment more', async () => {
    const name = `created-${kind}`;
    bed.simulator.faults.add({ operation: 'UpdateService', kind, moment: 'after', count: 1 });
    await bed.annotate(KIND, name, { 'ecs-operator.dev/restarted-at': 'now' });
    await bed.until(KIND, name, ({ status }) => status?.['lastHandled'] !== undefined);
    await bed.untilDeployed(name);
    await bed.pass(300_000);
    expect(bed.simulator.faults.list()).toEqual([]);
    expect(bed.ecs.rollouts(name)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  }, 60_000);
});
