import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import { kinds } from '../../src/codegen/kinds/kinds.ts';
import { fieldCases, reasonFor } from '../support/field-matrix/field-case.ts';
import { leafFields } from '../support/field-matrix/fields.ts';
import { scalingGuide } from '../support/field-matrix/scaling-guide.ts';
import { ScalingMatrix } from '../support/field-matrix/scaling-matrix.ts';

const schema = kinds().find(({ resource }) => resource.kind === 'EcsScaling')?.spec ?? {};
const cases = fieldCases(schema, scalingGuide);

describe('every field of a scaling is set, changed, removed and restored', () => {
  it.each(cases.map((each) => [each.path, each] as const))('%s', async (_path, { without, first, second }) => {
    const matrix = new ScalingMatrix();
    const steps = [without, first, second, without, first].filter((spec) => spec !== undefined);
    for (const spec of steps) await matrix.apply(spec as typeof spec & EcsScalingSpec);
    matrix.dispose();
  });
});

it('leaves no field out without a reason', () => {
  const paths = leafFields(schema).map(({ path }) => path);
  const leftOut = paths.filter((path) => reasonFor(path, scalingGuide) !== undefined);
  expect([...cases.map(({ path }) => path), ...leftOut].toSorted()).toEqual(paths.toSorted());
  expect(leftOut).toEqual(expect.arrayContaining(['resourceId', 'serviceRef.name', 'policies[].policyType']));
});
