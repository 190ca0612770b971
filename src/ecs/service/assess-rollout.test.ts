import { describe, expect, it } from '@jest/globals';
import type { Deployment, Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import type { RolloutStatus } from '../../api/status.ts';
import { assessRollout, isDeploymentOf, SETTLE_MS } from './assess-rollout.ts';

const T = Date.UTC(2026, 10, 21, 12);
const sent: RolloutStatus = {
  inputHash: 'v1:x',
  deploymentId: 'ecs-svc/2',
  status: 'InProgress',
  startedAt: new Date(T).toISOString(),
};

function deployment(number: number, changes: Partial<Deployment> = {}): Deployment {
  return {
    id: `ecs-svc/${number}`,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    createdAt: new Date(T + (number - 2) * 60_000),
    ...changes,
  };
}

function service(...deployments: Deployment[]): Service {
  return { desiredCount: 1, deployments, events: [] };
}

function serviceDeployment(changes: Partial<ServiceDeployment>): ServiceDeployment {
  return {
    serviceDeploymentArn: 'arn:aws:ecs:us-east-1:111122223333:service-deployment/demo/web/abc',
    targetServiceRevision: { arn: 'arn:aws:ecs:us-east-1:111122223333:service-revision/demo/web/2' },
    createdAt: new Date(T),
    startedAt: new Date(T + 1_000),
    ...changes,
  };
}

const old = deployment(1, { status: 'ACTIVE', rolloutState: 'COMPLETED' });

describe('a rollout by its service deployment', () => {
  it.each([
    ['PENDING', service(deployment(2)), 'InProgress'],
    ['IN_PROGRESS', service(deployment(2)), 'InProgress'],
    ['IN_PROGRESS', service(deployment(2, { rolloutState: 'COMPLETED' })), 'InProgress'],
    ['SUCCESSFUL', service(deployment(2)), 'Successful'],
    ['SUCCESSFUL', service(deployment(2), old), 'Successful'],
    ['STOP_REQUESTED', service(deployment(2)), 'InProgress'],
    ['ROLLBACK_REQUESTED', service(deployment(2)), 'RollingBack'],
    ['ROLLBACK_IN_PROGRESS', service(deployment(1), deployment(2, { status: 'ACTIVE' })), 'RollingBack'],
    ['ROLLBACK_SUCCESSFUL', service(deployment(1, { rolloutState: 'COMPLETED' })), 'RolledBack'],
    ['ROLLBACK_FAILED', service(deployment(2, { rolloutState: 'FAILED' })), 'Failed'],
    ['STOPPED', service(deployment(2, { rolloutState: 'FAILED' })), 'Failed'],
    ['STOPPED', service(deployment(2)), 'Stopped'],
    ['STOPPED', service(deployment(3), deployment(2, { status: 'ACTIVE' })), 'Superseded'],
    ['STOPPED', service(deployment(1)), 'Stopped'],
  ] as const)('%s reads %#', (status, live, expected) => {
    const next = assessRollout(sent, { service: live, deployment: serviceDeployment({ status }), now: T + 90_000 });
    expect(next.status).toBe(expected);
  });

  it('takes over what ECS tells of it', () => {
    const told = serviceDeployment({
      status: 'IN_PROGRESS',
      lifecycleStage: 'BAKE_TIME',
      deploymentCircuitBreaker: { failureCount: 2 },
      targetServiceRevision: { arn: 'service-revision/demo/web/2', requestedProductionTrafficWeight: 10 },
    });
    expect(assessRollout(sent, { service: service(deployment(2)), deployment: told, now: T })).toMatchObject({
      lifecycleStage: 'BAKE_TIME',
      failedTasks: 2,
      trafficWeight: 10,
      startedAt: new Date(T + 1_000).toISOString(),
    });
  });

  it('is not judged by the deployment of somebody else', () => {
    const theirs = serviceDeployment({
      status: 'SUCCESSFUL',
      targetServiceRevision: { arn: 'arn:aws:ecs:us-east-1:111122223333:service-revision/demo/web/3' },
    });
    expect(assessRollout(sent, { service: service(deployment(2)), deployment: theirs, now: T }).status).toBe(
      'InProgress',
    );
  });

  it('has ended once it has ended', () => {
    const ended = { ...sent, status: 'RolledBack' } as const;
    expect(assessRollout(ended, { service: service(deployment(2, { rolloutState: 'COMPLETED' })), now: T })).toBe(
      ended,
    );
  });

  it('is not judged before it was sent', () => {
    const { deploymentId: _id, ...announced } = sent;
    expect(assessRollout(announced, { service: service(deployment(1)), now: T })).toBe(announced);
  });

  it('keeps the reason in plain words when it was refused', () => {
    const told = serviceDeployment({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      finishedAt: new Date(T + 60_000),
    });
    const failedTasks = [
      {
        taskArn: 'arn:aws:ecs:us-east-1:111122223333:task/demo/abc',
        startedBy: 'ecs-svc/2',
        stopCode: 'EssentialContainerExited' as const,
        stoppedReason: 'Essential container in task exited',
        containers: [{ name: 'app', exitCode: 3 }],
      },
    ];
    const next = assessRollout(sent, { service: service(deployment(1)), deployment: told, failedTasks, now: T });
    expect(next.reason).toBe(
      'Service deployment rolled back because the circuit breaker threshold was exceeded. Task abc stopped; EssentialContainerExited: Essential container in task exited; container app exited with code 3.',
    );
    expect(next.finishedAt).toBe(new Date(T + 60_000).toISOString());
  });
});

describe('a rollout whose service deployment cannot be described', () => {
  const completed = { rolloutState: 'COMPLETED' } as const;
  it.each([
    ['PRIMARY, completed and alone', service(deployment(2, completed)), T + 90_000, 'Successful'],
    ['PRIMARY, completed, the old one still there', service(deployment(2, completed), old), T + 90_000, 'InProgress'],
    ['PRIMARY in progress', service(deployment(2), old), T + 90_000, 'InProgress'],
    ['PRIMARY failed', service(deployment(2, { rolloutState: 'FAILED' })), T + 90_000, 'Failed'],
    ['not shown yet', service(deployment(1, completed)), T + SETTLE_MS - 1, 'Pending'],
    ['gone, an older one PRIMARY and completed', service(deployment(1, completed)), T + SETTLE_MS, 'RolledBack'],
    [
      'failed, the old id PRIMARY again',
      service(deployment(1), deployment(2, { status: 'ACTIVE', rolloutState: 'FAILED' })),
      T + 90_000,
      'RollingBack',
    ],
    ['a newer one is PRIMARY', service(deployment(3), deployment(2, { status: 'ACTIVE' })), T + 90_000, 'Superseded'],
    ['a newer one is PRIMARY, ours is gone', service(deployment(3)), T + 90_000, 'Superseded'],
  ] as const)('%s', (_case, live, now, expected) => {
    expect(assessRollout(sent, { service: live, now }).status).toBe(expected);
  });

  it('is never a success because the service is stable', () => {
    const stable = { ...service(deployment(1, completed)), runningCount: 1, pendingCount: 0 };
    expect(assessRollout(sent, { service: stable, now: T + 600_000 }).status).toBe('RolledBack');
  });
});

describe('whose service deployment it is', () => {
  it.each([
    ['arn:aws:ecs:us-east-1:111122223333:service-revision/demo/web/2', true],
    ['arn:aws:ecs:us-east-1:111122223333:service-revision/demo/web/12', false],
    [undefined, false],
  ])('%s', (arn, expected) => {
    expect(isDeploymentOf(sent, arn)).toBe(expected);
  });
});
