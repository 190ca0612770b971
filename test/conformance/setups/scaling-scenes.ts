import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import type { TestBed, WireResult } from '../test-bed.ts';
import { createFargate, demo } from './service-scenes.ts';

/** What the set-ups of Application Auto Scaling have in common: the service `web` in `demo`, and its scalable target. */

export const resourceId = 'service/demo/web';
export const identity = {
  ServiceNamespace: 'ecs',
  ResourceId: resourceId,
  ScalableDimension: 'ecs:service:DesiredCount',
};

export function scaling(bed: TestBed, operation: string, input: Json = {}): Promise<Json> {
  return bed.call(operation, { ...identity, ...input }, 'application-autoscaling');
}

export function tryScaling(bed: TestBed, operation: string, input: Json = {}): Promise<WireResult> {
  return bed.send(operation, { ...identity, ...input }, 'application-autoscaling');
}

/** The service `web`, settled, with `count` tasks. */
export async function web(bed: TestBed, count = 0, more: Json = {}): Promise<void> {
  await demo(bed);
  await createFargate(bed, 'web', { desiredCount: count, ...more });
  bed.advance(180);
}

/** The service `web` and its target. */
export async function target(bed: TestBed, min = 0, max = 0, count = min): Promise<string> {
  await web(bed, count);
  const answer = await scaling(bed, 'RegisterScalableTarget', { MinCapacity: min, MaxCapacity: max });
  return String(answer['ScalableTargetARN']);
}

export const exactZero = {
  AdjustmentType: 'ExactCapacity',
  StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 0 }],
};

export function putStep(bed: TestBed, name: string, config: Json = exactZero): Promise<Json> {
  return scaling(bed, 'PutScalingPolicy', {
    PolicyName: name,
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: config,
  });
}

export function putTracking(bed: TestBed, name: string, config: Json): Promise<Json> {
  return scaling(bed, 'PutScalingPolicy', {
    PolicyName: name,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: config,
  });
}

export const cpuAt50 = {
  TargetValue: 50,
  PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
};

/** A custom metric of its own for each name. */
export function customAt(value: number, name: string, more: Json = {}): Json {
  return {
    TargetValue: value,
    CustomizedMetricSpecification: { Namespace: 'my', MetricName: name, Statistic: 'Average', ...more },
  };
}

export function putSchedule(bed: TestBed, name: string, schedule: string, action: Json): Promise<Json> {
  return scaling(bed, 'PutScheduledAction', {
    ScheduledActionName: name,
    Schedule: schedule,
    ScalableTargetAction: action,
  });
}

/** `at(…)` so many seconds from now. */
export function inSeconds(bed: TestBed, seconds: number): string {
  const time = new Date(Math.floor(bed.clock.now() / 1000) * 1000 + seconds * 1000);
  return `at(${time.toISOString().slice(0, 19)})`;
}

export async function only<T = Json>(bed: TestBed, operation: string, member: string): Promise<T> {
  const list = (await scaling(bed, operation))[member] as T[];
  assert.equal(list.length, 1);
  return list[0] as T;
}

export async function describeTarget(bed: TestBed): Promise<Json> {
  const input = { ServiceNamespace: 'ecs', ResourceIds: [resourceId] };
  const answer = await bed.call('DescribeScalableTargets', input, 'application-autoscaling');
  return (answer['ScalableTargets'] as Json[])[0] ?? {};
}

export async function activities(bed: TestBed, all = false): Promise<Json[]> {
  const answer = await scaling(bed, 'DescribeScalingActivities', { IncludeNotScaledActivities: all });
  return answer['ScalingActivities'] as Json[];
}

export async function desiredCount(bed: TestBed): Promise<unknown> {
  const answer = await bed.call('DescribeServices', { cluster: 'demo', services: ['web'] });
  return (answer['services'] as Json[])[0]?.['desiredCount'];
}

/** What an answer refuses with. */
export function refusalOf(answer: WireResult): unknown[] {
  return [answer.status, answer.body['__type'], answer.body['Message'] ?? answer.body['message']];
}
