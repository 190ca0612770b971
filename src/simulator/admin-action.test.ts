import { describe, expect, it } from '@jest/globals';
import { scalingAdminActions } from './application-autoscaling/admin.ts';
import { bodyReader } from './admin-action.ts';
import { serviceAdminActions } from './elastic-container-service/services/admin.ts';
import { balancingAdminActions } from './elastic-load-balancing-v2/admin.ts';
import { createTestAccount } from './test-account.ts';

const allActions = { ...serviceAdminActions, ...scalingAdminActions, ...balancingAdminActions };

describe('bodyReader', () => {
  const read = bodyReader<{ name: string; kind?: string }>({
    members: { name: { type: 'string' }, kind: { enum: ['a', 'b', null] } },
    required: ['name'],
  });

  it('gives a body of its shape as it is', () => {
    const body = { name: 'x', kind: null };
    expect(read(body)).toBe(body);
  });

  it.each([
    [[], 'body must be object'],
    [{}, "body must have required property 'name'"],
    [{ name: 5 }, 'body/name must be string'],
    [{ name: 'x', kind: 'c' }, 'body/kind must be one of a, b, null'],
    [{ name: 'x', kinds: 'a' }, 'body must not have a member kinds; it may have name, kind'],
    [{ kind: 'c' }, "body must have required property 'name', body/kind must be one of a, b, null"],
  ])('refuses %j', (body, words) => {
    expect(() => read(body)).toThrow(words);
  });
});

describe('every action', () => {
  const wrong: [string, object, string][] = [
    ['kill-tasks', {}, 'body must have service or tasks'],
    ['kill-tasks', { cluster: 5, service: 'web' }, 'body/cluster must be string'],
    ['kill-tasks', { tasks: 'all' }, 'body/tasks must be array'],
    ['set-alarm', { name: 'a', state: 'RED' }, 'body/state must be one of OK, ALARM, INSUFFICIENT_DATA'],
    ['set-hook', { functionArn: 'a' }, "body must have required property 'hookStatus'"],
    ['hook-calls', { service: 'web' }, 'body must not have a member service; it may have none'],
    ['set-instances', { count: -1 }, 'body/count must be >= 0'],
    ['set-instances', { count: 1e9 }, 'body/count must be <= 5000'],
    ['set-instances', { attributes: { rack: 5 } }, 'body/attributes/rack must be string'],
    ['shorten-arn', { cluster: 'demo' }, "body must have required property 'service'"],
    ['put-rule', {}, "body must have required property 'ruleArn', body must have required property 'forwards'"],
    ['put-rule', { ruleArn: 'r', forwards: [{}] }, "body/forwards/0 must have required property 'targetGroupArn'"],
    ['put-target-group', { targetGroupArn: 'g' }, "body must have required property 'used'"],
    ['put-target-health', { targetGroupArn: 'g', id: 'i', healthy: 'no' }, 'body/healthy must be boolean'],
    ['put-vpc', { vpcId: 'v', cidrBlocks: [7] }, 'body/cidrBlocks/0 must be string'],
    ['rules', { all: true }, 'body must not have a member all'],
    ['put-metric', { name: 'CPUUtilization', value: 90 }, 'body must have resourceId or namespace'],
    ['put-metric', { namespace: 'my', name: 'Load', value: 'high' }, 'body/value must be number'],
    ['trigger-policy', {}, "body must have required property 'resourceId'"],
    ['hold-target', { resourceId: 5 }, 'body/resourceId must be string'],
    ['set-alarm-access', {}, "body must have required property 'trouble'"],
    ['set-alarm-access', { trouble: 'rain' }, 'must be one of throttled, denied, unknown-token, null'],
    ['alarms', { state: 'OK' }, 'body must not have a member state'],
  ];

  it.each(wrong)('%s refuses %j, and nothing has changed', (name, body, words) => {
    const account = createTestAccount();
    const before = account.dump();
    expect(() => allActions[name]?.(account.context, { ...body })).toThrow(words);
    expect(account.dump()).toBe(before);
  });

  it('is among these', () => {
    expect(Object.keys(allActions).toSorted()).toEqual([...new Set(wrong.map(([name]) => name))].toSorted());
  });
});
