import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { createTestService } from '../test-service.ts';

const breaker = (more: Json = {}): Json => ({
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true, ...more } },
});

describe('the circuit breaker', () => {
  const images = ['app:1', 'app:crash', 'app:3'];

  it('counts failed tasks and goes back to the last deployment that completed', () => {
    const service = createTestService(images);
    service.create(breaker());
    service.untilSteady();
    const [former] = service.read().deployments;
    service.update({ taskDefinition: 'web:2' });
    const least: number[] = [];
    service.until(({ runningCount, deployments }) => {
      least.push(runningCount);
      return deployments[0]?.id === former?.id;
    });
    expect(Math.min(...least)).toBe(2);
    expect(service.read()).toMatchObject({
      taskDefinition: former?.taskDefinition,
      deployments: [
        { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' },
        {
          status: 'DRAINING',
          rolloutState: 'FAILED',
          rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
          failedTasks: 3,
        },
      ],
    });
    const reason = 'Service deployment rolled back because the circuit breaker threshold was exceeded.';
    expect(service.newest()).toMatchObject({
      status: 'ROLLBACK_IN_PROGRESS',
      rollback: { reason, serviceRevisionArn: String(former?.id).replace('ecs-svc', revisionPrefix) },
      deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
    });
    service.untilSteady();
    expect(service.newest()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL', statusReason: reason });
    expect(service.read().deployments).toMatchObject([{ id: former?.id, rolloutState: 'COMPLETED' }]);
    expect(service.told().slice(-4)).toEqual([
      'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      '(deployment ecs-svc/N) deployment failed: tasks failed to start.',
      'rolling back to deployment ecs-svc/N.',
      'has reached a steady state.',
    ]);
  });

  const revisionPrefix = 'arn:aws:ecs:us-east-1:111122223333:service-revision/demo/web';

  it('goes back although nothing of the old deployment runs any more', () => {
    const service = createTestService(images);
    const { deploymentCircuitBreaker } = breaker()['deploymentConfiguration'] as Json;
    const deploymentConfiguration = { deploymentCircuitBreaker, maximumPercent: 100, minimumHealthyPercent: 0 };
    service.create({ deploymentConfiguration });
    service.untilSteady();
    const [former] = service.read().deployments;
    service.update({ taskDefinition: 'web:2' });
    service.until(({ deployments }) => deployments.length === 1);
    service.until(({ deployments }) => deployments[0]?.id === former?.id);
    service.untilSteady();
    expect(service.read()).toMatchObject({ runningCount: 2, taskDefinition: former?.taskDefinition });
  });

  it('without rollback leaves the failed deployment PRIMARY, and the old tasks alone', () => {
    const service = createTestService(images);
    service.create(breaker({ rollback: false }));
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    service.until(({ deployments }) => deployments[0]?.rolloutState === 'FAILED');
    service.pass(3_600);
    expect(service.read()).toMatchObject({
      runningCount: 2,
      pendingCount: 0,
      deployments: [
        { status: 'PRIMARY', rolloutState: 'FAILED' },
        { status: 'ACTIVE', runningCount: 2 },
      ],
    });
    expect(service.newest()).toMatchObject({ status: 'STOPPED' });
  });

  it('has nothing to go back to in a first deployment', () => {
    const service = createTestService(['app:crash', 'app:2']);
    service.create(breaker());
    service.until(({ deployments }) => deployments[0]?.rolloutState === 'FAILED');
    expect(service.newest()).toMatchObject({
      status: 'ROLLBACK_FAILED',
      statusReason: 'No rollback candidate was found to run the rollback.',
    });
    expect(service.read().currentServiceDeployment).toBeUndefined();
    service.update({ taskDefinition: 'web:2' });
    service.untilSteady();
    expect(service.newest()).toMatchObject({ status: 'SUCCESSFUL' });
  });

  it('that is off never ends a deployment; the scheduler only tries less and less often', () => {
    const service = createTestService(images);
    service.create();
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    service.pass(2 * 3_600);
    const [primary] = service.read().deployments;
    expect(primary).toMatchObject({ rolloutState: 'IN_PROGRESS', status: 'PRIMARY' });
    expect(primary?.failedTasks).toBeLessThan(30);
    expect(service.read().runningCount).toBeGreaterThanOrEqual(2);
  });

  it('trips on the first failure when its count says one', () => {
    const service = createTestService(images);
    service.create(breaker({ thresholdConfiguration: { type: 'COUNT', value: 1 } }));
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    const seconds = service.until(({ deployments }) => deployments[1]?.rolloutState === 'FAILED');
    expect(seconds).toBeLessThan(90);
  });

  it('stops a rollback with the next update', () => {
    const service = createTestService(images);
    service.create(breaker());
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    service.until(({ deployments }) => deployments[1]?.rolloutState === 'FAILED');
    service.update({ taskDefinition: 'web:3' });
    service.untilSteady();
    expect(service.read().taskDefinition).toMatch(/web:3$/);
    expect(service.read().deployments).toHaveLength(1);
    expect(service.newest()).toMatchObject({ status: 'SUCCESSFUL' });
  });
});

describe('StopServiceDeployment', () => {
  it('rolls back without a breaker, and with it the settings of the service', () => {
    const service = createTestService(['app:1', 'app:2']);
    service.create();
    service.untilSteady();
    const other = { awsvpcConfiguration: { subnets: ['subnet-z'] } };
    service.update({ taskDefinition: 'web:2', networkConfiguration: other });
    service.pass(30);
    const serviceDeploymentArn = service.newest()['serviceDeploymentArn'];
    service.ecs('StopServiceDeployment', { serviceDeploymentArn });
    service.untilSteady();
    expect(service.newest()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
    expect(service.read()).toMatchObject({
      taskDefinition: expect.stringMatching(/web:1$/),
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } },
    });
  });

  it('refuses what has ended and what never was', () => {
    const service = createTestService();
    service.create();
    service.untilSteady();
    const serviceDeploymentArn = service.newest()['serviceDeploymentArn'];
    expect(service.refusal('StopServiceDeployment', { serviceDeploymentArn })).toMatch(/^ConflictException/);
    expect(service.refusal('StopServiceDeployment', { serviceDeploymentArn: `${String(serviceDeploymentArn)}x` })).toBe(
      'ServiceDeploymentNotFoundException: The service deployment does not exist.',
    );
  });
});
