import { describe, expect, it } from '@jest/globals';
import { clientToken, createInput } from './create-input.ts';
import { parseTaskDefinition } from './task-definition-reference.ts';
import { situation, SPEC, TD1 } from './testing/situations.ts';

describe('CreateService', () => {
  it('carries the spec, and nothing of our own', () => {
    const spec = {
      ...SPEC,
      suspend: false,
      region: 'us-east-1',
      rollout: {},
      monitoring: { metricConfigurations: [] },
    };
    const input = createInput(situation({ spec }), TD1);
    expect(Object.keys(input).sort()).toEqual([
      'clientToken',
      'cluster',
      'desiredCount',
      'launchType',
      'monitoring',
      'networkConfiguration',
      'serviceName',
      'tags',
      'taskDefinition',
    ]);
  });

  it('has no count for DAEMON', () => {
    const { desiredCount: _count, ...rest } = SPEC;
    const input = createInput(situation({ spec: { ...rest, schedulingStrategy: 'DAEMON' } }), TD1);
    expect(input).not.toHaveProperty('desiredCount');
    expect(input.schedulingStrategy).toBe('DAEMON');
  });
});

describe('the client token', () => {
  it('fits, is the same for one creation and another for the next or for another object', () => {
    expect(clientToken('uid', 1)).toMatch(/^[0-9a-f]{36}$/);
    expect(clientToken('uid', 1)).toBe(clientToken('uid', 1));
    expect(new Set([clientToken('uid', 1), clientToken('uid', 2), clientToken('other', 1)]).size).toBe(3);
  });
});

describe('spec.taskDefinition', () => {
  const arn = 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:3';
  it.each([
    [arn, 'us-east-1', { kind: 'revision', arn }],
    ['web:3', 'us-east-1', { kind: 'revision', arn }],
    ['web:3', 'cn-north-1', { kind: 'revision', arn: 'arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/web:3' }],
    [
      'web:3',
      'us-gov-west-1',
      { kind: 'revision', arn: 'arn:aws-us-gov:ecs:us-gov-west-1:111122223333:task-definition/web:3' },
    ],
    ['web', 'us-east-1', { kind: 'family', family: 'web' }],
    ['arn:aws:ecs:us-east-1:111122223333:task-definition/web', 'us-east-1', { kind: 'family', family: 'web' }],
  ])('%s in %s', (text, region, expected) => {
    expect(parseTaskDefinition(text, { accountId: '111122223333', region })).toEqual(expected);
  });
});
