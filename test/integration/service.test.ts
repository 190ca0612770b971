import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { condition, IntegrationBed } from '../support/integration-bed.ts';
import { revisionOf } from '../support/object-history.ts';
import { scalingManifest, serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

const KINDS = ['ecstaskdefinitions', 'ecsservices', 'ecsscalings'];
const stack = [taskDefinitionManifest('web'), serviceManifest('web'), scalingManifest('web')];
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 60 });
}, 60_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

async function readAll(name: string) {
  return Promise.all(KINDS.map((kind) => bed.read(kind, name)));
}

describe('a stack on a real API server', () => {
  it('comes up: each AWS object is made once, and every status says so', async () => {
    const born = await bed.apply(stack);
    expect(born.map(({ status }) => status)).toEqual(KINDS.map(() => ({ observedGeneration: -1 })));
    const service = await bed.untilDeployed('web');
    const scaling = await bed.untilReady('ecsscalings', 'web');
    expect(bed.awsWrites()).toEqual({
      RegisterTaskDefinition: 1,
      CreateService: 1,
      RegisterScalableTarget: 1,
      PutScalingPolicy: 1,
    });
    expect(bed.ecs.service('web')).toMatchObject({
      status: 'ACTIVE',
      runningCount: 1,
      taskDefinition: expect.stringMatching(/_web:1$/),
    });
    expect(service.status).toMatchObject({ serviceArn: bed.ecs.service('web')?.['serviceArn'], runningCount: 1 });
    expect(scaling.status).toMatchObject({ minCapacity: 1, maxCapacity: 6 });
    expect(bed.history.turnsAllCurrent('web', 0n)).toHaveLength(1);
  }, 60_000);

  it('a new image is one revision, one update and one deployment', async () => {
    const before = bed.awsWrites();
    await bed.apply([taskDefinitionManifest('web', 'app:2')]);
    const { status } = await bed.untilDeployed('web');
    expect(bed.awsWritesSince(before)).toEqual({ RegisterTaskDefinition: 1, UpdateService: 1 });
    expect(bed.ecs.rollouts('web')).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
    expect(bed.ecs.service('web')?.taskDefinition).toMatch(/_web:2$/);
    expect(status).toMatchObject({
      rollout: { serviceDeploymentArn: bed.ecs.deployments('web')[0]?.serviceDeploymentArn, status: 'Successful' },
      history: [{ result: 'Successful', taskDefinitionArn: expect.stringMatching(/_web:1$/) }],
    });
  }, 60_000);

  it('applied again twenty times: no AWS write, no status write, spec and generation untouched', async () => {
    const same = [taskDefinitionManifest('web', 'app:2'), serviceManifest('web'), scalingManifest('web')];
    await bed.pass(180_000);
    const [writes, before, looks] = [bed.awsWrites(), await readAll('web'), describeServicesCalls()];
    for (let round = 0; round < 20; round += 1) {
      await bed.apply(same);
      await bed.pass(10_000);
    }
    expect(describeServicesCalls() - looks).toBeGreaterThanOrEqual(2);
    expect(bed.awsWritesSince(writes)).toEqual({});
    const after = await readAll('web');
    const versions = after.map((object) => object && revisionOf(object));
    expect(versions).toEqual(before.map((object) => object && revisionOf(object)));
    expect(after).toEqual(before);
  }, 60_000);

  it('a force update of every object by its annotation costs one status write each', async () => {
    const start = bed.history.revision;
    const writes = bed.awsWrites();
    for (const kind of KINDS) await bed.annotate(kind, 'web', { 'ecs-operator.dev/reconcile-requested-at': 'now' });
    for (const kind of KINDS) await bed.until(kind, 'web', ({ status }) => status?.['lastHandled'] !== undefined);
    await bed.pass(60_000);
    const versions = bed.history.versions('web').filter(({ revision }) => revision > start);
    // The annotation itself is the other write.
    expect(versions).toHaveLength(2 * KINDS.length);
    expect(bed.awsWritesSince(writes)).toEqual({});
  }, 60_000);
});

describe('the scale subresource', () => {
  it('kubectl scale moves the count of a service whose spec owns it, without a deployment', async () => {
    await bed.apply([taskDefinitionManifest('scaled'), serviceManifest('scaled')]);
    await bed.untilDeployed('scaled');
    const writes = bed.awsWrites();
    const args = ['scale', 'ecssvc/scaled', '--replicas=3', '-n', bed.namespace];
    expect(await bed.cluster.kubectl(args)).toMatchObject({ code: 0, stderr: '' });
    const { status } = await bed.until('ecsservices', 'scaled', (service) => service.status?.['runningCount'] === 3);
    expect(status).toMatchObject({ desiredCount: 3, desiredCountOwner: 'Spec' });
    expect(condition(await bed.untilDeployed('scaled'), 'Ready')?.status).toBe('True');
    expect(bed.ecs.service('scaled')).toMatchObject({ desiredCount: 3, runningCount: 3 });
    expect(bed.ecs.rollouts('scaled')).toEqual(['SUCCESSFUL']);
    expect(bed.awsWritesSince(writes)).toEqual({ UpdateService: 1 });
    const scale = await bed.cluster.kubectl([
      'get',
      'ecssvc/scaled',
      '--subresource=scale',
      '-o=json',
      '-n',
      bed.namespace,
    ]);
    expect(JSON.parse(scale.stdout)).toMatchObject({
      spec: { replicas: 3 },
      status: { replicas: 3, selector: expect.stringMatching(/^ecs-operator\.dev\/service-uid=/) },
    });
  }, 60_000);
});

function describeServicesCalls(): number {
  return bed.simulator.calls.read()['ecs.DescribeServices']?.calls ?? 0;
}
