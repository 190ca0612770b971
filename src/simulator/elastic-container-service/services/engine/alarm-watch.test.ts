import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { serviceAdminActions } from '../admin.ts';
import { createTestService, type TestService } from '../test-service.ts';

const watching = (more: Json = {}): Json => ({
  deploymentConfiguration: { alarms: { alarmNames: ['errors', 'slow'], enable: true, rollback: true }, ...more },
});

function setAlarm(service: TestService, name: string, state: string): void {
  serviceAdminActions['set-alarm']?.(service.context, { name, state });
}

function steady(creation: Json): TestService {
  const service = createTestService(['app:1', 'app:2', 'app:3']);
  service.create(creation);
  service.untilSteady();
  return service;
}

describe('deployment alarms', () => {
  it('fail a deployment, which goes back', () => {
    const service = steady(watching());
    const [former] = service.read().deployments;
    service.update({ taskDefinition: 'web:2' });
    service.pass(30);
    setAlarm(service, 'slow', 'ALARM');
    const seconds = service.until(({ deployments }) => deployments[0]?.id === former?.id);
    expect(seconds).toBeLessThanOrEqual(20.5);
    service.untilSteady();
    expect(service.newest()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      alarms: { status: 'TRIGGERED', alarmNames: ['errors', 'slow'], triggeredAlarmNames: ['slow'] },
    });
    expect(service.told().slice(-4)).toEqual([
      '(deployment ecs-svc/N) deployment failed: alarm detected.',
      'rolling back to deployment ecs-svc/N.',
      expect.stringContaining('has stopped'),
      'has reached a steady state.',
    ]);
  });

  it('without rollback leave the failed deployment PRIMARY', () => {
    const service = steady(watching({ alarms: { alarmNames: ['errors'], enable: true, rollback: false } }));
    service.update({ taskDefinition: 'web:2' });
    service.pass(30);
    setAlarm(service, 'errors', 'ALARM');
    service.until(({ deployments }) => deployments[0]?.rolloutState === 'FAILED');
    expect(service.newest()).toMatchObject({ status: 'STOPPED', alarms: { status: 'TRIGGERED' } });
  });

  it('are watched while it bakes, in a rolling deployment too', () => {
    const service = steady(watching());
    service.update({ taskDefinition: 'web:2', ...watching({ bakeTimeInMinutes: 10 }) });
    service.pass(300);
    expect(service.newest()).toMatchObject({ status: 'IN_PROGRESS', alarms: { status: 'MONITORING' } });
    expect(service.read()).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'IN_PROGRESS' }] });
    setAlarm(service, 'errors', 'ALARM');
    service.untilSteady();
    expect(service.read().taskDefinition).toMatch(/web:1$/);
  });

  it('that are in ALARM at the start are not watched', () => {
    const service = steady(watching());
    setAlarm(service, 'errors', 'ALARM');
    service.update({ taskDefinition: 'web:2' });
    service.pass(2);
    expect(service.newest()).toMatchObject({ alarms: { status: 'DISABLED' } });
    service.untilSteady();
    expect(service.newest()).toMatchObject({ status: 'SUCCESSFUL' });
  });

  it('are done with when the deployment is', () => {
    const service = steady(watching());
    expect(service.newest()).toMatchObject({ alarms: { status: 'MONITORING_COMPLETE' } });
    setAlarm(service, 'errors', 'ALARM');
    service.pass(600);
    expect(service.read()).toMatchObject({ deployments: [{ rolloutState: 'COMPLETED' }] });
  });
});

describe('alarms of CloudWatch', () => {
  it('fail a deployment when they go off', () => {
    const service = steady({});
    const alarm = {
      AlarmName: 'errors',
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 1,
    };
    const metric = { MetricName: 'Errors', Namespace: 'Web', Period: 60, Statistic: 'Sum' };
    service.call('cloudwatch', 'PutMetricAlarm', { ...alarm, ...metric });
    service.update({ taskDefinition: 'web:2', ...watching({ bakeTimeInMinutes: 10 }) });
    service.pass(120);
    expect(service.newest()).toMatchObject({ alarms: { status: 'MONITORING' } });
    const data = { MetricName: 'Errors', Value: 5, Timestamp: service.clock.now() / 1_000 };
    service.call('cloudwatch', 'PutMetricData', { Namespace: 'Web', MetricData: [data] });
    service.until(() => service.newest()['status'] === 'ROLLBACK_IN_PROGRESS');
    expect(service.newest()).toMatchObject({ alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['errors'] } });
  });
});

describe('a bake time of ROLLING', () => {
  it('keeps deployment and rollout open for as long', () => {
    const service = steady({ deploymentConfiguration: { bakeTimeInMinutes: 0 } });
    service.update({ taskDefinition: 'web:2', deploymentConfiguration: { bakeTimeInMinutes: 5 } });
    const seconds = service.until(({ deployments }) => deployments[0]?.rolloutState === 'COMPLETED');
    expect(seconds).toBeGreaterThan(300);
    expect(seconds).toBeLessThan(400);
    expect(service.newest()).toMatchObject({ status: 'SUCCESSFUL' });
  });
});
