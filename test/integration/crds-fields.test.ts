import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kinds } from '../../src/codegen/kinds/kinds.ts';
import { Cluster } from '../support/cluster.ts';
import { dryRunCreate } from '../support/dry-run.ts';
import { fieldCases } from '../support/field-matrix/field-case.ts';
import type { FieldGuide } from '../support/field-matrix/field-case.ts';
import { serviceGuide } from '../support/field-matrix/service-guide.ts';
import { taskDefinitionGuide } from '../support/field-matrix/task-definition-guide.ts';

const guides: readonly (readonly [kind: string, guide: FieldGuide])[] = [
  ['EcsTaskDefinition', taskDefinitionGuide],
  ['EcsService', serviceGuide],
];

/** The specs of the field matrices (test/faults) pass the schema and the rules, so that they are real manifests. */
describe.each(guides)('the API server takes an %s', (kind, guide) => {
  let cluster: Cluster;
  beforeAll(() => {
    cluster = new Cluster();
  });
  afterAll(() => cluster.close());

  const schema = kinds().find(({ resource }) => resource.kind === kind)?.spec ?? {};
  const cases = fieldCases(schema, guide);

  it.each(cases.map((each) => [each.path, each] as const))('with and without %s', async (_path, field) => {
    for (const spec of [field.without, field.first, field.second]) {
      if (spec === undefined) continue;
      const { stored, refusal } = await dryRunCreate(cluster, kind, spec);
      expect(refusal).toBeUndefined();
      expect(stored?.spec).toEqual(spec);
    }
  });
});
