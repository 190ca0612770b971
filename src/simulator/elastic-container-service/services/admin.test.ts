import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { serviceAdminActions } from './admin.ts';
import { createTestService, type TestService } from './test-service.ts';

function act(service: TestService, action: string, body: Json): Json {
  const run = serviceAdminActions[action];
  if (run === undefined) throw new Error(`no action ${action}`);
  return run(service.context, body);
}

function runTask(service: TestService): string {
  const { tasks } = service.ecs('RunTask', {
    cluster: 'demo',
    taskDefinition: 'web:1',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  });
  return String((tasks as Json[])[0]?.['taskArn']);
}

describe('kill-tasks', () => {
  it('interrupts as many tasks of a service as it says, and the service replaces them', () => {
    const service = createTestService();
    service.create({ desiredCount: 3 });
    service.untilSteady();
    const { taskArns } = act(service, 'kill-tasks', { cluster: 'demo', service: 'web', count: 2 });
    expect(taskArns).toHaveLength(2);
    const stopped = { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' };
    expect(service.tasks('STOPPED')).toMatchObject([stopped, stopped]);
    service.untilSteady();
    expect(service.read().runningCount).toBe(3);
  });

  it('interrupts standalone tasks by id or ARN, which nobody replaces', () => {
    const service = createTestService();
    const [first, second] = [runTask(service), runTask(service)];
    service.pass(60);
    const id = first.slice(first.lastIndexOf('/') + 1);
    expect(act(service, 'kill-tasks', { cluster: 'demo', tasks: [id, 'unknown'] })).toEqual({ taskArns: [first] });
    service.pass(60);
    expect(service.ecs('ListTasks', { cluster: 'demo' })).toEqual({ taskArns: [second] });
    const { tasks } = service.ecs('DescribeTasks', { cluster: 'demo', tasks: [first] });
    expect(tasks).toMatchObject([{ lastStatus: 'STOPPED', stopCode: 'SpotInterruption' }]);
  });

  it('leaves alone what is stopping already, and refuses a service that is not there', () => {
    const service = createTestService();
    service.create({ desiredCount: 1 });
    service.untilSteady();
    act(service, 'kill-tasks', { cluster: 'demo', service: 'web' });
    expect(act(service, 'kill-tasks', { cluster: 'demo', service: 'web' })).toEqual({ taskArns: [] });
    expect(() => act(service, 'kill-tasks', { cluster: 'demo', service: 'other' })).toThrow(/Service not found/);
  });
});

describe('shorten-arn', () => {
  it('makes a service one of before 2021, which is found by both of its ARNs', () => {
    const service = createTestService();
    service.create();
    const { serviceArn } = act(service, 'shorten-arn', { cluster: 'demo', service: 'web' });
    expect(serviceArn).toBe('arn:aws:ecs:us-east-1:111122223333:service/web');
    expect(service.ecs('ListServices', { cluster: 'demo' })).toEqual({ serviceArns: [serviceArn] });
    for (const reference of [serviceArn, 'arn:aws:ecs:us-east-1:111122223333:service/demo/web', 'web']) {
      const { services } = service.ecs('DescribeServices', { cluster: 'demo', services: [reference] });
      expect(services).toMatchObject([{ serviceArn, serviceName: 'web' }]);
    }
    service.ecs('UpdateService', { cluster: 'demo', service: serviceArn, desiredCount: 1 });
    service.untilSteady();
  });
});
