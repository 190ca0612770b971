import { describe, expect, it } from '@jest/globals';
import { Reason } from '../../api/reasons.ts';
import type { CommonStatus } from '../../api/status.ts';
import { withVerdict } from './conditions.ts';
import { transitionEvent } from './events.ts';
import type { Verdict } from './verdict.ts';

const ready: Verdict = { kind: 'ready', reason: Reason.Deployed, message: 'Runs.', againMs: 1 };
const stalled: Verdict = { kind: 'stalled', reason: Reason.RolledBack, message: 'Crashed.', againMs: 1 };
const waiting: Verdict = { kind: 'waiting', reason: Reason.AccessDenied, message: 'No.', againMs: 1 };

function after(verdict: Verdict, generation = 1): CommonStatus {
  return withVerdict({ observedGeneration: -1, conditions: [] }, verdict, generation, 't');
}

describe('transitionEvent', () => {
  it('tells that an object became ready, once', () => {
    expect(transitionEvent(undefined, ready, 1)).toEqual({ type: 'Normal', reason: 'Deployed', message: 'Runs.' });
    expect(transitionEvent(after(ready), ready, 1)).toBeUndefined();
    expect(transitionEvent(after(ready), { ...ready, message: 'Runs well.' }, 1)).toBeUndefined();
  });

  it('tells again for another generation', () => {
    expect(transitionEvent(after(ready, 1), ready, 2)?.reason).toBe('Deployed');
  });

  it('warns when an object stalls, and again when it stalls for another cause', () => {
    expect(transitionEvent(after(ready), stalled, 1)).toMatchObject({ type: 'Warning', reason: 'RolledBack' });
    expect(transitionEvent(after(stalled), stalled, 1)).toBeUndefined();
    expect(transitionEvent(after(stalled), { ...stalled, message: 'Other.' }, 1)?.message).toBe('Other.');
  });

  it('warns of a wait once, however its words change', () => {
    expect(transitionEvent(after(ready), waiting, 1)?.type).toBe('Warning');
    expect(transitionEvent(after(waiting), { ...waiting, message: 'Still no.' }, 1)).toBeUndefined();
  });
  it('does not warn of a deletion that waits, as every service does while its tasks drain', () => {
    const deleting: Verdict = { kind: 'waiting', reason: Reason.Deleting, message: 'Draining.', againMs: 1 };
    expect(transitionEvent(after(ready), deleting, 1)).toEqual({
      type: 'Normal',
      reason: 'Deleting',
      message: 'Draining.',
    });
  });
});
