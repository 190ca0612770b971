import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { serviceAdminActions } from '../admin.ts';
import { createTestService } from '../test-service.ts';

const healthCheck = { command: ['CMD', 'true'], interval: 10, timeout: 2, retries: 2 };

describe('tasks of a service', () => {
  it('that cannot pull their image say so as AWS does', () => {
    const service = createTestService(['nginx:cannot-pull']);
    service.create({ desiredCount: 1 });
    service.until(({ deployments }) => deployments[0]?.failedTasks === 1);
    service.pass(15);
    const [task] = service.tasks('STOPPED');
    const reason =
      'CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref docker.io/library/nginx:cannot-pull: docker.io/library/nginx:cannot-pull: not found';
    expect(task).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: reason,
      containers: [{ lastStatus: 'STOPPED', reason }],
    });
    expect(task).not.toHaveProperty('startedAt');
    expect(task).not.toHaveProperty('containers.0.exitCode');
  });

  it('that crash are replaced, and counted while the rollout lasts', () => {
    const service = createTestService(['app:crash']);
    service.create({ desiredCount: 1 });
    service.until(({ deployments }) => deployments[0]?.failedTasks === 2);
    const [first] = service.tasks('STOPPED');
    expect(first).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 1 }],
      group: 'service:web',
      startedBy: service.read().deployments[0]?.id,
    });
  });

  it('with a container check are healthy with their first check, and only then complete the rollout', () => {
    const service = createTestService(['app:1'], { healthCheck });
    service.create({ desiredCount: 1 });
    service.until(({ runningCount }) => runningCount === 1);
    expect(service.tasks()).toMatchObject([{ healthStatus: 'UNKNOWN', lastStatus: 'RUNNING' }]);
    service.pass(9.5);
    expect(service.read().deployments[0]?.rolloutState).toBe('IN_PROGRESS');
    service.pass(1);
    expect(service.tasks()).toMatchObject([{ healthStatus: 'HEALTHY' }]);
    service.untilSteady();
  });

  it('that fail their container check are replaced', () => {
    const service = createTestService(['app:unhealthy'], { healthCheck });
    service.create({ desiredCount: 1 });
    service.until(({ deployments }) => deployments[0]?.failedTasks === 1);
    expect(service.tasks('STOPPED')).toMatchObject([
      {
        healthStatus: 'UNHEALTHY',
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed container health checks',
      },
    ]);
    expect(service.told()).toEqual([
      'has started 1 tasks: (task).',
      'has started 1 tasks: (task). Amazon ECS replaced 1 tasks due to an unhealthy status.',
      '(task) failed container health checks.',
      'has stopped 1 running tasks: (task).',
    ]);
  });

  it('that fail their check are stopped first where there is no room for one more', () => {
    const service = createTestService(['app:unhealthy'], { healthCheck });
    const deploymentConfiguration = { maximumPercent: 100, minimumHealthyPercent: 0 };
    service.create({ desiredCount: 1, deploymentConfiguration, availabilityZoneRebalancing: 'DISABLED' });
    service.until(({ deployments }) => deployments[0]?.failedTasks === 1);
    service.until(({ pendingCount }) => pendingCount === 1);
    expect(service.told()).toEqual([
      'has started 1 tasks: (task).',
      '(task) failed container health checks.',
      'has stopped 1 running tasks: (task).',
      'has started 1 tasks: (task).',
    ]);
  });

  it('that nobody checks are healthy whatever their image says', () => {
    const service = createTestService(['app:unhealthy']);
    service.create({ desiredCount: 1 });
    service.untilSteady();
    service.pass(3_600);
    expect(service.tasks('STOPPED')).toEqual([]);
  });

  it('that a user stops are replaced, with the reason kept', () => {
    const service = createTestService();
    service.create({ desiredCount: 1 });
    service.untilSteady();
    const task = String(service.tasks()[0]?.['taskArn']);
    service.ecs('StopTask', { cluster: 'demo', task, reason: 'enough' });
    expect(service.read().runningCount).toBe(0);
    service.until(({ runningCount }) => runningCount === 1);
    service.untilSteady();
    expect(service.tasks('STOPPED')).toMatchObject([{ stopCode: 'UserInitiated', stoppedReason: 'enough' }]);
    expect(service.read().deployments).toMatchObject([{ rolloutState: 'COMPLETED', failedTasks: 0 }]);
  });

  it('that the provider takes away are replaced', () => {
    const service = createTestService();
    service.create({ desiredCount: 3 });
    service.untilSteady();
    service.clock.advance(60_000);
    killTasks(service, { count: 2 });
    expect(service.read().runningCount).toBe(1);
    service.until(({ runningCount }) => runningCount === 3);
  });

  it('are forgotten an hour after they stopped', () => {
    const service = createTestService();
    service.create({ desiredCount: 1 });
    service.untilSteady();
    service.update({ desiredCount: 0 });
    service.pass(60);
    expect(service.tasks('STOPPED')).toHaveLength(1);
    service.pass(3_500);
    expect(service.tasks('STOPPED')).toHaveLength(1);
    service.pass(120);
    expect(service.tasks('STOPPED')).toEqual([]);
    expect(service.world.services.tasks.size).toBe(0);
  });

  it('carry the tags that the service gives them', () => {
    const service = createTestService();
    const tags = [{ key: 'team', value: 'blue' }];
    service.create({ tags, propagateTags: 'SERVICE', enableECSManagedTags: true, desiredCount: 1 });
    service.until(({ pendingCount }) => pendingCount === 1);
    const tasks = [service.tasks()[0]?.['taskArn']];
    const read = service.ecs('DescribeTasks', { cluster: 'demo', tasks, include: ['TAGS'] });
    expect((read['tasks'] as Json[])[0]?.['tags']).toEqual([
      { key: 'aws:ecs:clusterName', value: 'demo' },
      { key: 'aws:ecs:serviceName', value: 'web' },
      { key: 'team', value: 'blue' },
    ]);
    expect(service.tasks()[0]?.['tags']).toEqual([]);
  });
});

function killTasks(service: ReturnType<typeof createTestService>, more: Json): void {
  serviceAdminActions['kill-tasks']?.(service.context, { cluster: 'demo', service: 'web', ...more });
}
