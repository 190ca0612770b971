import { describe, expect, it } from '@jest/globals';
import { countNotices } from './count-notices.ts';
import { decideDesiredCount } from './desired-count.ts';
import type { EcsServiceStatus } from '../../api/status.ts';

const scaled = { target: 'present', scaling: 'absent' } as const;
const alone = { target: 'absent', scaling: 'absent' } as const;
const theirs = { desiredCountOwner: 'ApplicationAutoScaling', releasedDesiredCount: 2 } as const;

function notices(desiredCount: number | undefined, facts: Partial<EcsServiceStatus>, known = scaled, live = 4) {
  const spec = desiredCount === undefined ? {} : { desiredCount };
  const status = { observedGeneration: 1, conditions: [], ...facts };
  return countNotices({ spec, status }, decideDesiredCount(spec, status, known), live);
}

describe('a count that is written while something scales', () => {
  it('is told not to be sent, with who owns it and what can be done', () => {
    expect(notices(9, theirs)).toEqual([
      {
        type: 'Warning',
        reason: 'CountNotSent',
        message: expect.stringMatching(/^desiredCount 9 was not sent: .* is 4\./),
      },
    ]);
  });

  it.each([
    ['the count of before', 2, theirs, scaled],
    ['the count that there is', 4, theirs, scaled],
    ['no count', undefined, theirs, scaled],
    ['the first sight of the autoscaler', 9, { desiredCountOwner: 'Spec' }, scaled],
    ['nobody scales any more', 9, theirs, alone],
  ] as const)('is nothing to tell: %s', (_case, count, facts, known) => {
    expect(notices(count, facts, known as typeof scaled)).toEqual([]);
  });
});
