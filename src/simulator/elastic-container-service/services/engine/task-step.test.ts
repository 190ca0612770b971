import { describe, expect, it } from '@jest/globals';
import type { TaskContainer, TaskRecord, TaskStep } from '../task-record.ts';
import { TYPICAL_PACE } from './delays.ts';
import { applyStep, tellToStop } from './task-step.ts';

function container(more: Partial<TaskContainer> = {}): TaskContainer {
  return {
    arn: 'arn',
    name: 'app',
    image: 'app:1',
    imageDigest: 'sha256:0',
    runtimeId: 'id-1',
    cpu: '0',
    essential: true,
    healthChecked: false,
    lastStatus: 'PENDING',
    healthStatus: 'UNKNOWN',
    hasRun: false,
    ...more,
  };
}

function newTask(more: Partial<TaskRecord> = {}): TaskRecord {
  return {
    arn: 'arn',
    id: 'id',
    clusterArn: 'cluster',
    serviceArn: 'service',
    serviceName: 'web',
    deploymentId: 'ecs-svc/1',
    revisionArn: 'revision',
    taskDefinitionArn: 'web:1',
    family: 'web',
    launchType: 'FARGATE',
    architecture: 'x86_64',
    ephemeralStorageGiB: 20,
    enableExecuteCommand: false,
    availabilityZone: 'us-east-1a',
    attachment: { id: 'a', networkInterfaceId: 'eni', macAddress: 'mac', address: '10.0.0.1' },
    attachmentStatus: 'PRECREATED',
    containers: [container()],
    tags: [],
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    version: 1,
    createdAt: 0,
    hasHealthCheck: false,
    pace: TYPICAL_PACE,
    plan: [],
    ...more,
  };
}

function after(task: TaskRecord, ...steps: TaskStep[]): TaskRecord {
  for (const [index, step] of steps.entries()) applyStep(task, step, (index + 1) * 1_000);
  return task;
}

describe('a task', () => {
  it('has its interface before it is pending, and counts its states', () => {
    expect(after(newTask(), 'connect')).toMatchObject({
      lastStatus: 'PROVISIONING',
      attachmentStatus: 'ATTACHED',
      version: 1,
    });
    expect(after(newTask(), 'connect', 'pend')).toMatchObject({ lastStatus: 'PENDING', version: 2 });
    expect(after(newTask(), 'connect', 'pend', 'run')).toMatchObject({
      lastStatus: 'RUNNING',
      version: 3,
      startedAt: 3_000,
      healthySince: 3_000,
      containers: [{ lastStatus: 'RUNNING', hasRun: true }],
    });
  });

  it('with a check is healthy only when the check says so', () => {
    const checked = newTask({ hasHealthCheck: true, containers: [container({ healthChecked: true }), container()] });
    expect(after(checked, 'run').healthySince).toBeUndefined();
    expect(after(checked, 'healthy')).toMatchObject({
      healthySince: 1_000,
      containers: [{ healthStatus: 'HEALTHY' }, { healthStatus: 'UNKNOWN' }],
    });
    expect(applyStep(checked, 'unhealthy', 9_000)).toBe('unhealthy');
    expect(checked.healthySince).toBeUndefined();
  });

  it('whose essential container exits says RUNNING until it is stopping, and only then has failed', () => {
    const task = newTask({
      doomed: { container: 'app', reason: '' },
      containers: [container(), container({ name: 'side' })],
    });
    after(task, 'connect', 'pend', 'run');
    expect(applyStep(task, 'exit', 5_000)).toBe('none');
    expect(task).toMatchObject({
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      stopCode: 'EssentialContainerExited',
      containers: [{ exitCode: 1 }, { exitCode: 0 }],
    });
    expect(applyStep(task, 'stopping', 15_000)).toBe('failed');
    expect(task).toMatchObject({
      lastStatus: 'DEPROVISIONING',
      desiredStatus: 'STOPPED',
      stoppingAt: 15_000,
      version: 5,
    });
    applyStep(task, 'stop', 20_000);
    expect(task).toMatchObject({ lastStatus: 'STOPPED', stoppedAt: 20_000, attachmentStatus: 'DELETED', version: 6 });
  });

  it('that cannot start has no start, no exit code, and the reason twice', () => {
    const task = newTask({ doomed: { container: 'app', reason: 'no image', containerReason: 'no image' } });
    expect(applyStep(task, 'fail-to-start', 100_000)).toBe('failed');
    expect(task).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'no image',
      containers: [{ reason: 'no image', lastStatus: 'STOPPED' }],
    });
    expect(task.startedAt).toBeUndefined();
    expect(task.containers[0]?.exitCode).toBeUndefined();
  });

  it('that fails before any pull shows both times of the pull, milliseconds apart, and no digest', () => {
    const task = newTask({ doomed: { container: '', reason: 'no secret', beforePull: true } });
    applyStep(task, 'fail-to-start', 25_000);
    expect(task).toMatchObject({ stoppedReason: 'no secret', pullStartedAt: 24_996, pullStoppedAt: 25_000 });
    expect(task.containers[0]).toMatchObject({ lastStatus: 'STOPPED', hasRun: false });
    expect(task.containers[0]).not.toHaveProperty('reason');
  });

  it('starts and ends containers apart from itself', () => {
    const first = container({ name: 'init', essential: false, startsAt: 1_000, endsAt: 2_000, endsWith: 7 });
    const task = newTask({ containers: [first, container()] });
    applyStep(task, 'containers', 1_000);
    expect(task.containers.map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'PENDING']);
    applyStep(task, 'containers', 2_000);
    expect(task.containers[0]).toMatchObject({ lastStatus: 'STOPPED', exitCode: 7 });
    applyStep(task, 'run', 3_000);
    expect(task.containers).toMatchObject([{ lastStatus: 'STOPPED', exitCode: 7 }, { lastStatus: 'RUNNING' }]);
  });

  it('waits for a container that does not heed its signal, and kills it', () => {
    const task = after(newTask({ containers: [container({ ignoresStop: true })], stopTakes: 21_300 }), 'run');
    tellToStop(task, 10_000, 'UserInitiated', 'enough');
    for (const { at, step } of task.plan) applyStep(task, step, at);
    expect(task).toMatchObject({ executionStoppedAt: 31_300, stoppedAt: 55_300, containers: [{ exitCode: 137 }] });
  });

  it('that is told to stop keeps its last status, and forgets what was planned', () => {
    const task = after(newTask({ plan: [{ at: 99_000, step: 'unhealthy' }] }), 'connect', 'pend', 'run');
    tellToStop(task, 10_000, 'UserInitiated', 'enough');
    expect(task).toMatchObject({
      lastStatus: 'RUNNING',
      desiredStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      stoppingAt: 10_000,
      version: 4,
    });
    expect(task.plan.map(({ step }) => step)).toEqual(['container-stop', 'deprovision', 'stop', 'forget']);
    for (const { at, step } of task.plan) applyStep(task, step, at);
    expect(task).toMatchObject({ lastStatus: 'STOPPED', executionStoppedAt: 12_000, stoppedAt: 36_000, version: 6 });
    expect(task.containers[0]?.exitCode).toBe(0);
  });
});
