import { it } from '@jest/globals';
import fc from 'fast-check';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import { kinds } from '../../src/codegen/kinds/kinds.ts';
import { fieldCases } from '../support/field-matrix/field-case.ts';
import { scalingGuide } from '../support/field-matrix/scaling-guide.ts';
import { ScalingMatrix } from '../support/field-matrix/scaling-matrix.ts';

const schema = kinds().find(({ resource }) => resource.kind === 'EcsScaling')?.spec ?? {};
const specs = fieldCases(schema, scalingGuide).flatMap(({ without, first, second }) =>
  [without, first, second].filter((spec) => spec !== undefined),
);

it('from any spec to any other: AWS holds what somebody would put by hand, and then nothing is written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...specs), { minLength: 2, maxLength: 5 }), async (path) => {
      const matrix = new ScalingMatrix();
      try {
        for (const spec of path) await matrix.apply(spec as typeof spec & EcsScalingSpec);
      } finally {
        matrix.dispose();
      }
    }),
    { numRuns: Number(process.env['SCALING_RANDOM_RUNS'] ?? 40), endOnFailure: false },
  );
}, 300_000);
