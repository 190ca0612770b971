import { beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../runtime/manual-clock.ts';
import { AwsFault, type Json } from '../operation.ts';
import { createSimulator, type Simulator } from '../simulator.ts';

const resourceId = 'service/demo/web';
const identity = { ServiceNamespace: 'ecs', ResourceId: resourceId, ScalableDimension: 'ecs:service:DesiredCount' };
const cpu = { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' };
const step = {
  AdjustmentType: 'ChangeInCapacity',
  StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
};

let clock: ManualClock;
let simulator: Simulator;

beforeEach(() => {
  clock = new ManualClock(Date.parse('2026-09-16T12:00:00Z'));
  simulator = createSimulator({ clock, seed: 1 });
  simulator.start();
  simulator.call('ecs', 'CreateCluster', { clusterName: 'demo' });
  simulator.call('ecs', 'RegisterTaskDefinition', {
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }],
  });
  const service = { cluster: 'demo', serviceName: 'web', taskDefinition: 'web', desiredCount: 2 };
  simulator.call('ecs', 'CreateService', { ...service, launchType: 'EC2' });
});

function scaling(operation: string, input: Json = {}): Json {
  return simulator.call('application-autoscaling', operation, { ...identity, ...input });
}

function register(min: number, max: number, more: Json = {}): Json {
  return scaling('RegisterScalableTarget', { MinCapacity: min, MaxCapacity: max, ...more });
}

function put(name: string, type: string, config: Json = {}): Json {
  return scaling('PutScalingPolicy', { PolicyName: name, PolicyType: type, ...config });
}

function track(config: Json): Json {
  return put('cpu', 'TargetTrackingScaling', { TargetTrackingScalingPolicyConfiguration: config });
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AwsFault) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'not refused';
}

function first(operation: string, member: string): Json {
  return (scaling(operation)[member] as Json[])[0] ?? {};
}

function desired(): unknown {
  const answer = simulator.act('ecs', 'DescribeServices', { cluster: 'demo', services: ['web'] });
  return (answer['services'] as Json[])[0]?.['desiredCount'];
}

function alarmNames(answer: Json): string[] {
  return (answer['Alarms'] as Json[]).map((alarm) => String(alarm['AlarmName']));
}

describe('RegisterScalableTarget', () => {
  it.each([
    [3, 5, 3],
    [0, 1, 1],
    [1, 5, 2],
  ])('moves the count of 2 into %i to %i at once: %i', (min, max, expected) => {
    register(min, max);

    expect(desired()).toBe(expected);
  });

  it('moves the count also when it changes nothing itself', () => {
    register(1, 3);
    simulator.act('ecs', 'UpdateService', { cluster: 'demo', service: 'web', desiredCount: 9 });

    scaling('RegisterScalableTarget');

    expect(desired()).toBe(3);
  });

  it.each<[string, Json, string]>([
    ['no maximum', { MinCapacity: 1 }, 'Maximum capacity must be specified'],
    ['crossed bounds', { MinCapacity: 2, MaxCapacity: 1 }, 'Maximum capacity cannot be less than minimum capacity'],
    [
      'a resource that is no service',
      { ResourceId: 'cluster/demo', MinCapacity: 1, MaxCapacity: 2 },
      'Unsupported service namespace, resource type or scalable dimension',
    ],
    [
      'an ARN',
      { ResourceId: 'arn:aws:ecs:us-east-1:111122223333:service/demo/web', MinCapacity: 1, MaxCapacity: 2 },
      'Unsupported service namespace, resource type or scalable dimension',
    ],
    [
      'a tag of AWS',
      { MinCapacity: 1, MaxCapacity: 2, Tags: { 'aws:x': 'y' } },
      'Caller is an end user and not allowed to mutate system tags',
    ],
  ])('refuses %s', (_what, input, words) => {
    expect(refusal(() => scaling('RegisterScalableTarget', input))).toBe(`ValidationException: ${words}`);
  });

  it('refuses a service that is gone, also for a target that is there', () => {
    register(0, 2);
    simulator.call('ecs', 'DeleteService', { cluster: 'demo', service: 'web', force: true });

    expect(refusal(() => register(0, 3))).toBe(`ValidationException: ECS service doesn't exist: ${resourceId}`);
  });

  it('refuses crossed bounds on an update against the bound that stays', () => {
    register(1, 3);

    expect(refusal(() => scaling('RegisterScalableTarget', { MinCapacity: 4 }))).toContain('Maximum capacity');
    expect(refusal(() => scaling('RegisterScalableTarget', { MinCapacity: 3 }))).toBe('not refused');
  });

  it('holds fifty tags', () => {
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'v']));
    const { ScalableTargetARN: ResourceARN } = register(1, 3, { Tags: tags });
    const tag = (Tags: Json): unknown =>
      simulator.call('application-autoscaling', 'TagResource', { ResourceARN, Tags });

    expect(refusal(() => tag({ k0: 'new' }))).toBe('not refused');
    expect(refusal(() => tag({ more: 'v' }))).toContain('TooManyTagsException');
  });
});

