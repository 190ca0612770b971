import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { createTestService, type TestService } from '../services/test-service.ts';

const UNABLE =
  'was unable to reach steady state because task set (ecs-svc/N) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.';

function arns(service: TestService): string[] {
  return service.tasks().map(({ taskArn }) => String(taskArn));
}

function protect(service: TestService, tasks: readonly string[], more: Json = {}): Json {
  return service.ecs('UpdateTaskProtection', { cluster: 'demo', tasks, protectionEnabled: true, ...more });
}

function three(): TestService {
  const service = createTestService();
  service.create({ desiredCount: 3 });
  service.untilSteady();
  return service;
}

describe('protected tasks', () => {
  it('are not stopped when a service scales in', () => {
    const service = three();
    const [first = '', second = ''] = arns(service);
    protect(service, [first]);
    service.update({ desiredCount: 1 });
    service.untilSteady();
    expect(arns(service)).toEqual([first]);
    expect(service.tasks('STOPPED').map(({ taskArn }) => taskArn)).toContain(second);
  });

  it('keep a service above its count until their protection ends, and its events say so once', () => {
    const service = three();
    protect(service, arns(service), { expiresInMinutes: 30 });
    service.update({ desiredCount: 1 });
    service.pass(1_200);
    expect(service.read()).toMatchObject({ desiredCount: 1, runningCount: 3 });
    expect(service.told().filter((message) => message === UNABLE)).toHaveLength(1);
    service.untilSteady();
    expect(service.read()).toMatchObject({ runningCount: 1 });
  });

  it('are stopped soon after their protection is taken away', () => {
    const service = three();
    protect(service, arns(service));
    service.update({ desiredCount: 0 });
    service.pass(60);
    expect(arns(service)).toHaveLength(3);
    protect(service, arns(service), { protectionEnabled: false });
    service.pass(5);
    expect(arns(service)).toEqual([]);
  });

  it('of an old revision outlast the deployment that replaces it, which goes on', () => {
    const service = three();
    const [held = ''] = arns(service);
    protect(service, [held], { expiresInMinutes: 60 });
    service.update({ forceNewDeployment: true });
    service.pass(1_800);
    expect(arns(service)).toHaveLength(4);
    expect(arns(service)).toContain(held);
    expect(service.read().deployments).toMatchObject([{ runningCount: 3 }, { status: 'ACTIVE', runningCount: 1 }]);
    expect(service.told()).toContain(UNABLE);
    service.untilSteady();
    expect(service.read().deployments).toHaveLength(1);
    expect(arns(service)).not.toContain(held);
  });

  it('can be stopped by hand, and with their service', () => {
    const service = three();
    const [first = ''] = arns(service);
    protect(service, arns(service));
    service.ecs('StopTask', { cluster: 'demo', task: first });
    service.pass(60);
    expect(arns(service)).not.toContain(first);
    service.ecs('DeleteService', { cluster: 'demo', service: 'web', force: true });
    service.until(({ status }) => status === 'INACTIVE');
  });

  it('cannot become more while they are more than the service wants', () => {
    const service = three();
    const [first = '', second = '', third = ''] = arns(service);
    protect(service, [first, second]);
    service.update({ desiredCount: 1 });
    service.pass(1);
    expect(protect(service, [third])).toEqual({
      protectedTasks: [],
      failures: [{ arn: third, reason: 'DEPLOYMENT_BLOCKED' }],
    });
    expect(protect(service, [first], { protectionEnabled: false })).toMatchObject({ failures: [] });
  });
});

describe('a service that stays as it should be', () => {
  it('says so again every six hours', () => {
    const service = three();
    const steady = (): number => service.told().filter((message) => message.endsWith('steady state.')).length;
    expect(steady()).toBe(1);
    service.pass(6 * 3_600 + 10);
    expect(steady()).toBe(2);
    service.pass(24 * 3_600);
    expect(steady()).toBe(6);
  });
});
