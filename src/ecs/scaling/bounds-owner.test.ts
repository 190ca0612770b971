import type { ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, it } from '@jest/globals';
import { boundsSetBy } from './bounds-owner.ts';
import { scheduledActionInput } from './desired.ts';

const spec = { minCapacity: 2, maxCapacity: 6 };

function action(name: string, scalableTargetAction: { minCapacity?: number; maxCapacity?: number }): ScheduledAction {
  const input = scheduledActionInput('service/demo/web', { name, schedule: 'rate(1 day)', scalableTargetAction });
  return { ...input, ScheduledActionARN: 'arn', CreationTime: new Date(0) } as ScheduledAction;
}

const night = action('night', { maxCapacity: 1, minCapacity: 0 });
const rush = action('rush', { minCapacity: 5 });

describe('who set the bounds', () => {
  it.each([
    ['those of the spec', 2, 6, [night, rush], 'Spec'],
    ['those of an action', 0, 1, [night, rush], 'ScheduledAction/night'],
    ['the one bound of an action', 5, 6, [night, rush], 'ScheduledAction/rush'],
    ['an action, and somebody else the other bound', 5, 9, [night, rush], 'ScheduledAction/rush'],
    ['nobody that we know', 3, 6, [night, rush], 'External'],
    ['nobody, without actions', 3, 6, [], 'External'],
    [
      'the action that names both',
      5,
      9,
      [rush, action('both', { minCapacity: 5, maxCapacity: 9 })],
      'ScheduledAction/both',
    ],
    ['no action that says what the spec says', 3, 6, [action('same', { maxCapacity: 6 })], 'External'],
  ] as const)('%s', (_case, MinCapacity, MaxCapacity, actions, setter) => {
    expect(boundsSetBy(spec, { MinCapacity, MaxCapacity }, actions)).toBe(setter);
  });
});
