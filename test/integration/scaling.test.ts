import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntegrationBed } from '../support/integration-bed.ts';
import { waitFor } from '../support/wait-for.ts';
import { scalingManifest, serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 60 });
  // The spec's own count loses against the autoscaler, from the beginning and after everything that follows.
  await bed.apply([
    taskDefinitionManifest('web'),
    serviceManifest('web', { desiredCount: 1 }),
    scalingManifest('web', { minCapacity: 1, maxCapacity: 3 }),
  ]);
  await bed.untilDeployed('web');
  await bed.untilReady('ecsscalings', 'web');
  await putCpuUtilization(180);
  await waitFor(
    'the autoscaler to want three tasks',
    () => bed.ecs.service('web')?.desiredCount,
    (count) => count === 3,
  );
}, 90_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

async function putCpuUtilization(value: number): Promise<void> {
  const metric = { resourceId: `service/demo/${bed.namespace}_web`, name: 'CPUUtilization', value };
  const url = `${bed.server.url}/_sim/autoscaling/put-metric`;
  const { status } = await fetch(url, { method: 'POST', body: JSON.stringify(metric) });
  expect(status).toBe(200);
}

describe('a count that an autoscaler holds', () => {
  it('is told as such, and stays over a restart of the operator', async () => {
    const { status } = await bed.until('ecsservices', 'web', (service) => service.status?.['runningCount'] === 3);
    expect(status).toMatchObject({ desiredCount: 3, desiredCountOwner: 'ApplicationAutoScaling' });
    const writes = bed.awsWrites();
    await bed.killOperator();
    await bed.startOperator();
    await bed.pass(300_000);
    expect(bed.ecs.service('web')).toMatchObject({ desiredCount: 3, runningCount: 3 });
    expect(bed.awsWritesSince(writes)).toEqual({});
  }, 60_000);

  it('stays when something else changes, a restart before it and in the middle of it', async () => {
    await bed.killOperator();
    await bed.apply([taskDefinitionManifest('web', 'app:2')]);
    await bed.apply([serviceManifest('web', { desiredCount: 1, propagateTags: 'SERVICE' })]);
    await bed.startOperator();
    await waitFor('the rollout to begin', () => bed.ecs.rollouts('web').length === 2);
    await bed.killOperator();
    await bed.startOperator();
    await bed.untilDeployed('web');
    expect(bed.ecs.service('web')).toMatchObject({
      desiredCount: 3,
      runningCount: 3,
      propagateTags: 'SERVICE',
      taskDefinition: expect.stringMatching(/_web:2$/),
    });
    expect(bed.ecs.rollouts('web')).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  }, 60_000);

  it('stays when the scaling goes, until the spec says another', async () => {
    await bed.delete('ecsscalings', 'web');
    await bed.untilGone('ecsscalings', 'web');
    expect(bed.ecs.targets()).toEqual([]);
    await bed.until('ecsservices', 'web', ({ status }) => status?.['desiredCountOwner'] === 'External');
    await bed.pass(180_000);
    expect(bed.ecs.service('web')?.desiredCount).toBe(3);
    await bed.cluster.kubectl(['scale', 'ecssvc/web', '--replicas=2', '-n', bed.namespace]);
    await bed.until('ecsservices', 'web', ({ status }) => status?.['runningCount'] === 2);
    expect(bed.ecs.service('web')?.desiredCount).toBe(2);
  }, 60_000);
});
