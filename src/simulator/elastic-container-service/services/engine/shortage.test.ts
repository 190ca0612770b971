import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { putFact } from '../../../outer-world/admin.ts';
import { fargateDefinition } from '../../../test-account.ts';
import { createTestService, type TestService } from '../test-service.ts';

const request: Json = {
  cluster: 'demo',
  taskDefinition: 'web:1',
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
};

const SPOT = { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] };

function onSpot(): TestService {
  const service = createTestService();
  service.ecs('PutClusterCapacityProviders', {
    cluster: 'demo',
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
  });
  return service;
}

describe('Fargate without room', () => {
  it.each([
    [
      'unavailable',
      'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    ],
    [
      'task-limit',
      "was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently",
    ],
    ['throttled', 'operations are being throttled. Will try again later.'],
    ['blocked', 'was unable to place a task because your account is currently blocked.'],
  ])('%s is told once in six hours, and over when it is over', (state, message) => {
    const service = createTestService();
    putFact(service.world, 'capacity', 'FARGATE', state);
    service.create();
    service.pass(3_600);
    expect(service.told()).toEqual([message]);
    expect(service.read()).toMatchObject({ pendingCount: 0, deployments: [{ failedTasks: 0 }] });
    service.pass(6 * 3_600);
    expect(service.told()).toEqual([message, message]);
    putFact(service.world, 'capacity', 'FARGATE', 'exists');
    service.untilSteady();
  });

  it('of Spot never makes on-demand capacity run instead', () => {
    const service = onSpot();
    putFact(service.world, 'capacity', 'FARGATE_SPOT', 'unavailable');
    service.create(SPOT);
    service.pass(600);
    expect(service.tasks()).toEqual([]);
    putFact(service.world, 'capacity', 'FARGATE_SPOT', 'exists');
    service.untilSteady();
    expect(service.tasks()).toMatchObject([{ capacityProviderName: 'FARGATE_SPOT' }, { launchType: 'FARGATE' }]);
  });

  it('is a failure without an ARN for RunTask, or an error when the account is refused', () => {
    const service = createTestService();
    putFact(service.world, 'capacity', 'FARGATE', 'unavailable');
    expect(service.ecs('RunTask', request)).toEqual({
      tasks: [],
      failures: [
        { reason: 'Capacity is unavailable at this time. Please try again later or in a different availability zone' },
      ],
    });
    putFact(service.world, 'capacity', 'FARGATE', 'blocked');
    expect(service.refusal('RunTask', request)).toBe('BlockedException: Your account is currently blocked.');
    putFact(service.world, 'capacity', 'FARGATE', 'throttled');
    expect(service.refusal('RunTask', request)).toBe('ThrottlingException: Rate exceeded');
  });
});

describe('a role that ECS has lost', () => {
  it('starts no task of a service, which says so', () => {
    const service = createTestService();
    const taskRoleArn = 'arn:aws:iam::111122223333:role/gone';
    service.ecs('RegisterTaskDefinition', fargateDefinition({}, { taskRoleArn }));
    service.create({ taskDefinition: 'web:2' });
    putFact(service.world, 'role', taskRoleArn, 'missing');
    service.pass(60);
    expect(service.told()).toEqual([
      `failed to launch a task with (error ECS was unable to assume the role '${taskRoleArn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).`,
    ]);
    putFact(service.world, 'role', taskRoleArn, 'exists');
    service.untilSteady();
  });
});
