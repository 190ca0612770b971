import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntegrationBed } from '../support/integration-bed.ts';
import { serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start();
}, 60_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

interface Container {
  readonly image: string;
  readonly memory?: number;
}

/** Server-side apply of one container by a field manager; without force a conflict is a refusal. */
async function applyContainer(manager: string, container: object, force: boolean) {
  const manifest = taskDefinitionManifest('web');
  const path = `/apis/${manifest.apiVersion}/namespaces/${bed.namespace}/ecstaskdefinitions/web`;
  const body = { ...manifest, spec: { containerDefinitions: [container] } };
  const query = `fieldManager=${manager}&force=${String(force)}`;
  return bed.cluster.requests.raw('PATCH', `${path}?${query}`, body, 'application/apply-patch+yaml');
}

function containerOf(taskDefinition: string): Container {
  const answer = bed.simulator.act('ecs', 'DescribeTaskDefinition', { taskDefinition });
  const { containerDefinitions } = answer['taskDefinition'] as { containerDefinitions: Container[] };
  return containerDefinitions[0]!;
}

async function rolledOut(revision: number): Promise<Container> {
  const arn = (await bed.until('ecstaskdefinitions', 'web', ({ status }) => status?.['revision'] === revision))
    .status?.['taskDefinitionArn'];
  await bed.until('ecsservices', 'web', ({ status, metadata }) => {
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    const { inUse } = (status?.['taskDefinition'] ?? {}) as { inUse?: string };
    return inUse === arn && ready?.status === 'True' && ready.observedGeneration === metadata.generation;
  });
  expect(bed.ecs.service('web')?.taskDefinition).toBe(arn);
  return containerOf(String(arn));
}

describe('two field managers', () => {
  it('share a task definition: the pipeline has the image, the platform team the rest', async () => {
    const before = taskDefinitionManifest('web', 'app:1');
    await bed.apply([before, serviceManifest('web')]);
    expect(await rolledOut(1)).toMatchObject({ image: 'app:1' });

    expect((await applyContainer('pipeline', { name: 'app', image: 'app:2' }, true)).status).toBe(200);
    expect(await rolledOut(2)).toMatchObject({ image: 'app:2' });

    // The platform team leaves the image out from now on.
    const spec = before['spec'] as { containerDefinitions: object[] };
    await bed.apply([{ ...before, spec: { ...spec, containerDefinitions: [{ name: 'app', memory: 256 }] } }]);
    expect(await rolledOut(3)).toMatchObject({ image: 'app:2', memory: 256 });

    expect((await applyContainer('pipeline', { name: 'app', image: 'app:3' }, false)).status).toBe(200);
    expect(await rolledOut(4)).toMatchObject({ image: 'app:3', memory: 256 });

    const { status, body } = await applyContainer('somebody', { name: 'app', image: 'app:4' }, false);
    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain('pipeline');
    expect(bed.ecs.rollouts('web')).toEqual(['SUCCESSFUL', 'SUCCESSFUL', 'SUCCESSFUL', 'SUCCESSFUL']);
  }, 120_000);
});
