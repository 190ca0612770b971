import { describe, expect, it } from '@jest/globals';
import { kinds } from '../../src/codegen/kinds/kinds.ts';
import { fieldCases, reasonFor } from '../support/field-matrix/field-case.ts';
import { leafFields } from '../support/field-matrix/fields.ts';
import { serviceGuide } from '../support/field-matrix/service-guide.ts';
import { ServiceMatrix } from '../support/field-matrix/service-matrix.ts';

const schema = kinds().find(({ resource }) => resource.kind === 'EcsService')?.spec ?? {};
const cases = fieldCases(schema, serviceGuide);

describe('every field of a service is set, changed, removed and restored', () => {
  it.each(cases.map((each) => [each.path, each] as const))('%s', async (path, { without, first, second }) => {
    const matrix = new ServiceMatrix(path);
    const steps = [without, first, second, without, first].filter((spec) => spec !== undefined);
    for (const spec of steps) await matrix.apply(spec);
    matrix.dispose();
  });
});

it('leaves no field out without a reason', () => {
  const paths = leafFields(schema).map(({ path }) => path);
  const leftOut = paths.filter((path) => reasonFor(path, serviceGuide) !== undefined);
  expect([...cases.map(({ path }) => path), ...leftOut].toSorted()).toEqual(paths.toSorted());
  expect(leftOut.map((path) => path.replace(/[[.].*$/, ''))).toEqual(
    expect.arrayContaining(Object.keys(serviceGuide.leftOut)),
  );
});
