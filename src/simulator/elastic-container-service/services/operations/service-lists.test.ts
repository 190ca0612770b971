import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { clusterCounts } from '../cluster-counts.ts';
import { createTestService, type TestService } from '../test-service.ts';

function withServices(count: number): TestService {
  const service = createTestService();
  for (let n = 0; n < count; n += 1) service.create({ serviceName: `s${n}`, desiredCount: 0 });
  return service;
}

describe('ListServices', () => {
  it('gives every service once over its pages, ten when no size is named', () => {
    const account = withServices(23);
    const seen: string[] = [];
    const sizes: number[] = [];
    let nextToken: unknown;
    do {
      const answer = account.ecs('ListServices', {
        cluster: 'demo',
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      const arns = answer['serviceArns'] as string[];
      seen.push(...arns);
      sizes.push(arns.length);
      nextToken = answer['nextToken'];
    } while (nextToken !== undefined);
    expect(sizes).toEqual([10, 10, 3]);
    expect(new Set(seen).size).toBe(23);
  });

  it('filters by launch type and scheduling strategy', () => {
    const account = withServices(2);
    account.create({ serviceName: 'ec2', launchType: 'EC2' });
    const count = (filter: Json): number =>
      (account.ecs('ListServices', { cluster: 'demo', ...filter })['serviceArns'] as string[]).length;
    expect([count({ launchType: 'EC2' }), count({ launchType: 'FARGATE' })]).toEqual([1, 2]);
    expect([count({ schedulingStrategy: 'DAEMON' }), count({ schedulingStrategy: 'REPLICA' })]).toEqual([0, 3]);
  });
});

describe('ListServiceDeployments', () => {
  it('filters by status and time of creation, newest first, page by page', () => {
    const account = createTestService(['app:1', 'app:2']);
    account.create({ desiredCount: 0 });
    account.untilSteady();
    const between = account.clock.now() / 1_000;
    account.update({ taskDefinition: 'web:2' });
    account.pass(2);
    const list = (filter: Json): Json[] =>
      account.ecs('ListServiceDeployments', { cluster: 'demo', service: 'web', ...filter })[
        'serviceDeployments'
      ] as Json[];
    expect(list({}).map(({ status }) => status)).toEqual(['IN_PROGRESS', 'SUCCESSFUL']);
    expect(list({ status: ['SUCCESSFUL'] })).toHaveLength(1);
    expect(list({ createdAt: { before: between } })).toMatchObject([{ status: 'SUCCESSFUL' }]);
    expect(list({ createdAt: { after: between - 0.001 } })).toMatchObject([{ status: 'IN_PROGRESS' }]);
    expect(list({ maxResults: 1 })).toHaveLength(1);
  });
});

describe('ListTasks', () => {
  it('filters by service, family, deployment and launch type', () => {
    const account = createTestService();
    account.create({ desiredCount: 2 });
    account.create({ serviceName: 'other', desiredCount: 1 });
    account.untilSteady();
    const count = (filter: Json): number =>
      (account.ecs('ListTasks', { cluster: 'demo', ...filter })['taskArns'] as string[]).length;
    const startedBy = account.read().deployments[0]?.id;
    expect(count({})).toBe(3);
    expect(count({ serviceName: 'web' })).toBe(2);
    expect(count({ family: 'web' })).toBe(3);
    expect(count({ family: 'none' })).toBe(0);
    expect(count({ startedBy })).toBe(2);
    expect(count({ launchType: 'EC2' })).toBe(0);
    expect(count({ desiredStatus: 'STOPPED' })).toBe(0);
    expect(account.refusal('ListTasks', { cluster: 'demo', serviceName: 'gone' })).toMatch(/^ServiceNotFoundException/);
  });
});

describe('what others ask of services', () => {
  it('counts tasks and services of a cluster by where they run', () => {
    const account = createTestService();
    account.create({ desiredCount: 2 });
    account.create({ serviceName: 'ec2', launchType: 'EC2', desiredCount: 0 });
    account.until(({ pendingCount }) => pendingCount === 2);
    expect(clusterCounts(account.world, 'demo')).toMatchObject({
      pendingTasks: { Fargate: 2, EC2: 0 },
      activeServices: { Fargate: 1, EC2: 1 },
    });
    account.untilSteady();
    account.ecs('DeleteService', { cluster: 'demo', service: 'ec2' });
    expect(clusterCounts(account.world, 'demo')).toMatchObject({
      runningTasks: { Fargate: 2 },
      drainingServices: { EC2: 1 },
    });
    expect(clusterCounts(account.world, 'elsewhere').activeServices).toMatchObject({ Fargate: 0, EC2: 0 });
  });

  it('takes tags of services and running tasks, and of nothing that has ended', () => {
    const account = createTestService();
    account.create({ desiredCount: 1 });
    account.untilSteady();
    const tag = { tags: [{ key: 'a', value: 'b' }] };
    const service = String(account.read()['serviceArn']);
    const task = String(account.tasks()[0]?.['taskArn']);
    for (const resourceArn of [service, task]) {
      account.ecs('TagResource', { resourceArn, ...tag });
      expect(account.ecs('ListTagsForResource', { resourceArn })).toEqual(tag);
    }
    account.ecs('StopTask', { cluster: 'demo', task });
    account.pass(30);
    expect(account.refusal('ListTagsForResource', { resourceArn: task })).toBe(
      'InvalidParameterException: The specified task is stopped. Specify a running task and try again.',
    );
  });
});
