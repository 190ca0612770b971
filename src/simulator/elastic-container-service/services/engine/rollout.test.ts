import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { createTestService } from '../test-service.ts';

describe('a rolling deployment', () => {
  it('goes from nothing to steady in the recorded order', () => {
    const service = createTestService();
    service.create();
    expect(service.read()).toMatchObject({ runningCount: 0, pendingCount: 0, deployments: [{ desiredCount: 0 }] });
    expect(service.until(({ pendingCount }) => pendingCount === 2)).toBeGreaterThanOrEqual(15);
    expect(service.until(({ runningCount }) => runningCount === 2)).toBeLessThan(22);
    expect(service.read().deployments[0]).toMatchObject({ rolloutState: 'IN_PROGRESS', status: 'PRIMARY' });
    service.until(({ currentServiceDeployment }) => currentServiceDeployment === undefined);
    expect(service.newest()).toMatchObject({ status: 'SUCCESSFUL' });
    expect(service.read().deployments[0]?.rolloutState).toBe('IN_PROGRESS');
    service.untilSteady();
    expect(service.told()).toEqual([
      'has started 2 tasks: (task) (task).',
      '(deployment ecs-svc/N) deployment completed.',
      'has reached a steady state.',
    ]);
  });

  it('shows its service deployment a moment after the call only', () => {
    const service = createTestService(['app:1', 'app:2']);
    service.create();
    const listed = (): number =>
      (service.ecs('ListServiceDeployments', { cluster: 'demo', service: 'web' })['serviceDeployments'] as Json[])
        .length;
    expect(listed()).toBe(0);
    service.pass(1);
    expect(listed()).toBe(1);
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    expect(service.newest()).toMatchObject({ status: 'SUCCESSFUL' });
    service.pass(1);
    expect(service.newest()).toMatchObject({ status: 'PENDING' });
    service.pass(1);
    expect(service.newest()).toMatchObject({ status: 'IN_PROGRESS' });
  });

  it('never runs fewer than the minimum while it replaces tasks', () => {
    const service = createTestService(['app:1', 'app:2']);
    service.create({ desiredCount: 3 });
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    let least = Infinity;
    let most = 0;
    service.until(({ runningCount, deployments }) => {
      least = Math.min(least, runningCount);
      most = Math.max(most, runningCount);
      return deployments.length === 1;
    });
    expect([least, most]).toEqual([3, 6]);
    service.untilSteady();
    expect(service.tasks().every(({ taskDefinitionArn }) => String(taskDefinitionArn).endsWith('web:2'))).toBe(true);
  });

  it('stops before it starts where the percentages say so', () => {
    const service = createTestService(['app:1', 'app:2']);
    const deploymentConfiguration = { maximumPercent: 100, minimumHealthyPercent: 0 };
    service.create({ deploymentConfiguration });
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    let least = Infinity;
    let most = 0;
    service.until(({ runningCount, pendingCount, deployments }) => {
      least = Math.min(least, runningCount);
      most = Math.max(most, runningCount + pendingCount);
      return deployments.length === 1 && runningCount === 2;
    });
    expect([least, most]).toEqual([0, 2]);
  });

  it('says so when the percentages allow no step', () => {
    const service = createTestService(['app:1', 'app:2']);
    service.create({ desiredCount: 1, deploymentConfiguration: { maximumPercent: 150 } });
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    service.pass(600);
    expect(service.told().at(-1)).toMatch(/^was unable to stop or start tasks during a deployment because/);
    expect(service.read()).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: 'IN_PROGRESS' }, {}] });
  });

  it('is superseded by the next one, which replaces what is there', () => {
    const service = createTestService(['app:1', 'app:crash', 'app:3']);
    service.create();
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    service.pass(40);
    const superseded = service.newest();
    service.update({ taskDefinition: 'web:3' });
    expect(service.read().deployments.map(({ status, taskDefinition }) => [status, taskDefinition.slice(-1)])).toEqual([
      ['PRIMARY', '3'],
      ['ACTIVE', '1'],
      ['ACTIVE', '2'],
    ]);
    service.pass(1);
    const arns = [superseded['serviceDeploymentArn']];
    expect(service.ecs('DescribeServiceDeployments', { serviceDeploymentArns: arns })).toMatchObject({
      serviceDeployments: [{ status: 'STOPPED' }],
    });
    service.untilSteady();
    expect(service.read()).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] });
    expect(service.newest()).toMatchObject({ status: 'SUCCESSFUL' });
  });

  it('starts with a count of none and completes at once', () => {
    const service = createTestService();
    service.create({ desiredCount: 0 });
    const seconds = service.untilSteady();
    expect(seconds).toBeGreaterThan(14);
    expect(seconds).toBeLessThan(21);
    expect(service.told()).toEqual(['(deployment ecs-svc/N) deployment completed.', 'has reached a steady state.']);
  });
});

describe('scaling', () => {
  it('starts no deployment, and each step is told once', () => {
    const service = createTestService();
    service.create({ desiredCount: 1 });
    service.untilSteady();
    const [before] = service.read().deployments;
    for (const desiredCount of [3, 1]) {
      service.update({ desiredCount });
      expect(service.read()).toMatchObject({ desiredCount, deployments: [{ rolloutState: 'COMPLETED' }] });
      service.until(({ deployments }) => deployments[0]?.desiredCount === desiredCount);
      service.untilSteady();
    }
    expect(service.read().deployments[0]?.id).toBe(before?.id);
    expect(service.told().slice(3)).toEqual([
      'has started 2 tasks: (task) (task).',
      'has reached a steady state.',
      'has stopped 2 running tasks: (task) (task).',
      'has reached a steady state.',
    ]);
  });

  it('stops what has not started without a word of running tasks', () => {
    const service = createTestService();
    service.create({ desiredCount: 2 });
    service.until(({ pendingCount }) => pendingCount === 2);
    service.update({ desiredCount: 0 });
    service.pass(17);
    expect(service.read()).toMatchObject({ pendingCount: 0, runningCount: 0 });
    service.untilSteady();
    expect(service.told()[1]).toBe('stopped 2 pending tasks.');
  });
});

describe('where there is no room', () => {
  it('a service on EC2 says once that it cannot place its tasks', () => {
    const service = createTestService();
    service.create({ launchType: 'EC2' });
    service.pass(3_600);
    expect(service.told()).toEqual([
      'was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    ]);
    expect(service.read()).toMatchObject({ runningCount: 0, deployments: [{ rolloutState: 'IN_PROGRESS' }] });
    service.pass(6 * 3_600);
    expect(service.told()).toHaveLength(2);
  });

  it('a daemon service has nowhere to run and is complete', () => {
    const service = createTestService();
    service.create({ desiredCount: undefined, launchType: 'EC2', schedulingStrategy: 'DAEMON' });
    service.untilSteady();
    expect(service.read()).toMatchObject({
      desiredCount: 0,
      availabilityZoneRebalancing: 'DISABLED',
      deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
    });
  });
});
