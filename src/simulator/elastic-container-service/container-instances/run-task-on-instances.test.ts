import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { setInstances } from './admin.ts';
import { withInstances } from './test-instances.ts';

describe('RunTask on EC2', () => {
  const request = { cluster: 'demo', taskDefinition: 'app', launchType: 'EC2' };

  it('starts what fits and fails for the rest, once for each instance that was tried', () => {
    const service = withInstances({ count: 2, memory: 1_100 });
    const { tasks, failures } = service.ecs('RunTask', { ...request, count: 3 });
    expect(tasks).toHaveLength(2);
    expect(failures).toMatchObject([{ reason: 'RESOURCE:MEMORY' }, { reason: 'RESOURCE:MEMORY' }]);
    const { cluster } = service.ecs('CreateCluster', { clusterName: 'demo' });
    expect(cluster).toMatchObject({ registeredContainerInstancesCount: 2 });
  });

  it('asks for the room that the overrides ask for', () => {
    const service = withInstances({ count: 1 });
    const overrides = { containerOverrides: [{ name: 'app', memory: 20_000 }] };
    expect(service.ecs('RunTask', { ...request, overrides })).toMatchObject({
      tasks: [],
      failures: [{ reason: 'RESOURCE:MEMORY' }],
    });
    expect(service.ecs('RunTask', request)).toMatchObject({ tasks: [{ launchType: 'EC2' }], failures: [] });
  });

  it('shows the ports that a container has on its instance', () => {
    const service = withInstances(
      { count: 1 },
      { portMappings: [{ containerPort: 80, hostPort: 8080 }, { containerPort: 81 }] },
    );
    const { tasks } = service.ecs('RunTask', request);
    service.pass(30);
    const arns = (tasks as Json[]).map(({ taskArn }) => taskArn);
    const [task] = service.ecs('DescribeTasks', { cluster: 'demo', tasks: arns })['tasks'] as Json[];
    expect(task).toMatchObject({ lastStatus: 'RUNNING' });
    const containers = (task?.['containers'] ?? []) as { networkBindings: { hostPort: number }[] }[];
    const [container] = containers;
    expect(container?.networkBindings[0]).toEqual({
      bindIP: '0.0.0.0',
      containerPort: 80,
      hostPort: 8080,
      protocol: 'tcp',
    });
    expect(container?.networkBindings[1]?.hostPort).toBeGreaterThanOrEqual(32_768);
  });

  it('and the cluster cannot be deleted while it has instances', () => {
    const service = withInstances({ count: 1 });
    expect(service.refusal('DeleteCluster', { cluster: 'demo' })).toBe(
      'ClusterContainsContainerInstancesException: The Cluster cannot be deleted while Container Instances are active or draining.',
    );
    setInstances(service.context, { cluster: 'demo', count: 0 });
    service.ecs('DeleteCluster', { cluster: 'demo' });
  });

  it('takes no count that is none', () => {
    const service = withInstances({ count: 1 });
    for (const count of [-1, 1.5, 5_001]) {
      expect(() => setInstances(service.context, { cluster: 'demo', count })).toThrow(/body\/count must be/);
    }
  });
});
