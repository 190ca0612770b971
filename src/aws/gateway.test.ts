import { describe, expect, it } from '@jest/globals';
import { scriptedGateway } from '../../test/support/scripted-gateway.ts';
import { awsFailure, type Script } from '../../test/support/scripted-transport.ts';
import type { Effect, EffectGate } from '../runtime/effects.ts';
import { openGate } from '../runtime/effects.ts';
import { Priority } from '../runtime/priority.ts';
import { AwaitToken } from '../runtime/result.ts';
import { AwsError } from './errors.ts';

const user = { object: 'EcsService/shop/web', priority: Priority.UserChange } as const;

function setUp(script: Script, effects: EffectGate = openGate) {
  const { gateway, transport, clock, registry } = scriptedGateway(script, { effects });
  return { gateway, transport, clock, registry };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('AwsGateway', () => {
  it('sends a call with the kind of the object on whose behalf it is made', async () => {
    const { gateway, transport } = setUp({ DescribeTaskDefinition: () => ({ tags: [] }) });

    await gateway.call('DescribeTaskDefinition', { taskDefinition: 'web:1' }, user);

    expect(transport.sent).toEqual([
      { operation: 'DescribeTaskDefinition', input: { taskDefinition: 'web:1' }, kind: 'EcsService' },
    ]);
  });

  it('lets no write past the gate unseen, and no read through it', async () => {
    const seen: Effect[] = [];
    const gate: EffectGate = {
      around: (effect, run) => {
        seen.push(effect);
        return run();
      },
    };
    const { gateway } = setUp({ ListTasks: () => ({}), DeleteService: () => ({}) }, gate);

    await gateway.call('ListTasks', {}, user);
    await gateway.call('DeleteService', { service: 'web' }, user);

    expect(seen).toEqual([{ object: 'EcsService/shop/web', kind: 'DeleteService' }]);
  });

  it('passes on what a gate throws as it is, for the crash matrix knows it by its class', async () => {
    const crash = new RangeError('stopped before effect 3');
    const { gateway, transport } = setUp(
      { DeleteService: () => ({}) },
      {
        around: () => Promise.reject(crash),
      },
    );

    expect(await failureOf(gateway.call('DeleteService', { service: 'web' }, user))).toBe(crash);
    expect(transport.sent).toEqual([]);
  });

  it('holds nobody while a bucket is empty: the caller is told when to come back, and then it goes', async () => {
    const { gateway, transport, clock } = setUp({ RegisterTaskDefinition: () => ({}) });
    const register = (n: number) =>
      gateway.call(
        'RegisterTaskDefinition',
        { family: 'f', containerDefinitions: [] },
        { ...user, object: `T/n/${n}` },
      );
    for (let i = 0; i < 9; i++) await register(i);

    const failure = await failureOf(register(9));

    expect(failure).toBeInstanceOf(AwaitToken);
    expect(transport.sent).toHaveLength(9);
    clock.advance((failure as AwaitToken).afterMs);
    await register(9);
    expect(transport.sent).toHaveLength(10);
  });

  it('slows only the bucket that AWS throttled', async () => {
    const { gateway } = setUp({
      ListTagsForResource: () => Promise.reject(awsFailure('ThrottlingException', 'Rate exceeded')),
      ListTasks: () => ({ taskArns: [] }),
    });

    const failure = await failureOf(gateway.call('ListTagsForResource', { resourceArn: 'a' }, user));
    const again = await failureOf(gateway.call('ListTagsForResource', { resourceArn: 'a' }, user));

    expect(failure).toMatchObject({ class: 'throttle' });
    expect(again).toBeInstanceOf(AwaitToken);
    expect(await gateway.call('ListTasks', {}, user)).toEqual({ taskArns: [] });
  });

  it('takes a throttle of CloudWatch that Application Auto Scaling passes on for one of its own bucket', async () => {
    const { gateway } = setUp({
      PutScalingPolicy: () => Promise.reject(awsFailure('FailedResourceAccessException', 'Rate exceeded')),
      DescribeScalingPolicies: () => ({ ScalingPolicies: [] }),
      DescribeAlarms: () => ({ MetricAlarms: [] }),
      UpdateService: () => ({}),
    });
    const put = {
      PolicyName: 'cpu',
      ServiceNamespace: 'ecs',
      ResourceId: 'service/demo/web',
      ScalableDimension: 'ecs:service:DesiredCount',
    } as const;

    expect(await failureOf(gateway.call('PutScalingPolicy', put, user))).toMatchObject({ class: 'throttle' });
    expect(await failureOf(gateway.call('PutScalingPolicy', put, user))).toBeInstanceOf(AwaitToken);

    await gateway.call('DescribeScalingPolicies', { ServiceNamespace: 'ecs' }, user);
    await gateway.call('DescribeAlarms', {}, user);
    await gateway.call('UpdateService', { service: 'web' }, user);
  });

  it('turns every failure into an AwsError and counts it by its kind', async () => {
    const { gateway, registry } = setUp({
      ScalingTagResource: () => Promise.reject(awsFailure('ValidationException', 'Tags cannot be empty')),
      CreateService: () => Promise.reject(awsFailure('AccessDeniedException', 'no')),
      RegisterTaskDefinition: () => Promise.reject(awsFailure('LimitExceededException', 'too many')),
    });

    const failures = [
      await failureOf(gateway.call('ScalingTagResource', { ResourceARN: 'a', Tags: {} }, user)),
      await failureOf(gateway.call('CreateService', { serviceName: 'web' }, user)),
      await failureOf(gateway.call('RegisterTaskDefinition', { family: 'f', containerDefinitions: [] }, user)),
    ];

    expect(failures.every((each) => each instanceof AwsError)).toBe(true);
    const text = await registry.metrics();
    expect(text).toContain(
      'aws_api_calls_total{service="application-autoscaling",operation="TagResource",code="ValidationException"} 1',
    );
    expect(text).toContain(
      'aws_api_call_validation_errors_total{service="application-autoscaling",operation="TagResource"} 1',
    );
    expect(text).toContain('aws_api_call_permission_errors_total{service="ecs",operation="CreateService"} 1');
    expect(text).toContain(
      'aws_api_call_service_limit_exceeded_errors_total{service="ecs",operation="RegisterTaskDefinition"} 1',
    );
  });

  it('knows what its buckets grant in the long run', () => {
    const { gateway } = setUp({});

    expect(gateway.ratePerSecond('DescribeServices')).toBeCloseTo(10);
    expect(gateway.ratePerSecond('RegisterTaskDefinition')).toBeCloseTo(0.5);
  });
});