describe('PutScalingPolicy', () => {
  beforeEach(() => void register(1, 3));

  it('keeps the metric that an update leaves out, and its creation time, but makes new alarms', () => {
    const before = track({ TargetValue: 50, ScaleInCooldown: 60, PredefinedMetricSpecification: cpu });
    const { CreationTime: created } = first('DescribeScalingPolicies', 'ScalingPolicies');
    clock.advance(60_000);

    const after = track({ TargetValue: 70 });

    expect(first('DescribeScalingPolicies', 'ScalingPolicies')).toMatchObject({
      CreationTime: created,
      TargetTrackingScalingPolicyConfiguration: { TargetValue: 70, PredefinedMetricSpecification: cpu },
    });
    expect(after['PolicyARN']).toBe(before['PolicyARN']);
    expect(alarmNames(after).some((name) => alarmNames(before).includes(name))).toBe(false);
  });

  it('makes no Low alarm where scale-in is disabled', () => {
    const answer = track({ TargetValue: 50, DisableScaleIn: true, PredefinedMetricSpecification: cpu });

    expect(alarmNames(answer)).toEqual([expect.stringContaining('AlarmHigh')]);
  });

  it('keeps predictive policies as they are', () => {
    const pair = { PredefinedMetricType: 'ECSServiceCPUUtilization' };
    const config = { MetricSpecifications: [{ TargetValue: 50, PredefinedMetricPairSpecification: pair }] };
    put('ahead', 'PredictiveScaling', { PredictiveScalingPolicyConfiguration: config });

    expect(first('DescribeScalingPolicies', 'ScalingPolicies')).toMatchObject({
      PolicyType: 'PredictiveScaling',
      PredictiveScalingPolicyConfiguration: config,
      Alarms: [],
    });
  });

  it('does not change the type of a policy', () => {
    put('p', 'StepScaling', { StepScalingPolicyConfiguration: step });

    expect(refusal(() => put('p', 'PredictiveScaling'))).toContain('ValidationException');
  });

  it.each<[string, Json]>([
    ['no step configuration', {}],
    ['no steps', { StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity' } }],
    [
      'the wrong configuration',
      { PredictiveScalingPolicyConfiguration: { MetricSpecifications: [{ TargetValue: 1 }] } },
    ],
  ])('refuses a step policy with %s', (_what, config) => {
    expect(refusal(() => put('p', 'StepScaling', config))).toContain('ValidationException');
  });

  it('gives a target that is registered anew other ARNs', () => {
    const before = put('p', 'StepScaling', { StepScalingPolicyConfiguration: step });
    scaling('DeregisterScalableTarget');
    register(1, 3);

    expect(scaling('DescribeScalingPolicies')).toEqual({ ScalingPolicies: [] });
    const after = put('p', 'StepScaling', { StepScalingPolicyConfiguration: step });
    expect(after['PolicyARN']).not.toBe(before['PolicyARN']);
  });

  it('deletes a policy once', () => {
    put('p', 'StepScaling', { StepScalingPolicyConfiguration: step });

    expect(scaling('DeleteScalingPolicy', { PolicyName: 'p' })).toEqual({});
    expect(refusal(() => scaling('DeleteScalingPolicy', { PolicyName: 'p' }))).toContain('ObjectNotFoundException');
  });
});

describe('PutScheduledAction', () => {
  beforeEach(() => void register(1, 3));

  it('takes start and end away when an update leaves them out, and keeps the rest', () => {
    scaling('PutScheduledAction', {
      ScheduledActionName: 's',
      Schedule: 'rate(1 day)',
      Timezone: 'Europe/Berlin',
      StartTime: clock.now() / 1000 + 60,
      EndTime: clock.now() / 1000 + 120,
      ScalableTargetAction: { MinCapacity: 1 },
    });

    scaling('PutScheduledAction', { ScheduledActionName: 's', Schedule: 'rate(2 days)' });

    const action = first('DescribeScheduledActions', 'ScheduledActions');
    expect(action).toMatchObject({
      Schedule: 'rate(2 days)',
      Timezone: 'Europe/Berlin',
      ScalableTargetAction: { MinCapacity: 1 },
    });
    expect(action).not.toHaveProperty('StartTime');
    expect(action).not.toHaveProperty('EndTime');
  });

  it.each<[string, Json]>([
    ['no schedule', { ScalableTargetAction: { MinCapacity: 1 } }],
    ['a negative maximum', { Schedule: 'rate(1 day)', ScalableTargetAction: { MaxCapacity: -1 } }],
    ['crossed bounds', { Schedule: 'rate(1 day)', ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 1 } }],
  ])('refuses %s', (_what, input) => {
    expect(refusal(() => scaling('PutScheduledAction', { ScheduledActionName: 's', ...input }))).toContain(
      'ValidationException',
    );
  });

  it('needs a target', () => {
    scaling('DeregisterScalableTarget');

    expect(
      refusal(() =>
        scaling('PutScheduledAction', {
          ScheduledActionName: 's',
          Schedule: 'rate(1 day)',
          ScalableTargetAction: { MinCapacity: 1 },
        }),
      ),
    ).toContain('ObjectNotFoundException: No scalable target registered');
  });
});

describe('Describe operations', () => {
  it('show nothing of other namespaces', () => {
    register(1, 3);

    const elsewhere = { ServiceNamespace: 'dynamodb' };
    const call = (operation: string): Json => simulator.call('application-autoscaling', operation, elsewhere);
    expect(call('DescribeScalableTargets')).toEqual({ ScalableTargets: [] });
    expect(call('DescribeScalingPolicies')).toEqual({ ScalingPolicies: [] });
    expect(call('DescribeScheduledActions')).toEqual({ ScheduledActions: [] });
  });

  it.each(['DescribeScalingPolicies', 'DescribeScheduledActions', 'DescribeScalingActivities'])(
    '%s refuses a dimension without a resource',
    (operation) => {
      expect(refusal(() => scaling(operation, { ResourceId: undefined }))).toContain('ValidationException');
    },
  );
});
