import { describe, expect, it } from '@jest/globals';
import type { Task } from '@aws-sdk/client-ecs';
import type { RolloutStatus } from '../../api/status.ts';
import {
  describeFailedTask,
  failedTaskRecords,
  failedTasksOf,
  failureReason,
  newestTrouble,
} from './failure-reason.ts';

const rollout: RolloutStatus = { inputHash: 'v1:x', deploymentId: 'ecs-svc/2', status: 'RolledBack' };

function task(id: string, changes: Partial<Task> = {}): Task {
  return {
    taskArn: `arn:aws:ecs:us-east-1:111122223333:task/demo/${id}`,
    startedBy: 'ecs-svc/2',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    stoppedAt: new Date(1_000),
    containers: [{ name: 'app', exitCode: 1 }],
    ...changes,
  };
}

describe('how a task ended', () => {
  it.each([
    [
      'an exit code',
      task('a'),
      'task a stopped; EssentialContainerExited: Essential container in task exited; container app exited with code 1',
    ],
    [
      'out of memory, told by the container only',
      task('a', {
        containers: [{ name: 'app', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
      }),
      'task a stopped; EssentialContainerExited: Essential container in task exited; container app exited with code 137 (OutOfMemoryError: Container killed due to memory usage)',
    ],
    [
      'an image that cannot be pulled',
      task('a', {
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'CannotPullContainerError: x',
        containers: [{ name: 'app', reason: 'CannotPullContainerError: x' }],
      }),
      'task a stopped; TaskFailedToStart: CannotPullContainerError: x; container app did not start (CannotPullContainerError: x)',
    ],
    ['no more than ECS tells', { taskArn: 'a/b' }, 'task b stopped'],
    [
      'containers that ended well',
      task('a', { containers: [{ name: 'init', exitCode: 0 }] }),
      'task a stopped; EssentialContainerExited: Essential container in task exited',
    ],
  ])('%s', (_case, failed, words) => {
    expect(describeFailedTask(failed)).toBe(words);
  });
});

describe('the tasks that explain a rollout', () => {
  it('are its own, failed, oldest first', () => {
    const tasks = [
      task('late', { stoppedAt: new Date(9_000) }),
      task('early', { stoppedAt: new Date(2_000) }),
      task('other', { startedBy: 'ecs-svc/1' }),
      task('scaled', {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
      }),
      task('by-hand', { stopCode: 'UserInitiated' }),
      { taskArn: 'x', startedBy: 'ecs-svc/2' },
    ];
    expect(failedTasksOf(rollout, tasks).map(({ taskArn }) => taskArn?.split('/').at(-1))).toEqual(['early', 'late']);
  });

  it('are kept three at most', () => {
    const records = failedTaskRecords(
      rollout,
      ['a', 'b', 'c', 'd'].map((id) => task(id)),
    );
    expect(records).toHaveLength(3);
    expect(records[0]).toEqual({
      taskArn: task('a').taskArn,
      stopCode: 'EssentialContainerExited',
      reason: describeFailedTask(task('a')),
    });
  });
});

describe('why a rollout failed', () => {
  const breaker = 'ECS deployment circuit breaker: tasks failed to start.';
  const deployments = [{ id: 'ecs-svc/2', rolloutState: 'FAILED' as const, rolloutStateReason: breaker }];
  const events = [
    { message: '(service web) has reached a steady state.' },
    { message: '(service web) was unable to place a task. Reason: Internal error.' },
  ];

  it('is what ECS says, and the first failed task', () => {
    const reason = failureReason({
      rollout,
      service: { deployments, events },
      deployment: undefined,
      tasks: [task('a')],
    });
    expect(reason).toBe(`${breaker} ${describeFailedTask(task('a')).replace('task', 'Task')}.`);
  });

  it('is an event where no task was seen', () => {
    const reason = failureReason({ rollout, service: { deployments: [], events }, deployment: undefined, tasks: [] });
    expect(reason).toBe('(service web) was unable to place a task. Reason: Internal error.');
  });

  it('is no event from before the rollout', () => {
    const past = events.map((event) => ({ ...event, createdAt: new Date(1_000) }));
    const later = { ...rollout, startedAt: new Date(2_000).toISOString() };
    const service = { deployments: [], events: past };
    expect(failureReason({ rollout: later, service, deployment: undefined, tasks: [] })).toBe('ECS gives no reason.');
  });

  it('says the same thing once', () => {
    const deployment = { statusReason: 'It failed.', rollback: { reason: 'It failed.' } };
    expect(failureReason({ rollout, service: {}, deployment, tasks: [] })).toBe('It failed.');
  });

  it('admits that nobody said why', () => {
    expect(failureReason({ rollout, service: {}, deployment: undefined, tasks: [] })).toBe('ECS gives no reason.');
  });

  it('finds the newest trouble among the events', () => {
    expect(newestTrouble({ events })).toBe(events[1]?.message);
    expect(newestTrouble({})).toBeUndefined();
  });
});
