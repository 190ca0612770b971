import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Condition, setCondition } from './conditions.ts';

const earlier = '2026-01-01T00:00:00Z';
const now = '2026-01-01T00:05:00Z';

function condition(type: Condition['type'], status: Condition['status']): Condition {
  return { type, status, reason: 'Progressing', message: 'm', lastTransitionTime: earlier, observedGeneration: 1 };
}

const anyCondition = fc.record({
  type: fc.constantFrom<Condition['type']>('Ready', 'Reconciling', 'Stalled', 'Suspended'),
  status: fc.constantFrom<Condition['status']>('True', 'False', 'Unknown'),
  reason: fc.constantFrom('Progressing', 'Deployed'),
  message: fc.string(),
  observedGeneration: fc.nat(5),
});

describe('setCondition', () => {
  it('keeps the time while the status stays, whatever else changes', () => {
    const set = setCondition(
      [condition('Ready', 'False')],
      { type: 'Ready', status: 'False', reason: 'InvalidSpec', message: 'other', observedGeneration: 2 },
      now,
    );
    expect(set).toEqual([
      {
        type: 'Ready',
        status: 'False',
        reason: 'InvalidSpec',
        message: 'other',
        observedGeneration: 2,
        lastTransitionTime: earlier,
      },
    ]);
  });

  it('moves the time when the status flips', () => {
    const [ready] = setCondition([condition('Ready', 'False')], condition('Ready', 'True'), now);
    expect(ready?.lastTransitionTime).toBe(now);
  });

  it('keeps the order and appends what is new', () => {
    const before = [condition('Suspended', 'True'), condition('Ready', 'True')];
    const after = setCondition(
      setCondition(before, condition('Ready', 'False'), now),
      condition('Stalled', 'True'),
      now,
    );
    expect(after.map(({ type }) => type)).toEqual(['Suspended', 'Ready', 'Stalled']);
  });

  it('leaves the given list alone', () => {
    const before = Object.freeze([Object.freeze(condition('Ready', 'True'))]);
    expect(() => setCondition(before, condition('Ready', 'False'), now)).not.toThrow();
    expect(before[0]?.status).toBe('True');
  });

  it('is idempotent, and never has a type twice', () => {
    fc.assert(
      fc.property(fc.array(anyCondition, { maxLength: 12 }), anyCondition, (earlierOnes, last) => {
        const list = earlierOnes.reduce<Condition[]>((all, each) => setCondition(all, each, earlier), []);
        const once = setCondition(list, last, now);
        expect(setCondition(once, last, '2027-01-01T00:00:00Z')).toEqual(once);
        expect(new Set(once.map(({ type }) => type)).size).toBe(once.length);
      }),
    );
  });
});
