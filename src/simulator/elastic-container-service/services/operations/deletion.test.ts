import { describe, expect, it } from '@jest/globals';
import { createTestService } from '../test-service.ts';

const web = { cluster: 'demo', service: 'web' };

describe('DeleteService', () => {
  it('drains, stops what runs, and leaves an INACTIVE service for an hour', () => {
    const service = createTestService();
    service.create();
    service.untilSteady();
    service.ecs('DeleteService', { ...web, force: true });
    expect(service.read()).toMatchObject({ status: 'DRAINING', desiredCount: 0, runningCount: 2 });
    service.until(({ runningCount }) => runningCount === 0);
    expect(service.told().at(-1)).toBe('has stopped 2 running tasks: (task) (task).');
    service.until(({ status }) => status === 'INACTIVE');
    expect(service.tasks('STOPPED').every(({ lastStatus }) => lastStatus === 'STOPPED')).toBe(true);
    expect(service.read()).toMatchObject({ events: [], deployments: [], currentServiceRevisions: [] });
    service.pass(3_700);
    expect(service.ecs('DescribeServices', { cluster: 'demo', services: ['web'] })).toMatchObject({
      services: [],
      failures: [{ reason: 'MISSING' }],
    });
    expect(service.world.services.tasks.size).toBe(0);
    expect(service.clock.pendingTimers).toBe(0);
  });

  it('needs no force when the count is nought', () => {
    const service = createTestService();
    service.create({ desiredCount: 0 });
    service.ecs('DeleteService', web);
    expect(service.until(({ status }) => status === 'INACTIVE')).toBeLessThan(60);
  });

  it('ends a deployment that is under way', () => {
    const service = createTestService(['app:1', 'app:crash']);
    service.create({ deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } });
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    service.pass(40);
    const before = service.newest();
    service.ecs('DeleteService', { ...web, force: true });
    expect(before['status']).toBe('IN_PROGRESS');
    expect(service.newest()).toMatchObject({ status: 'STOPPED' });
    expect(service.read().deployments.map(({ status }) => status)).toEqual(['PRIMARY', 'DRAINING']);
    service.until(({ status }) => status === 'INACTIVE');
    expect(service.tasks()).toEqual([]);
  });

  it('of what is draining succeeds again and changes nothing', () => {
    const service = createTestService();
    service.create();
    service.ecs('DeleteService', { ...web, force: true });
    service.pass(5);
    const before = service.read();
    expect(service.ecs('DeleteService', web)).toMatchObject({ service: { status: 'DRAINING' } });
    expect(service.read()).toEqual(before);
  });

  it('leaves the services beside it alone', () => {
    const service = createTestService();
    service.create();
    service.create({ serviceName: 'other' });
    service.ecs('DeleteService', { cluster: 'demo', service: 'other', force: true });
    service.untilSteady();
    service.pass(7_200);
    expect(service.read()).toMatchObject({ status: 'ACTIVE', runningCount: 2 });
    expect(service.tasks('STOPPED')).toEqual([]);
  });

  it('frees the name: the next service of that name has the ARN and nothing else of it', () => {
    const service = createTestService(['app:1', 'app:2']);
    service.create({ tags: [{ key: 'a', value: 'b' }], clientToken: 'one' });
    service.untilSteady();
    const first = service.read();
    service.ecs('DeleteService', { ...web, force: true });
    service.until(({ status }) => status === 'INACTIVE');
    service.create({ taskDefinition: 'web:2', clientToken: 'one' });
    expect(service.read()['serviceArn']).toBe(first['serviceArn']);
    expect(service.read()).toMatchObject({ events: [], runningCount: 0, desiredCount: 2 });
    service.untilSteady();
    expect(service.read().deployments).toHaveLength(1);
    expect(service.tasks()).toHaveLength(2);
  });
});
