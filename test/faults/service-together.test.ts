import { describe, expect, it } from '@jest/globals';
import type { Condition } from '../../src/api/conditions.ts';
import { seededRandom } from '../support/operator-bed.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import { deployments, key, spec, startedBed, taskDefinition } from '../support/service-stack.ts';

interface Watched {
  readonly metadata: { readonly generation: number };
  readonly status?: { readonly observedGeneration: number; readonly conditions: readonly Condition[] };
}

/** What kstatus calls Current. */
function isCurrent({ metadata, status }: Watched): boolean {
  if (status?.observedGeneration !== metadata.generation) return false;
  const is = (type: string) => status.conditions.find((condition) => condition.type === type)?.status === 'True';
  return !is('Reconciling') && !is('Stalled') && is('Ready');
}

function allCurrent(bed: OperatorBed): boolean {
  return isCurrent(bed.taskDefinitions.mustRead(key)) && isCurrent(bed.services.mustRead(key));
}

const STEP_MS = 200;

describe('task definition and service changed together', () => {
  it('make one deployment each time, and nothing looks done before it has ended', async () => {
    const random = seededRandom(11);
    const bed = await startedBed();
    for (let round = 2; round <= 21; round += 1) {
      const changes = [
        () => bed.taskDefinitions.replaceSpec(key, taskDefinition(`app:${round}`)),
        () =>
          bed.services.replaceSpec(key, {
            ...spec,
            platformVersion: round % 2 === 0 ? '1.4.0' : 'LATEST',
            propagateTags: round % 2 === 0 ? 'SERVICE' : 'NONE',
          }),
      ];
      if (round % 2 === 0) changes.reverse();
      changes[0]?.();
      if (round % 3 === 0) await bed.pass(random() * 50);
      changes[1]?.();
      let steps = 0;
      while (!allCurrent(bed)) {
        steps += 1;
        if (steps > 5_000) throw new Error(`round ${round} does not end\n${bed.describe()}`);
        await bed.pass(STEP_MS);
      }
      expect({ round, deployments: deployments(bed).map(({ status }) => status) }).toEqual({
        round,
        deployments: Array.from({ length: round }, () => 'SUCCESSFUL').slice(0, 20),
      });
      await bed.pass(60_000);
    }
  }, 60_000);
});

describe('task definition and service changed most of a second apart', () => {
  it.each(['task definition', 'service'])('make one deployment, %s first', async (first) => {
    const bed = await startedBed();
    const changes = [
      () => bed.taskDefinitions.replaceSpec(key, taskDefinition('app:2')),
      () => bed.services.replaceSpec(key, { ...spec, platformVersion: '1.4.0' }),
    ];
    for (const change of first === 'service' ? changes.toReversed() : changes) {
      change();
      await bed.pass(900);
    }
    await bed.until(() => allCurrent(bed));
    expect(deployments(bed).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  });
});
