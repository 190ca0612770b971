import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { condition, IntegrationBed } from '../support/integration-bed.ts';
import { serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

const NAMES = ['steady', 'mended', 'rerouted', 'retried'];
const KIND = 'ecsservices';
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 60 });
  for (const name of NAMES) await bed.apply([taskDefinitionManifest(name), serviceManifest(name)]);
  await Promise.all(NAMES.map((name) => bed.untilDeployed(name)));
  // ECS takes a deployment as one to roll back to only some time after its success.
  await bed.pass(120_000);
  for (const name of NAMES) await bed.apply([taskDefinitionManifest(name, 'app:2-crash')]);
  await Promise.all(NAMES.map((name) => bed.untilCondition(KIND, name, 'Stalled', 'RolledBack')));
}, 120_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

describe('an image that crashes', () => {
  it('is rolled back by ECS, which is told with its cause, and fifty passes later nothing has been tried again', async () => {
    const service = await bed.read(KIND, 'steady');
    expect(condition(service, 'Ready')).toMatchObject({ status: 'False', reason: 'RolledBack' });
    expect(condition(service, 'Stalled')?.message).toMatch(/rolled back .*_steady:2.*exited with code/s);
    expect(bed.ecs.rollouts('steady')).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
    expect(bed.ecs.service('steady')).toMatchObject({ runningCount: 1, taskDefinition: expect.stringMatching(/:1$/) });

    const writes = bed.awsWrites();
    for (let pass = 0; pass < 50; pass += 1) {
      const asked = { 'ecs-operator.dev/reconcile-requested-at': String(pass) };
      await bed.annotate(KIND, 'steady', asked);
      await bed.until(KIND, 'steady', ({ status }) => hasHandled(status?.['lastHandled'], asked));
    }
    expect(bed.awsWritesSince(writes)).toEqual({});
    expect(condition(await bed.read(KIND, 'steady'), 'Stalled')?.reason).toBe('RolledBack');
  }, 60_000);

  it('is mended by another image', async () => {
    await bed.apply([taskDefinitionManifest('mended', 'app:3')]);
    await bed.untilDeployed('mended');
    expect(bed.ecs.rollouts('mended')).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
    expect(bed.ecs.service('mended')?.taskDefinition).toMatch(/_mended:3$/);
  }, 60_000);

  it('is mended by a service that runs another task definition', async () => {
    await bed.apply([taskDefinitionManifest('good', 'good:1')]);
    await bed.apply([serviceManifest('rerouted', { taskDefinitionRef: { name: 'good' } })]);
    await bed.untilReady(KIND, 'rerouted');
    expect(bed.ecs.rollouts('rerouted')).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
    expect(bed.ecs.service('rerouted')?.taskDefinition).toMatch(/_good:1$/);
  }, 60_000);

  it('is tried once more when asked, and not again', async () => {
    const writes = bed.awsWrites();
    await bed.annotate(KIND, 'retried', { 'ecs-operator.dev/retry-rollout': 'once' });
    await bed.untilCondition(KIND, 'retried', 'Reconciling', 'Progressing');
    await bed.untilCondition(KIND, 'retried', 'Stalled', 'RolledBack');
    await bed.pass(300_000);
    expect(bed.ecs.rollouts('retried')).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
    expect(bed.awsWritesSince(writes)).toEqual({ UpdateService: 1 });
  }, 60_000);
});

function hasHandled(lastHandled: unknown, asked: Record<string, string>): boolean {
  return Object.entries(asked).every(
    ([verb, value]) => (lastHandled as Record<string, string> | undefined)?.[verb] === value,
  );
}
