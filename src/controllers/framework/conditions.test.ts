import { describe, expect, it } from '@jest/globals';
import { Reason } from '../../api/reasons.ts';
import type { CommonStatus } from '../../api/status.ts';
import { Priority } from '../../runtime/priority.ts';
import { withVerdict } from './conditions.ts';
import type { Verdict } from './verdict.ts';

const born: CommonStatus = { observedGeneration: -1, conditions: [] };
const ready: Verdict = { kind: 'ready', reason: Reason.Registered, message: 'Registered.', againMs: 1 };
const progressing: Verdict = {
  kind: 'progressing',
  message: 'Rolling out.',
  againMs: 1,
  priority: Priority.RolloutPoll,
};
const waiting: Verdict = { kind: 'waiting', reason: Reason.DependencyNotReady, message: 'No cluster.', againMs: 1 };
const stalled: Verdict = { kind: 'stalled', reason: Reason.InvalidSpec, message: 'No such subnet.', againMs: 1 };

const summary = (status: CommonStatus) =>
  status.conditions.map(({ type, status: value, reason }) => `${type}=${value}/${reason}`);

describe('withVerdict', () => {
  it.each([
    ['ready', ready, ['Ready=True/Registered'], 3],
    ['progressing', progressing, ['Ready=Unknown/Progressing', 'Reconciling=True/Progressing'], -1],
    ['waiting', waiting, ['Ready=False/DependencyNotReady', 'Reconciling=True/DependencyNotReady'], -1],
    ['stalled', stalled, ['Ready=False/InvalidSpec', 'Stalled=True/InvalidSpec'], 3],
    [
      'suspended in step',
      { kind: 'suspended', differences: [], againMs: 1 } as const,
      ['Ready=True/Suspended', 'Suspended=True/Suspended'],
      3,
    ],
    [
      'suspended with differences',
      { kind: 'suspended', differences: ['image'], againMs: 1 } as const,
      ['Ready=False/Suspended', 'Suspended=True/Suspended'],
      3,
    ],
  ])('%s', (_what, verdict, conditions, observedGeneration) => {
    const status = withVerdict(born, verdict, 3, '2026-11-20T00:00:00Z');
    expect(summary(status)).toEqual(conditions);
    expect(status.observedGeneration).toBe(observedGeneration);
    expect(status.conditions.every((condition) => condition.observedGeneration === 3)).toBe(true);
  });

  it('drops what is not true any more and never has Reconciling and Stalled together', () => {
    const first = withVerdict(born, progressing, 1, '2026-11-20T00:00:00Z');
    const second = withVerdict(first, stalled, 1, '2026-11-20T00:01:00Z');
    expect(summary(second)).toEqual(['Ready=False/InvalidSpec', 'Stalled=True/InvalidSpec']);
  });

  it('moves lastTransitionTime only when a status flips', () => {
    const first = withVerdict(born, ready, 1, '2026-11-20T00:00:00Z');
    const again = withVerdict(first, { ...ready, message: 'Other words.' }, 2, '2026-11-20T00:01:00Z');
    expect(again.conditions[0]).toMatchObject({ lastTransitionTime: '2026-11-20T00:00:00Z', message: 'Other words.' });
    const flipped = withVerdict(again, stalled, 2, '2026-11-20T00:02:00Z');
    expect(flipped.conditions[0]?.lastTransitionTime).toBe('2026-11-20T00:02:00Z');
  });

  it('keeps observedGeneration while a newer generation is under way', () => {
    const first = withVerdict(born, ready, 1, 't');
    expect(withVerdict(first, progressing, 2, 't').observedGeneration).toBe(1);
  });
});
