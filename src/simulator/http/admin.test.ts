import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { faultKinds } from '../faults.ts';
import { createTestAccount, fargateDefinition } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';
import { answerAdminRequest } from './admin.ts';

function admin(account: TestAccount, method: string, path: string, body?: unknown): { status: number; body: Json } {
  const control = { speed: 10, advance: (ms: number) => account.clock.advance(ms) };
  const text = body === undefined ? '' : JSON.stringify(body);
  const answer = answerAdminRequest(account, control, { method, path, headers: {}, body: text });
  return { status: answer.status, body: JSON.parse(answer.body) as Json };
}

describe('/_sim/clock', () => {
  it('is read and moved', () => {
    const account = createTestAccount();
    expect(admin(account, 'GET', '/_sim/clock').body).toEqual({
      now: '2026-01-01T00:00:00.000Z',
      epochMs: 1_767_225_600_000,
      speed: 10,
      manual: true,
    });
    const { body } = admin(account, 'POST', '/_sim/clock/advance', { seconds: 90.5 });
    expect(body['now']).toBe('2026-01-01T00:01:30.500Z');
  });

  it('is moved to what happens next', () => {
    const account = createTestAccount();
    account.start();
    expect(admin(account, 'POST', '/_sim/clock/next').body).toMatchObject({
      happened: false,
      epochMs: account.clock.now(),
    });
    account.ecs('CreateCluster');
    account.ecs('RegisterTaskDefinition', fargateDefinition());
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } };
    account.ecs('RunTask', { taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration });
    const { body } = admin(account, 'POST', '/_sim/clock/next');
    expect(body).toMatchObject({ happened: true, now: '2026-01-01T00:00:04.500Z' });
  });

  it.each(['advance', 'next'])('cannot be moved where it runs by itself: %s', (how) => {
    const request = { method: 'POST', path: `/_sim/clock/${how}`, headers: {}, body: '{"seconds":1}' };
    const answer = answerAdminRequest(createTestAccount(), {}, request);
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('runs by itself') });
  });
});

describe('/_sim/faults', () => {
  it('adds, lists and removes', () => {
    const account = createTestAccount();
    const fault = { service: 'ecs', operation: 'ListClusters', kind: 'throttle', count: 2 };
    expect(admin(account, 'POST', '/_sim/faults', fault).body).toEqual({ faults: [fault] });
    expect(account.refusal('ListClusters')).toMatch(/^ThrottlingException/);
    expect(admin(account, 'GET', '/_sim/faults').body).toEqual({ faults: [{ ...fault, count: 1 }] });
    expect(admin(account, 'DELETE', '/_sim/faults').body).toEqual({ faults: [] });
  });

  it.each([
    [{}, "body must have required property 'kind'"],
    [{ kind: 'fire' }, `body/kind must be one of ${faultKinds.join(', ')}`],
    [{ kind: 'slow', probability: 2 }, 'body/probability must be <= 1'],
    [{ kind: 'slow', count: 0 }, 'body/count must be >= 1'],
    [{ kind: 'slow', for: 'ever' }, expect.stringContaining('body must not have a member for; it may have service,')],
    [{ kind: 'slow', service: 's3' }, expect.stringContaining('body/service must be one of ecs, ')],
    [{ kind: 'slow', operation: 'ListServers' }, expect.stringContaining('operation ListServers is not one')],
    [{ kind: 'slow', service: 'sts', operation: 'ListClusters' }, expect.stringContaining('is not one that GET')],
  ])('refuses %j', (fault, words) => {
    const account = createTestAccount();
    expect(admin(account, 'POST', '/_sim/faults', fault)).toEqual({ status: 400, body: { error: words } });
    expect(account.faults.list()).toEqual([]);
  });
});

describe('/_sim/act', () => {
  it('calls as another actor', () => {
    const account = createTestAccount();
    const call = { service: 'ecs', operation: 'CreateCluster', input: { clusterName: 'demo' } };
    expect(admin(account, 'POST', '/_sim/act', call).body).toMatchObject({ cluster: { clusterName: 'demo' } });
    expect(admin(account, 'GET', '/_sim/calls').body).toEqual({ calls: {} });
  });

  it('calls every service', () => {
    const account = createTestAccount();
    const call = { service: 'elasticloadbalancingv2', operation: 'DescribeLoadBalancers', input: {} };
    expect(admin(account, 'POST', '/_sim/act', call).body).toEqual({ LoadBalancers: [] });
    const alarms = { service: 'cloudwatch', operation: 'DescribeAlarms', input: {} };
    expect(admin(account, 'POST', '/_sim/act', alarms).status).toBe(200);
  });

  it('tells why AWS refused', () => {
    const call = { service: 'ecs', operation: 'DeleteCluster', input: { cluster: 'missing' } };
    expect(admin(createTestAccount(), 'POST', '/_sim/act', call)).toEqual({
      status: 400,
      body: { error: 'ClusterNotFoundException: Cluster not found.' },
    });
  });
});

describe('the other routes', () => {
  it('count calls and forget them', () => {
    const account = createTestAccount();
    account.ecs('ListClusters');
    expect(admin(account, 'GET', '/_sim/calls').body).toEqual({
      calls: { 'ecs.ListClusters': { calls: 1, errors: {} } },
    });
    expect(admin(account, 'DELETE', '/_sim/calls').body).toEqual({ calls: {} });
  });

  it('switch request limits', () => {
    const account = createTestAccount();
    expect(admin(account, 'GET', '/_sim/throttling').body).toEqual({ enabled: false });
    expect(admin(account, 'PUT', '/_sim/throttling', { enabled: true }).body).toEqual({ enabled: true });
    expect(account.throttle.enabled).toBe(true);
  });

  it('dump, reset and restore', () => {
    const account = createTestAccount();
    account.ecs('CreateCluster', { clusterName: 'demo' });
    const { body: dump } = admin(account, 'GET', '/_sim/dump');
    admin(account, 'POST', '/_sim/reset');
    expect(account.ecs('ListClusters')).toEqual({ clusterArns: [] });
    admin(account, 'POST', '/_sim/restore', dump);
    expect(account.world.ecs.clusters.has('demo')).toBe(true);
  });

  it('list the operations that there are', () => {
    const { body } = admin(createTestAccount(), 'GET', '/_sim/operations');
    expect(body['ecs']).toContain('RegisterTaskDefinition');
    expect(body['sts']).toEqual(['GetCallerIdentity']);
  });

  it.each([
    ['GET', '/_sim/nowhere', undefined, 404],
    ['POST', '/_sim/clock', undefined, 404],
    ['POST', '/_sim/restore', {}, 400],
    ['POST', '/_sim/restore', { dump: 'none' }, 400],
    ['POST', '/_sim/act', undefined, 400],
    ['POST', '/_sim/act', { service: 'ecs', operation: 'ListServers', input: {} }, 400],
    ['POST', '/_sim/clock/advance', { seconds: 1e12 }, 400],
    ['POST', '/_sim/services/kill-tasks', { cluster: 5, service: 'web' }, 400],
  ])('answer %s %s %j with %d', (method, path, body, status) => {
    const answer = admin(createTestAccount(), method, path, body);
    expect(answer).toEqual({ status, body: { error: expect.any(String) } });
  });
});
