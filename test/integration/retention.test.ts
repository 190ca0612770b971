import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntegrationBed } from '../support/integration-bed.ts';

const KIND = 'ecstaskdefinitions';
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 120 });
}, 60_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

function manifest(version: number) {
  return {
    apiVersion: 'ecs-operator.dev/v1alpha1',
    kind: 'EcsTaskDefinition',
    metadata: { name: 'web' },
    spec: {
      revisionHistoryLimit: 2,
      containerDefinitions: [{ name: 'app', image: `app:${version}`, memory: 128 }],
    },
  };
}

function kept(revisions: unknown): number {
  return Array.isArray(revisions) ? revisions.length : 0;
}

describe('revisionHistoryLimit on a real API server', () => {
  it('keeps two revisions, Ready all the while', async () => {
    for (const version of [1, 2, 3, 4]) {
      await bed.apply([manifest(version)]);
      await bed.until(KIND, 'web', ({ status }) => status?.['revision'] === version);
    }
    const object = await bed.until(KIND, 'web', ({ status }) => kept(status?.['revisions']) === 2);
    expect(object.status?.['revisions']).toMatchObject([{ revision: 3 }, { revision: 4 }]);
    const family = { familyPrefix: `${bed.namespace}_web`, status: 'ACTIVE' };
    expect(bed.simulator.act('ecs', 'ListTaskDefinitions', family).taskDefinitionArns).toHaveLength(2);
    const limits = { ...manifest(4), spec: { ...manifest(4).spec, revisionHistoryLimit: 0 } };
    await expect(bed.apply([limits])).rejects.toThrow(/revisionHistoryLimit/);
  }, 120_000);
});
