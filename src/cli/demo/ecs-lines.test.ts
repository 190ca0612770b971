import { describe, expect, it } from '@jest/globals';
import { ecsLines } from './ecs-lines.ts';
import type { EcsSnapshot, ServiceSeen, TaskSeen } from './ecs-snapshot.ts';

const nothing: EcsSnapshot = { taskDefinitions: [], services: [], tasks: [], targets: [] };
const revision = (number: number) => `arn:aws:ecs:us-east-1:111122223333:task-definition/default_web:${number}`;

function service(more: Partial<ServiceSeen> = {}): ServiceSeen {
  return {
    serviceName: 'default_web',
    status: 'ACTIVE',
    desiredCount: 2,
    runningCount: 0,
    taskDefinition: revision(1),
    events: [],
    deployments: [deployment(1)],
    ...more,
  };
}

function deployment(number: number, rolloutState = 'IN_PROGRESS') {
  return { id: `ecs-svc/${number}`, status: 'PRIMARY', taskDefinition: revision(number), rolloutState };
}

function task(id: string, more: Partial<TaskSeen> = {}): TaskSeen {
  return {
    taskArn: `arn:aws:ecs:us-east-1:111122223333:task/demo/${id.repeat(4)}`,
    taskDefinitionArn: revision(1),
    lastStatus: 'RUNNING',
    containers: [{ name: 'app' }],
    ...more,
  };
}

const [taskA, taskB] = ['aaaabbbb', 'ccccdddd'] as const;

function texts(before: Partial<EcsSnapshot>, after: Partial<EcsSnapshot>): string[] {
  return ecsLines({ ...nothing, ...before }, { ...nothing, ...after }).map(({ text }) => text);
}

describe('what is told about ECS', () => {
  it('revisions that come and go', () => {
    const before = { taskDefinitions: [revision(1), revision(2)] };
    expect(texts(before, { taskDefinitions: [revision(2), revision(3)] })).toEqual([
      'task definition default_web:3 registered',
      'task definition default_web:1 deregistered',
    ]);
  });

  it('scaling that comes and goes', () => {
    const targets = [{ resourceId: 'service/demo/default_web', minCapacity: 2, maxCapacity: 6 }];
    expect(texts({}, { targets })).toEqual(['scaling of service/demo/default_web: between 2 and 6 tasks']);
    expect(texts({ targets }, { targets })).toEqual([]);
    expect(texts({ targets }, {})).toEqual(['scaling of service/demo/default_web: removed']);
  });

  it('a service, its deployments and its events in the order of time, in the words of ECS', () => {
    const events = [
      { id: '2', message: '(service default_web) has reached a steady state.' },
      { id: '1', message: `(service default_web) has started 1 tasks: (task ${taskA.repeat(4)}).` },
    ];
    const first = service({ events: events.slice(1) });
    expect(texts({}, { services: [first] })).toEqual([
      'service default_web created, 2 tasks wanted',
      'service default_web: deployment ecs-svc/1 of default_web:1 begins',
      'service default_web has started 1 tasks: (task aaaabbbb).',
    ]);
    expect(texts({ services: [first] }, { services: [service({ events })] })).toEqual([
      'service default_web has reached a steady state.',
    ]);
  });

  it('a rollback is no new deployment', () => {
    const failing = service({ deployments: [deployment(2)] });
    const back = service({ deployments: [deployment(1, 'COMPLETED'), deployment(2, 'FAILED')] });
    expect(texts({ services: [failing] }, { services: [back] })).toEqual([]);
  });

  it('the end of a service', () => {
    const [active, draining] = [service(), service({ status: 'DRAINING' })];
    expect(texts({ services: [active] }, { services: [draining] })).toEqual(['service default_web is DRAINING']);
  });

  it('tasks that run, together; other states are left out', () => {
    const tasks = [task(taskA), task(taskB)];
    expect(texts({}, { tasks: [task(taskA, { lastStatus: 'PENDING' })] })).toEqual([]);
    expect(texts({}, { tasks })).toEqual(['2 tasks of default_web:1 RUNNING']);
    expect(texts({ tasks: tasks.slice(1) }, { tasks })).toEqual(['task aaaabbbb of default_web:1 RUNNING']);
    expect(texts({ tasks }, { tasks })).toEqual([]);
  });

  it('why a task stopped', () => {
    const crashed = task(taskA, {
      lastStatus: 'STOPPED',
      stoppedReason: 'Essential container in task exited',
      containers: [{ name: 'app', exitCode: 1 }],
    });
    expect(ecsLines(nothing, { ...nothing, tasks: [crashed] })).toEqual([
      {
        actor: 'ecs',
        text: 'task aaaabbbb of default_web:1 STOPPED: Essential container in task exited (app: exit code 1)',
        tone: 'bad',
      },
    ]);
  });

  it('tasks that the scheduler stopped are no bad news', () => {
    const stopped = task(taskA, {
      lastStatus: 'STOPPED',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
      containers: [{ name: 'app', exitCode: 0 }],
    });
    expect(ecsLines(nothing, { ...nothing, tasks: [stopped] })[0]).not.toHaveProperty('tone');
  });
});
