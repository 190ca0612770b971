import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import type { EcsScaling } from '../../src/api/resources.ts';
import { scalingAdminActions } from '../../src/simulator/application-autoscaling/admin.ts';
import { OperatorBed } from './operator-bed.ts';
import type { BedOptions } from './operator-bed.ts';

type Json = Record<string, unknown>;

/** The EcsScaling of these tests, and the service that it scales: somebody else's, as an EcsScaling may scale any. */
export const key = { namespace: 'shop', name: 'web' };
export const resourceId = 'service/demo/web';
export const identity = { ResourceId: resourceId, ScalableDimension: 'ecs:service:DesiredCount' };

export const cpu = {
  name: 'cpu',
  policyType: 'TargetTrackingScaling',
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 60,
    predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
} as const;

/** A step policy with its alarm on the depth of a queue. */
export const queue = {
  name: 'queue',
  policyType: 'StepScaling',
  stepScalingPolicyConfiguration: {
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [
      { metricIntervalLowerBound: 0, metricIntervalUpperBound: 100, scalingAdjustment: 1 },
      { metricIntervalLowerBound: 100, scalingAdjustment: 3 },
    ],
    cooldown: 60,
  },
  alarm: {
    namespace: 'Shop',
    metricName: 'QueueDepth',
    dimensions: [{ name: 'Queue', value: 'orders' }],
    statistic: 'Maximum',
    period: 60,
    evaluationPeriods: 1,
    threshold: 100,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
  },
} satisfies NonNullable<EcsScalingSpec['policies']>[number];

export const queueAlarm = `ecs-operator/${resourceId}/queue`;

/** Makes the cluster, the task definition and the service. */
export function createService(bed: OperatorBed): void {
  bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  bed.simulator.act('ecs', 'RegisterTaskDefinition', {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'app:1' }],
  });
  bed.simulator.act('ecs', 'CreateService', {
    cluster: 'demo',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  });
}

/** A bed whose EcsScaling is Ready. */
export async function scaledBed(spec: EcsScalingSpec, options: BedOptions = {}): Promise<OperatorBed> {
  const bed = new OperatorBed(options);
  createService(bed);
  bed.scalings.create({ ...key, spec });
  bed.start();
  await bed.until(() => isReady(bed));
  return bed;
}

export function read(bed: OperatorBed): EcsScaling {
  return bed.scalings.mustRead(key);
}

export function condition(bed: OperatorBed, type: string) {
  return bed.scalings.read(key)?.status?.conditions?.find((each) => each.type === type);
}

/** Ready for the present generation. */
export function isReady(bed: OperatorBed): boolean {
  const ready = condition(bed, 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === read(bed).metadata.generation;
}

/** A call of Application Auto Scaling by another hand. */
export function act(bed: OperatorBed, operation: string, input: Json = {}): Json {
  return bed.simulator.act('application-autoscaling', operation, { ServiceNamespace: 'ecs', ...input });
}

/** A call of CloudWatch by another hand. */
export function watch(bed: OperatorBed, operation: string, input: Json = {}): Json {
  return bed.simulator.act('cloudwatch', operation, input);
}

export function targets(bed: OperatorBed): Json[] {
  return act(bed, 'DescribeScalableTargets').ScalableTargets as Json[];
}

/** Names of the policies, in order. */
export function policies(bed: OperatorBed): string[] {
  const answer = act(bed, 'DescribeScalingPolicies') as { ScalingPolicies: { PolicyName: string }[] };
  return answer.ScalingPolicies.map(({ PolicyName }) => PolicyName).toSorted();
}

/** All alarms but those of target tracking. */
export function alarms(bed: OperatorBed): Json[] {
  const { MetricAlarms } = watch(bed, 'DescribeAlarms') as { MetricAlarms: { AlarmName: string }[] };
  return MetricAlarms.filter(({ AlarmName }) => !AlarmName.startsWith('TargetTracking-'));
}

/** Another hand deletes them all. */
export function deleteAlarms(bed: OperatorBed): void {
  const AlarmNames = alarms(bed).map(({ AlarmName }) => AlarmName);
  if (AlarmNames.length > 0) watch(bed, 'DeleteAlarms', { AlarmNames });
}

export function desiredCount(bed: OperatorBed): number {
  const answer = bed.simulator.act('ecs', 'DescribeServices', { cluster: 'demo', services: ['web'] });
  return (answer.services as { desiredCount: number }[])[0]?.desiredCount ?? Number.NaN;
}

/** From now on the metric of a service has this value; AWS/ECS `CPUUtilization`. */
export function putCpu(bed: OperatorBed, value: number | null, service = resourceId): void {
  scalingAdminActions['put-metric']?.(bed.simulator.context, { resourceId: service, name: 'CPUUtilization', value });
}
