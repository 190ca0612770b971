import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startControlPlane } from '../../src/control-plane/control-plane.ts';
import type { ControlPlane } from '../../src/control-plane/control-plane.ts';
import { Cluster, waitFor } from '../support/cluster.ts';
import { IntegrationBed } from '../support/integration-bed.ts';
import { scalingManifest, serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

const CRDS = 'apiextensions.k8s.io/v1/customresourcedefinitions';
const KINDS = ['ecsscalings', 'ecsservices', 'ecstaskdefinitions'];
// Its own: that of the test run must keep its definitions.
let controlPlane: ControlPlane;
let bed: IntegrationBed;

beforeAll(async () => {
  controlPlane = await startControlPlane({ crdPaths: [fileURLToPath(new URL('../../crds', import.meta.url))] });
  await untilServed(controlPlane.kubeconfigPath);
  bed = await IntegrationBed.start({ kubeconfigPath: controlPlane.kubeconfigPath });
  await bed.apply([taskDefinitionManifest('web'), serviceManifest('web'), scalingManifest('web')]);
  await bed.untilDeployed('web');
  await bed.untilReady('ecsscalings', 'web');
}, 120_000);

afterAll(async () => {
  await bed.stop();
  await controlPlane.stop();
}, 60_000);

/** An API server that has just learned of a resource answers 429 for a moment. */
async function untilServed(kubeconfigPath: string): Promise<void> {
  const cluster = new Cluster(kubeconfigPath);
  for (const kind of KINDS) await waitFor(`${kind} to be served`, async () => (await cluster.list(kind)).length === 0);
  await cluster.close();
}

describe('a CustomResourceDefinition that is deleted', () => {
  it('takes its objects along and leaves AWS alone', async () => {
    const writes = bed.awsWrites();
    const remains = bed.ecs.remains();
    for (const kind of KINDS) await bed.cluster.delete(CRDS, undefined, `${kind}.ecs-operator.dev`);
    for (const kind of KINDS) {
      await waitFor(
        `the definition of ${kind} to be gone`,
        () => bed.cluster.get(CRDS, undefined, `${kind}.ecs-operator.dev`),
        (definition) => definition === undefined,
        30_000,
      );
    }
    await bed.pass(120_000);
    expect(bed.awsWritesSince(writes)).toEqual({});
    expect(bed.ecs.remains()).toEqual(remains);
    expect(bed.ecs.service('web')).toMatchObject({ status: 'ACTIVE', runningCount: 1 });
  }, 90_000);
});
