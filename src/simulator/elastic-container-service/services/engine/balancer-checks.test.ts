import { describe, expect, it } from '@jest/globals';
import { createTestService } from '../test-service.ts';

describe('tasks that fail the checks of a load balancer', () => {
  it('never count as healthy: the rollout cannot complete, the old tasks stay, the breaker trips', () => {
    const targetGroupArn = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/1';
    const service = createTestService(['app:1', 'app:unhealthy'], { portMappings: [{ containerPort: 80 }] });
    service.create({
      loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    });
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    const states = new Set<string | undefined>();
    const least: number[] = [];
    service.until(({ deployments, runningCount }) => {
      states.add(deployments[0]?.rolloutState);
      least.push(runningCount);
      return deployments[1]?.rolloutState === 'FAILED';
    });
    expect(states).toEqual(new Set(['IN_PROGRESS']));
    expect(Math.min(...least)).toBeGreaterThanOrEqual(2);
    expect(service.tasks('STOPPED')[0]).toMatchObject({
      stoppedReason: `Task failed ELB health checks in (target-group ${targetGroupArn})`,
    });
  });
});
