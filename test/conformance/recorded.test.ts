import { describe, expect, it } from '@jest/globals';
import { loadCases } from './cases.ts';
import { notApplicable } from './not-applicable.ts';
import { outcomeWithoutRun, runCase } from './run-case.ts';
import { setups } from './setups/all.ts';

const cases = loadCases();
/** A roll-out of hours takes seconds where other tests run beside it. */
const MOST_MS = 60_000;

describe('recorded answers of AWS', () => {
  const toRun = cases.filter((recorded) => outcomeWithoutRun(recorded) === undefined);

  it.each(toRun.map((recorded) => [recorded.id, recorded] as const))(
    '%s',
    async (_id, recorded) => {
      const outcome = await runCase(recorded);
      expect(outcome).toEqual({ kind: 'passed' });
    },
    MOST_MS,
  );

  it('are all set up where the simulator has the operation', () => {
    const unprepared = cases.filter((recorded) => outcomeWithoutRun(recorded)?.kind === 'unprepared');
    expect(unprepared.map(({ id }) => id)).toEqual([]);
  });

  it('are what set-ups and the list of cases that do not apply speak of', () => {
    const ids = new Set(cases.map(({ id }) => id));
    const unknown = [...Object.keys(setups), ...Object.keys(notApplicable)].filter((id) => !ids.has(id));
    expect(unknown).toEqual([]);
  });
});
