import { expect } from '@jest/globals';
import type { EcsScalingSpec } from '../../../src/api/generated/ecs-scaling.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { OperatorBed } from '../operator-bed.ts';
import { isReady, key, resourceId } from '../scaling-world.ts';
import { isObject } from './json.ts';
import type { Json } from './json.ts';

const identity = { ServiceNamespace: 'ecs', ResourceId: resourceId, ScalableDimension: 'ecs:service:DesiredCount' };
const kubeWrites = ['ApplyStatus', 'SetFinalizers'];

/** Members of an answer that tell its life, not its settings. */
const VOLATILE = new Set([
  'CreationTime',
  'Alarms',
  'AlarmArn',
  'StateValue',
  'StateReason',
  'StateReasonData',
  'StateUpdatedTimestamp',
  'StateTransitionedTimestamp',
  'AlarmConfigurationUpdatedTimestamp',
  'ScalableTargetARN',
  'ScheduledActionARN',
]);
/** What AWS takes a member for that is left out: spelled out or not, it is the same. */
const DEFAULTS: Json = {
  DisableScaleIn: false,
  MetricAggregationType: 'Average',
  Mode: 'ForecastOnly',
  ReturnData: true,
  TreatMissingData: 'missing',
  EvaluateLowSampleCountPercentile: 'evaluate',
  OnlyStartEvaluatingAfterWarmUpPeriodEnds: false,
  Timezone: 'UTC',
};
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** One EcsScaling under the operator, in a matrix of changes of one field. */
export class ScalingMatrix {
  readonly #bed = new OperatorBed();

  constructor() {
    prepare(this.#bed.simulator);
  }

  /** Brings the spec into effect, and checks what AWS then holds, and that nothing more happens. */
  async apply(spec: EcsScalingSpec): Promise<void> {
    const bed = this.#bed;
    const isNew = bed.scalings.read(key) === undefined;
    const [before, written] = [settings(bed.simulator), bed.gate.effects.length];
    if (isNew) {
      bed.scalings.create({ ...key, spec });
      bed.start();
    } else {
      bed.scalings.replaceSpec(key, spec);
    }
    await bed.until(() => isReady(bed), 300_000);
    const after = settings(bed.simulator);
    expect(after).toEqual(whatAnybodyWouldPut(spec));
    const calls = bed.gate.effects.slice(written).filter(({ kind }) => !kubeWrites.includes(kind));
    expect(calls.length > 0).toBe(JSON.stringify(after) !== JSON.stringify(before));
    const ready = bed.gate.effects.length;
    await bed.pass(600_000);
    expect(bed.gate.effects.slice(ready)).toEqual([]);
  }

  dispose(): void {
    this.#bed.dispose();
  }
}

function prepare(simulator: Simulator): void {
  const act = (operation: string, input: Json): Json => simulator.act('ecs', operation, input);
  act('CreateCluster', { clusterName: 'demo' });
  act('RegisterTaskDefinition', {
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128, portMappings: [{ containerPort: 80 }] }],
  });
  const group = (name: string) => ({
    targetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/${name}/0123456789abcdef`,
    containerName: 'app',
    containerPort: 80,
  });
  const loadBalancers = [group('web'), group('other')];
  act('CreateService', { cluster: 'demo', serviceName: 'web', taskDefinition: 'web', desiredCount: 2, loadBalancers });
}

/** What Application Auto Scaling and CloudWatch say of the service's settings. */
function settings(simulator: Simulator): Json {
  const act = (operation: string, input: Json = {}): Json =>
    simulator.act('application-autoscaling', operation, { ServiceNamespace: 'ecs', ...input });
  const [target] = act('DescribeScalableTargets')['ScalableTargets'] as Json[];
  if (target === undefined) return {};
  const { Tags } = act('ListTagsForResource', {
    ServiceNamespace: undefined,
    ResourceARN: target['ScalableTargetARN'],
  });
  const { MetricAlarms } = simulator.act('cloudwatch', 'DescribeAlarms', {}) as { MetricAlarms: Json[] };
  const own = Object.entries(Tags as Json).filter(([tag]) => tag !== 'by' && !tag.startsWith('ecs-operator.dev/'));
  return settled({
    target,
    tags: Object.fromEntries(own),
    policies: act('DescribeScalingPolicies')['ScalingPolicies'],
    actions: act('DescribeScheduledActions')['ScheduledActions'],
    alarms: MetricAlarms.filter(({ AlarmName }) => !String(AlarmName).startsWith('TargetTracking-')),
  }) as Json;
}

/** Without what differs from run to run. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value === 'string') return value.replaceAll(UUID, '<uuid>');
  if (!isObject(value)) return value;
  const all = value['DatapointsToAlarm'] === value['EvaluationPeriods'] ? ['DatapointsToAlarm'] : [];
  const kept = Object.entries(value).filter(
    ([name, member]) => !VOLATILE.has(name) && DEFAULTS[name] !== member && !all.includes(name),
  );
  return Object.fromEntries(kept.map(([name, member]) => [name, settled(member)]));
}

/** The settings after the calls that somebody would make by hand from the same manifest, in an account of their own. */
function whatAnybodyWouldPut(spec: EcsScalingSpec): Json {
  const { simulator } = new OperatorBed();
  prepare(simulator);
  const act = (operation: string, input: Json): Json =>
    simulator.act('application-autoscaling', operation, { ...identity, ...input });
  const { minCapacity, maxCapacity, suspendedState, tags = [], policies = [], scheduledActions = [] } = spec;
  act('RegisterScalableTarget', {
    ...(asInput({ minCapacity, maxCapacity, suspendedState }) as Json),
    Tags: { by: 'hand', ...Object.fromEntries(tags.map(({ key: tag, value = '' }) => [tag, value])) },
  });
  for (const { name, alarm, ...policy } of policies) {
    const { PolicyARN } = act('PutScalingPolicy', { PolicyName: name, ...(asInput(policy) as Json) });
    if (alarm === undefined) continue;
    const { AlarmActions = [], ...input } = asInput(alarm) as Json & { AlarmActions?: unknown[] };
    const named = { AlarmName: `ecs-operator/${resourceId}/${name}`, ...input };
    simulator.act('cloudwatch', 'PutMetricAlarm', { ...named, AlarmActions: [PolicyARN, ...AlarmActions] });
  }
  for (const { name, startTime, endTime, ...action } of scheduledActions) {
    act('PutScheduledAction', {
      ScheduledActionName: name,
      ...(asInput(action) as Json),
      ...(startTime === undefined ? {} : { StartTime: Date.parse(startTime) / 1000 }),
      ...(endTime === undefined ? {} : { EndTime: Date.parse(endTime) / 1000 }),
    });
  }
  return settings(simulator);
}

/** A part of a manifest as AWS spells it. */
function asInput(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asInput);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.map(([name, member]) => {
      const head = name === 'okActions' ? 'OK' : name.charAt(0).toUpperCase();
      return [`${head}${name.slice(head.length)}`, asInput(member)];
    }),
  );
}
