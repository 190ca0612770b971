import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { createTestService, type TestService } from '../services/test-service.ts';

const web = { cluster: 'demo', service: 'web' };

function created(): TestService {
  const service = createTestService();
  service.create();
  return service;
}

describe('a service that deploys by itself', () => {
  it('has no task sets', () => {
    expect(created().ecs('DescribeTaskSets', web)).toEqual({ taskSets: [], failures: [] });
    expect(created().ecs('DescribeTaskSets', { ...web, taskSets: ['ecs-svc/1'] })).toEqual({
      taskSets: [],
      failures: [{ arn: 'arn:aws:ecs:us-east-1:111122223333:task-set/demo/web/ecs-svc/1', reason: 'MISSING' }],
    });
  });

  it.each<[string, Json]>([
    ['CreateTaskSet', { taskDefinition: 'web' }],
    ['UpdateTaskSet', { taskSet: 'ecs-svc/1', scale: { value: 50, unit: 'PERCENT' } }],
    ['UpdateServicePrimaryTaskSet', { primaryTaskSet: 'ecs-svc/1' }],
    ['DeleteTaskSet', { taskSet: 'ecs-svc/1' }],
  ])('gets none by %s', (operation, input) => {
    expect(created().refusal(operation, { ...web, ...input })).toBe(
      'InvalidParameterException: Amazon ECS only supports task set management on services configured to use external deployment controllers.',
    );
    const deleted = created();
    deleted.ecs('DeleteService', { ...web, force: true });
    expect(deleted.refusal(operation, { ...web, ...input })).toMatch(/^ServiceNotActiveException/);
    expect(createTestService().refusal(operation, { ...web, ...input })).toMatch(/^ServiceNotFoundException/);
  });
});
