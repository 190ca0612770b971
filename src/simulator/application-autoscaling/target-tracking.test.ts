import { beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../runtime/manual-clock.ts';
import type { Json } from '../operation.ts';
import { createSimulator, type Simulator } from '../simulator.ts';
import { scalingAdminActions } from './admin.ts';
import { nextScalingEventAt } from './autoscaler.ts';

const resourceId = 'service/demo/web';
const identity = { ServiceNamespace: 'ecs', ResourceId: resourceId, ScalableDimension: 'ecs:service:DesiredCount' };

let clock: ManualClock;
let simulator: Simulator;

beforeEach(() => {
  clock = new ManualClock(Date.parse('2026-09-16T12:00:00Z'));
  simulator = createSimulator({ clock, seed: 1 });
  simulator.start();
  simulator.call('ecs', 'CreateCluster', { clusterName: 'demo' });
  simulator.call('ecs', 'RegisterTaskDefinition', {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'nginx' }],
  });
  simulator.call('ecs', 'CreateService', {
    cluster: 'demo',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  });
  minutes(5);
});

function minutes(count: number): void {
  clock.advance(count * 60_000);
}

function scaling(operation: string, input: Json): Json {
  return simulator.call('application-autoscaling', operation, { ...identity, ...input });
}

function register(min: number, max: number, more: Json = {}): void {
  scaling('RegisterScalableTarget', { MinCapacity: min, MaxCapacity: max, ...more });
}

function track(name: string, target: number, metric: string, more: Json = {}): void {
  scaling('PutScalingPolicy', {
    PolicyName: name,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: target,
      PredefinedMetricSpecification: { PredefinedMetricType: `ECSServiceAverage${metric}` },
      ...more,
    },
  });
}

function put(name: string, value: number | null): void {
  scalingAdminActions['put-metric']?.(simulator.context, { resourceId, name, value });
}

function desired(): unknown {
  const answer = simulator.act('ecs', 'DescribeServices', { cluster: 'demo', services: ['web'] });
  return (answer['services'] as Json[])[0]?.['desiredCount'];
}

function causes(): unknown[] {
  const { ScalingActivities: all } = scaling('DescribeScalingActivities', { IncludeNotScaledActivities: true });
  return (all as Json[]).map((each) => each['Description']);
}

describe('target tracking', () => {
  it('scales out by the ratio of metric and target after three minutes above, once per cooldown', () => {
    register(1, 10);
    track('cpu', 50, 'CPUUtilization');
    put('CPUUtilization', 90);

    minutes(3);
    expect(desired()).toBe(2);
    minutes(2);
    expect(desired()).toBe(4);
    minutes(3);
    expect(desired()).toBe(4);
    minutes(4);
    expect(desired()).toBe(8);
  });

  it('goes further within the cooldown when the metric asks for more', () => {
    register(1, 10);
    track('cpu', 50, 'CPUUtilization');
    put('CPUUtilization', 90);
    minutes(5);
    put('CPUUtilization', 200);
    minutes(3);

    expect(desired()).toBe(8);
  });

  it('scales in after fifteen minutes below nine tenths of the target', () => {
    register(1, 10);
    track('cpu', 50, 'CPUUtilization');
    put('CPUUtilization', 20);

    minutes(14);
    expect(desired()).toBe(2);
    minutes(3);
    expect(desired()).toBe(1);
  });

  it('leaves a metric alone that is between the thresholds, or that has no data', () => {
    register(1, 10);
    track('cpu', 50, 'CPUUtilization');
    put('CPUUtilization', 46);
    minutes(30);
    put('CPUUtilization', null);
    minutes(60);

    expect(desired()).toBe(2);
    expect(causes()).toEqual([]);
  });

  it('scales in only when all policies agree, and out when one wants to', () => {
    register(1, 10);
    track('cpu', 50, 'CPUUtilization');
    track('memory', 50, 'MemoryUtilization');
    put('CPUUtilization', 10);
    put('MemoryUtilization', 48);
    minutes(30);
    expect(desired()).toBe(2);

    put('MemoryUtilization', 100);
    minutes(5);
    expect(desired()).toBe(4);
  });

  it('does not scale in where that is disabled or suspended', () => {
    register(1, 10);
    track('cpu', 50, 'CPUUtilization', { DisableScaleIn: true });
    put('CPUUtilization', 1);
    minutes(30);
    expect(desired()).toBe(2);

    track('cpu', 50, 'CPUUtilization', { DisableScaleIn: false });
    register(1, 10, { SuspendedState: { DynamicScalingInSuspended: true } });
    minutes(30);
    expect(desired()).toBe(2);
  });

  it('stays within the bounds and says why it does not scale', () => {
    register(1, 3);
    track('cpu', 50, 'CPUUtilization');
    put('CPUUtilization', 100);
    minutes(10);

    expect(desired()).toBe(3);
    expect(causes()).toContain('Attempting to scale due to alarm triggered');
  });

  it('makes no new deployment', () => {
    register(4, 10);
    minutes(5);

    const { serviceDeployments } = simulator.act('ecs', 'ListServiceDeployments', { cluster: 'demo', service: 'web' });
    expect(serviceDeployments).toHaveLength(1);
    expect(desired()).toBe(4);
  });

  it('has nothing due without a metric and without a target', () => {
    const due = (): number | undefined => nextScalingEventAt(simulator.context);
    register(1, 10);
    track('cpu', 50, 'CPUUtilization');
    expect(due()).toBeUndefined();
    put('CPUUtilization', 50);
    expect(due()).toBeDefined();

    scaling('DeregisterScalableTarget', {});

    expect(due()).toBeUndefined();
  });

  it('goes on after dump and restore', () => {
    register(1, 10);
    track('cpu', 50, 'CPUUtilization');
    put('CPUUtilization', 90);
    minutes(2);
    simulator.restore(simulator.dump());
    minutes(3);

    expect(desired()).toBe(4);
  });
});

describe('DeleteService', () => {
  it('takes the target with everything on it along', () => {
    register(1, 10);
    track('cpu', 50, 'CPUUtilization');

    simulator.call('ecs', 'DeleteService', { cluster: 'demo', service: 'web', force: true });

    expect(scaling('DescribeScalingPolicies', {})).toEqual({ ScalingPolicies: [] });
    expect(() => scaling('DeregisterScalableTarget', {})).toThrow('No scalable target found');
  });
});
