import type { ServiceName } from '../../src/simulator/operation.ts';
import type { TestBed } from './test-bed.ts';

type Input = Readonly<Record<string, unknown>>;

/** A call to some service. */
export interface Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: Input;
}

const definition = {
  family: 'web',
  requiresCompatibilities: ['FARGATE'],
  executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
  taskRoleArn: 'arn:aws:iam::111122223333:role/task',
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  containerDefinitions: [
    {
      name: 'app',
      image: 'nginx',
      portMappings: [{ containerPort: 80, protocol: 'tcp' }],
      environment: [{ name: 'A', value: 'b' }],
      healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'web', 'awslogs-region': 'us-east-1' } },
    },
  ],
};
const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-a'] } };
const service = {
  cluster: 'demo',
  serviceName: 'web',
  taskDefinition: 'web',
  desiredCount: 1,
  launchType: 'FARGATE',
  networkConfiguration,
  deploymentConfiguration: {
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  },
};
const { serviceName, launchType: _launchType, ...change } = service;
const scalable = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/demo/web',
  ScalableDimension: 'ecs:service:DesiredCount',
};
const cluster = {
  clusterName: 'demo',
  capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
  defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
  settings: [{ name: 'containerInsights', value: 'enabled' }],
  tags: [{ key: 'team', value: 'a' }],
};
const task = { cluster: 'demo', taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration, count: 1 };
const target = { ...scalable, MinCapacity: 0, MaxCapacity: 3 };
const policy = {
  ...scalable,
  PolicyName: 'cpu',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 50,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    ScaleInCooldown: 60,
  },
};
const scheduled = {
  ...scalable,
  ScheduledActionName: 'night',
  Schedule: 'cron(0 20 * * ? *)',
  Timezone: 'Europe/Berlin',
  ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 1 },
};
const alarm = {
  AlarmName: 'a',
  Namespace: 'n',
  MetricName: 'm',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 5,
  ComparisonOperator: 'LessThanThreshold',
  TreatMissingData: 'breaching',
};
const provider = {
  name: 'cp',
  autoScalingGroupProvider: {
    autoScalingGroupArn: 'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:a:autoScalingGroupName/group',
    managedScaling: { status: 'ENABLED', targetCapacity: 90, minimumScalingStepSize: 1 },
  },
};

const targetGroup = { Name: 'web', Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-a', TargetType: 'ip' };
const loadBalancer = { Name: 'web', Subnets: ['subnet-a', 'subnet-b'], Tags: [{ Key: 'team', Value: 'a' }] };

/** One of everything, so that random names find something. */
const present: readonly Call[] = [
  { service: 'ecs', operation: 'CreateCluster', input: cluster },
  { service: 'ecs', operation: 'CreateCapacityProvider', input: provider },
  { service: 'ecs', operation: 'RegisterTaskDefinition', input: definition },
  { service: 'ecs', operation: 'CreateService', input: service },
  { service: 'ecs', operation: 'RunTask', input: task },
  { service: 'application-autoscaling', operation: 'RegisterScalableTarget', input: target },
  { service: 'application-autoscaling', operation: 'PutScalingPolicy', input: policy },
  { service: 'application-autoscaling', operation: 'PutScheduledAction', input: scheduled },
  { service: 'cloudwatch', operation: 'PutMetricAlarm', input: alarm },
  { service: 'elasticloadbalancingv2', operation: 'CreateTargetGroup', input: targetGroup },
  { service: 'elasticloadbalancingv2', operation: 'CreateLoadBalancer', input: loadBalancer },
];

/** Good calls to spoil. */
export const goodCalls: readonly Call[] = [
  ...present,
  { service: 'ecs', operation: 'CreateService', input: { ...service, serviceName: 'other' } },
  { service: 'ecs', operation: 'UpdateService', input: { ...change, service: serviceName } },
  {
    service: 'cloudwatch',
    operation: 'PutMetricData',
    input: { Namespace: 'n', MetricData: [{ MetricName: 'm', Value: 1, Unit: 'Count' }] },
  },
];

/** Makes one of everything. */
export async function furnish(bed: TestBed): Promise<void> {
  for (const call of present) await bed.call(call.operation, call.input, call.service);
}
