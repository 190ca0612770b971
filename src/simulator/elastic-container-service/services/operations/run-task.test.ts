import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { fargateDefinition, smallDefinition } from '../../../test-account.ts';
import { putFact } from '../../../outer-world/admin.ts';
import { createTestService, type TestService } from '../test-service.ts';

const request: Json = {
  cluster: 'demo',
  taskDefinition: 'web:1',
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
};

function run(service: TestService, more: Json = {}): Json[] {
  const answer = service.ecs('RunTask', { ...request, ...more });
  expect(answer['failures']).toEqual([]);
  return answer['tasks'] as Json[];
}

function look(service: TestService, task: Json | undefined): Json {
  const answer = service.ecs('DescribeTasks', { cluster: 'demo', tasks: [task?.['taskArn']], include: ['TAGS'] });
  return (answer['tasks'] as Json[])[0] ?? {};
}

function untilStopped(service: TestService, task: Json | undefined): Json {
  for (let second = 0; second < 600; second += 1) {
    const now = look(service, task);
    if (now['lastStatus'] === 'STOPPED') return now;
    service.pass(1);
  }
  throw new Error('still running');
}

describe('RunTask', () => {
  it('misses the definition before it misses the cluster', () => {
    const service = createTestService();
    const nowhere = { ...request, cluster: 'nowhere' };
    expect(service.refusal('RunTask', { ...nowhere, taskDefinition: 'nothing' })).toBe(
      'ClientException: TaskDefinition not found.',
    );
    expect(service.refusal('RunTask', nowhere)).toBe('ClusterNotFoundException: Cluster not found.');
  });

  it('starts tasks that belong to no service', () => {
    const service = createTestService();
    const tasks = run(service, { count: 3, startedBy: 'me' });
    expect(new Set(tasks.map(({ taskArn }) => taskArn)).size).toBe(3);
    expect(tasks[0]).toMatchObject({ group: 'family:web', startedBy: 'me', lastStatus: 'PROVISIONING', version: 1 });
    service.pass(30);
    expect(look(service, tasks[2])).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'RUNNING' });
    expect(service.ecs('ListTasks', { cluster: 'demo', startedBy: 'me' })['taskArns']).toHaveLength(3);
    expect(service.ecs('ListTasks', { cluster: 'demo', startedBy: 'you' })['taskArns']).toEqual([]);
    const [cluster] = service.ecs('DescribeClusters', { clusters: ['demo'] })['clusters'] as Json[];
    expect(cluster).toMatchObject({ runningTasksCount: 3, activeServicesCount: 0 });
    expect(service.refusal('DeleteCluster', { cluster: 'demo' })).toMatch(/^ClusterContainsTasksException/);
  });

  it.each<[string, number, string | undefined]>([
    ['job:exit-0', 0, undefined],
    ['job:crash', 1, undefined],
    ['job:out-of-memory', 137, 'OutOfMemoryError: Container killed due to memory usage'],
  ])('runs %s to its end with %d, and nobody starts another', (image, exitCode, reason) => {
    const service = createTestService([image]);
    const [task] = run(service);
    const stopped = untilStopped(service, task);
    expect(stopped).toMatchObject({ stopCode: 'EssentialContainerExited', containers: [{ exitCode }] });
    expect((stopped['containers'] as Json[])[0]?.['reason']).toBe(reason);
    service.pass(600);
    expect(service.ecs('ListTasks', { cluster: 'demo' })['taskArns']).toEqual([]);
    service.pass(3_600);
    expect(look(service, task)).toEqual({});
  });

  it('leaves a task alone that fails its health check', () => {
    const service = createTestService(['app:unhealthy'], { healthCheck: { command: ['CMD', 'x'], interval: 5 } });
    const [task] = run(service);
    service.pass(300);
    expect(look(service, task)).toMatchObject({ lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' });
  });

  it('is stopped by StopTask', () => {
    const service = createTestService();
    const [task] = run(service);
    service.pass(30);
    service.ecs('StopTask', { cluster: 'demo', task: task?.['taskArn'], reason: 'enough' });
    expect(untilStopped(service, task)).toMatchObject({ stopCode: 'UserInitiated', stoppedReason: 'enough' });
  });

  it('takes a token anew after a day, also while its task runs', () => {
    const service = createTestService();
    const [first] = run(service, { clientToken: 'once' });
    service.pass(86_000);
    expect(run(service, { clientToken: 'once' })[0]?.['taskArn']).toBe(first?.['taskArn']);
    service.pass(500);
    const [second] = run(service, { clientToken: 'once' });
    expect(second?.['taskArn']).not.toBe(first?.['taskArn']);
    expect(run(service, { clientToken: 'once' })[0]?.['taskArn']).toBe(second?.['taskArn']);
  });

  it('answers the same token with the same tasks, until they are forgotten', () => {
    const service = createTestService();
    const [first] = run(service, { clientToken: 'a' });
    service.pass(30);
    expect(run(service, { clientToken: 'a' })).toMatchObject([{ taskArn: first?.['taskArn'], lastStatus: 'RUNNING' }]);
    expect(service.refusal('RunTask', { ...request, clientToken: 'a', count: 2 })).toMatch(/^ConflictException/);
    service.ecs('StopTask', { cluster: 'demo', task: first?.['taskArn'] });
    service.pass(4_000);
    expect(run(service, { clientToken: 'a' })[0]?.['taskArn']).not.toBe(first?.['taskArn']);
  });

  it('takes overrides, and shows every container with its own', () => {
    const service = createTestService();
    const containerOverrides = [{ name: 'app', command: ['x'] }];
    const [task] = run(service, { overrides: { cpu: '512', memory: '1024', containerOverrides } });
    expect(task).toMatchObject({
      cpu: '512',
      memory: '1024',
      overrides: { cpu: '512', containerOverrides, inferenceAcceleratorOverrides: [] },
    });
  });

  it('goes on from a dump', () => {
    const service = createTestService();
    const [task] = run(service);
    service.restore(service.dump());
    service.pass(30);
    expect(look(service, task)).toMatchObject({ lastStatus: 'RUNNING' });
  });

  it('uses capacity providers', () => {
    const service = createTestService();
    service.ecs('PutClusterCapacityProviders', {
      cluster: 'demo',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    expect(run(service, { launchType: undefined })).toMatchObject([{ capacityProviderName: 'FARGATE_SPOT' }]);
  });
});

describe('RunTask refuses', () => {
  it.each<[string, Json, RegExp]>([
    ['no tasks', { count: 0 }, /^InvalidParameterException: Count/],
    ['eleven tasks', { count: 11 }, /^InvalidParameterException: Count/],
    ['an unknown definition', { taskDefinition: 'none' }, /^ClientException: TaskDefinition not found/],
    ['a cluster that is not there', { cluster: 'none' }, /^ClusterNotFoundException/],
    [
      'an override of no container',
      { overrides: { containerOverrides: [{ name: 'other' }] } },
      /Override for container named other is not a container in the TaskDefinition/,
    ],
    [
      'instances, of which there are none',
      { taskDefinition: 'small', launchType: 'EC2', networkConfiguration: undefined },
      /No Container Instances were found in your cluster/,
    ],
  ])('%s', (_what, change, message) => {
    const service = createTestService();
    service.ecs('RegisterTaskDefinition', smallDefinition('small'));
    expect(service.refusal('RunTask', { ...request, ...change })).toMatch(message);
    expect(service.ecs('ListTasks', { cluster: 'demo' })['taskArns']).toEqual([]);
  });

  it('a role that ECS cannot assume, also that of the definition', () => {
    const service = createTestService();
    const roleArn = 'arn:aws:iam::111122223333:role/broken';
    putFact(service.world, 'role', roleArn, 'not-assumable');
    service.ecs('RegisterTaskDefinition', fargateDefinition({}, { taskRoleArn: roleArn }));
    expect(service.refusal('RunTask', { ...request, taskDefinition: 'web:2' })).toMatch(
      /^ClientException: ECS was unable to assume the role/,
    );
    putFact(service.world, 'role', roleArn, 'exists');
    run(service, { taskDefinition: 'web:2' });
  });
});
