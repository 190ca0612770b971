import type { NotScaledReason, ScalingActivity } from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, it } from '@jest/globals';
import { describeActivities, isUnderWay } from './activities.ts';
import { targetIdentity } from './desired.ts';

function activity(change: Partial<ScalingActivity> & { minute?: number }): ScalingActivity {
  const { minute = 0, ...rest } = change;
  return {
    ...targetIdentity('service/demo/web'),
    ActivityId: 'a',
    Description: 'Setting desired count to 2.',
    Cause: 'monitor alarm high in state ALARM triggered policy cpu',
    StartTime: new Date(minute * 60_000),
    StatusCode: 'Successful',
    ...rest,
  };
}

function notScaled(...reasons: NotScaledReason[]): string | undefined {
  return describeActivities([activity({ StatusCode: 'Failed', NotScaledReasons: reasons })])[0]?.message;
}

describe('the activities in status', () => {
  it('tell when, how it ended, why, and what became of it', () => {
    const done = activity({ EndTime: new Date(90_000), StatusMessage: 'Successfully set desired count to 2.' });
    expect(describeActivities([done])).toEqual([
      {
        startedAt: '1970-01-01T00:00:00.000Z',
        endedAt: '1970-01-01T00:01:30.000Z',
        status: 'Successful',
        cause: 'monitor alarm high in state ALARM triggered policy cpu',
        message: 'Successfully set desired count to 2.',
      },
    ]);
  });

  it('are the ten newest, newest first', () => {
    const many = Array.from({ length: 30 }, (_, minute) => activity({ minute }));
    const told = describeActivities(many);
    expect(told).toHaveLength(10);
    expect(told[0]?.startedAt).toBe('1970-01-01T00:29:00.000Z');
    expect(told[9]?.startedAt).toBe('1970-01-01T00:20:00.000Z');
  });

  it('say in plain words why nothing was changed', () => {
    expect(notScaled({ Code: 'AlreadyAtMaxCapacity', MaxCapacity: 10 })).toBe(
      'Not scaled: already at max capacity 10.',
    );
    expect(notScaled({ Code: 'AlreadyAtMinCapacity', MinCapacity: 0 })).toBe('Not scaled: already at min capacity 0.');
    expect(notScaled({ Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: 3 })).toBe(
      'Not scaled: the policy asks for the 3 that there are.',
    );
    expect(notScaled({ Code: 'AutoScalingAnticipatedFlapping' })).toBe('Not scaled: scaling now would soon be undone.');
    expect(notScaled({ Code: 'TargetServicePutResourceAsUnscalable' })).toContain('ECS does not let the service');
    expect(notScaled({ Code: 'NewReason' })).toBe('Not scaled: NewReason.');
  });

  it('are cut where AWS has much to say', () => {
    const [told] = describeActivities([activity({ Cause: 'x'.repeat(5_000), StatusMessage: 'y'.repeat(5_000) })]);
    expect([told?.cause.length, told?.message.length]).toEqual([1_024, 1_024]);
  });

  it('say what was tried where AWS has no more to say', () => {
    expect(describeActivities([activity({})])[0]?.message).toBe('Setting desired count to 2.');
  });

  it('are under way as long as one has not ended', () => {
    expect(isUnderWay(describeActivities([activity({}), activity({ StatusCode: 'InProgress' })]))).toBe(true);
    expect(isUnderWay(describeActivities([activity({ StatusCode: 'Overridden' })]))).toBe(false);
  });
});
