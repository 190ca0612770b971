import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { countAtCreation, decideDesiredCount, needsScalingRead } from './desired-count.ts';
import type { ScalingKnowledge } from './desired-count.ts';

const alone: ScalingKnowledge = { target: 'absent', scaling: 'absent' };
const targeted: ScalingKnowledge = { target: 'present', scaling: 'absent' };
const scaled: ScalingKnowledge = { target: 'unknown', scaling: { minCapacity: 3 } };
const unread: ScalingKnowledge = { target: 'unknown', scaling: 'absent' };
const unlisted: ScalingKnowledge = { target: 'absent', scaling: 'unknown' };

describe('the owner of desiredCount', () => {
  it.each([
    ['the spec says a count, nobody scales', { desiredCount: 2 }, {}, alone, 'Spec', 2, undefined],
    ['the spec says 0', { desiredCount: 0 }, {}, alone, 'Spec', 0, undefined],
    ['the spec says none, nobody scales', {}, {}, alone, 'External', undefined, undefined],
    ['a scalable target exists', { desiredCount: 2 }, {}, targeted, 'ApplicationAutoScaling', undefined, 2],
    ['a target exists, the spec says none', {}, {}, targeted, 'ApplicationAutoScaling', undefined, 'absent'],
    [
      'an EcsScaling, its target not there yet',
      { desiredCount: 2 },
      {},
      scaled,
      'ApplicationAutoScaling',
      undefined,
      2,
    ],
    ['targets are not read', { desiredCount: 2 }, {}, unread, 'Unknown', undefined, undefined],
    ['scalings are not listed', { desiredCount: 2 }, {}, unlisted, 'Unknown', undefined, undefined],
    ['targets are not read, no count', {}, {}, unread, 'Unknown', undefined, undefined],
    ['the scaler left, same count', { desiredCount: 2 }, { releasedDesiredCount: 2 }, alone, 'External', undefined, 2],
    ['the scaler left, another count', { desiredCount: 5 }, { releasedDesiredCount: 2 }, alone, 'Spec', 5, undefined],
    [
      'the scaler left, a count appears',
      { desiredCount: 5 },
      { releasedDesiredCount: 'absent' },
      alone,
      'Spec',
      5,
      undefined,
    ],
    ['the scaler left, the count left too', {}, { releasedDesiredCount: 2 }, alone, 'External', undefined, 2],
    ['the scaler left, never a count', {}, { releasedDesiredCount: 'absent' }, alone, 'External', undefined, 'absent'],
    [
      'the count changes under a scaler',
      { desiredCount: 9 },
      { releasedDesiredCount: 2 },
      targeted,
      'ApplicationAutoScaling',
      undefined,
      9,
    ],
    [
      'released before, targets unread',
      { desiredCount: 9 },
      { releasedDesiredCount: 2 },
      unread,
      'Unknown',
      undefined,
      2,
    ],
    ['DAEMON', { schedulingStrategy: 'DAEMON', desiredCount: 4 }, {}, alone, 'External', undefined, undefined],
    ['DAEMON with a target', { schedulingStrategy: 'DAEMON' }, {}, targeted, 'External', undefined, undefined],
  ] as const)('%s', (_case, spec, status, known, owner, count, released) => {
    expect(decideDesiredCount(spec, status, known)).toEqual({ owner, count, released });
  });

  it('sends a count only for the spec, and only the one of the spec', () => {
    const knowledge = fc.record({
      target: fc.constantFrom('present' as const, 'absent' as const, 'unknown' as const),
      scaling: fc.constantFrom('absent' as const, 'unknown' as const, { minCapacity: 1 }),
    });
    const counts = fc.option(fc.nat(9), { nil: undefined });
    const released = fc.option(fc.oneof(fc.nat(9), fc.constant('absent' as const)), { nil: undefined });
    fc.assert(
      fc.property(counts, released, knowledge, (desiredCount, releasedDesiredCount, known) => {
        const spec = desiredCount === undefined ? {} : { desiredCount };
        const status = releasedDesiredCount === undefined ? {} : { releasedDesiredCount };
        const decision = decideDesiredCount(spec, status, known);
        expect(decision.count !== undefined).toBe(decision.owner === 'Spec');
        if (decision.count !== undefined) expect(decision.count).toBe(desiredCount);
      }),
    );
  });
});

describe('the count of a new service', () => {
  it.each([
    ['the spec says', { desiredCount: 4 }, scaled, 4],
    ['the spec says 0', { desiredCount: 0 }, scaled, 0],
    ['an EcsScaling says', {}, scaled, 3],
    ['an EcsScaling without a bound', {}, { target: 'absent', scaling: {} } as const, 1],
    ['nobody says', {}, unread, 1],
    ['DAEMON', { schedulingStrategy: 'DAEMON' } as const, alone, undefined],
  ])('%s', (_case, spec, known, count) => {
    expect(countAtCreation(spec, known)).toBe(count);
  });
});

describe('asking Application Auto Scaling', () => {
  it.each([
    ['a settled count of the spec', { desiredCount: 2 }, { desiredCountOwner: 'Spec' }, 2, 'absent', false],
    ['a count would be sent', { desiredCount: 2 }, { desiredCountOwner: 'Spec' }, 5, 'absent', true],
    ['nobody decided yet', { desiredCount: 2 }, {}, 2, 'absent', true],
    [
      'an autoscaler may have left',
      { desiredCount: 2 },
      { desiredCountOwner: 'ApplicationAutoScaling' },
      5,
      'absent',
      true,
    ],
    ['an EcsScaling says enough', { desiredCount: 2 }, {}, 5, { minCapacity: 1 }, false],
    [
      'left to others',
      { desiredCount: 2 },
      { desiredCountOwner: 'External', releasedDesiredCount: 2 },
      5,
      'absent',
      false,
    ],
    ['no count to send', {}, {}, 5, 'absent', false],
    ['DAEMON', { desiredCount: 2, schedulingStrategy: 'DAEMON' }, {}, 5, 'absent', false],
  ] as const)('%s', (_case, spec, status, live, scaling, needed) => {
    expect(needsScalingRead(spec, status, live, scaling)).toBe(needed);
  });
});
