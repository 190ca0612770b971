import { describe, expect, it } from '@jest/globals';
import type { RolloutStatus } from '../../api/status.ts';
import { describeWaiting, waitingGates } from './waiting-gates.ts';

const hook = { hookId: 'ecs-pause-1', status: 'AWAITING_ACTION', expiresAt: new Date(0) } as const;
const rollout: RolloutStatus = {
  inputHash: 'v1:x',
  status: 'InProgress',
  serviceDeploymentArn: 'arn:aws:ecs:us-east-1:111122223333:service-deployment/demo/web/abc',
};

describe('the gates at which a deployment waits', () => {
  it('are its hooks that await action, with the stage that it has reached', () => {
    const lifecycleHookDetails = [
      { ...hook, timeoutAction: 'ROLLBACK' as const },
      { hookId: 'ecs-pause-2', status: 'SUCCEEDED' as const },
    ];
    expect(waitingGates({ lifecycleStage: 'POST_SCALE_UP', lifecycleHookDetails })).toEqual([
      {
        hookId: 'ecs-pause-1',
        lifecycleStage: 'POST_SCALE_UP',
        expiresAt: '1970-01-01T00:00:00.000Z',
        timeoutAction: 'ROLLBACK',
      },
    ]);
  });

  it('are none without hooks', () => {
    expect(waitingGates({})).toEqual([]);
    expect(waitingGates(undefined)).toEqual([]);
  });
});

describe('a rollout that waits', () => {
  const gate = { hookId: 'ecs-pause-1', expiresAt: '1970-01-01T00:00:00.000Z' };

  it.each([
    ['ROLLBACK', 'rolls back'],
    ['CONTINUE', 'goes on'],
  ])('is told with its end, %s, and with how to answer', (timeoutAction, end) => {
    expect(describeWaiting({ ...rollout, waitsFor: [{ ...gate, timeoutAction }] }, undefined)).toBe(
      `It waits for approval until 1970-01-01T00:00:00.000Z, when ECS ${end}. Let it go on with the annotation ` +
        'ecs-operator.dev/approve=abc, or roll it back with ecs-operator.dev/abort=abc.',
    );
  });

  it('asks at the second gate for a value that is a new one', () => {
    const words = describeWaiting({ ...rollout, waitsFor: [gate] }, { 'ecs-operator.dev/approve': 'abc' });
    expect(words).toContain('approve=ecs-pause-1,');
    expect(words).toContain('abort=abc.');
  });

  it('is not told of when it waits for nobody', () => {
    expect(describeWaiting(rollout, undefined)).toBeUndefined();
    expect(describeWaiting(undefined, undefined)).toBeUndefined();
  });
});
