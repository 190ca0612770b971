import type { OperationName } from './operations.ts';

/** Sustained rate and burst of one token bucket, per account and Region, shared by everybody in the account. */
export interface BucketSize {
  readonly burst: number;
  /** Tokens per second. */
  readonly perSecond: number;
}

/**
 * The throttle categories that our operations fall into. The ECS numbers are those of the page "Request throttling"
 * of the Amazon ECS API reference, those of CloudWatch stand on its page "CloudWatch service quotas" (PutMetricAlarm and
 * DeleteAlarms 3, DescribeAlarms 9 a second). Application Auto Scaling, Elastic Load Balancing and STS publish none: theirs are modest guesses, at half
 * a share 5 calls a second together, where users report the first throttles.
 * An account may have been given more, so every number can be configured.
 */
export const bucketSizes = {
  'service-modify': { burst: 50, perSecond: 5 },
  'service-read': { burst: 100, perSecond: 20 },
  'service-deployment-read': { burst: 50, perSecond: 20 },
  'service-revision-read': { burst: 50, perSecond: 20 },
  'task-definition-modify': { burst: 20, perSecond: 1 },
  'task-definition-read': { burst: 50, perSecond: 20 },
  'task-read': { burst: 100, perSecond: 20 },
  'tag-modify': { burst: 20, perSecond: 10 },
  'tag-read': { burst: 50, perSecond: 20 },
  'scaling-modify': { burst: 8, perSecond: 4 },
  'scaling-read': { burst: 12, perSecond: 6 },
  'alarm-modify': { burst: 3, perSecond: 3 },
  'alarm-read': { burst: 9, perSecond: 9 },
  'balancing-read': { burst: 10, perSecond: 5 },
  identity: { burst: 10, perSecond: 1 },
} as const satisfies Record<string, BucketSize>;

export type Category = keyof typeof bucketSizes;
export type AwsService = 'ecs' | 'application-autoscaling' | 'cloudwatch' | 'elasticloadbalancingv2' | 'sts';

/** What the gateway must know about an operation to pace, send and measure it. */
export interface OperationFacts {
  readonly service: AwsService;
  /** AWS's name, where ours differs because two services use the same one. */
  readonly awsName?: string;
  readonly category: Category;
  /** Writes pass the effect gate and are sent once, whatever happens: AWS does not de-duplicate most of them. */
  readonly access: 'read' | 'write';
}

function ecs(category: Category, access: OperationFacts['access']): OperationFacts {
  return { service: 'ecs', category, access };
}

function scaling(access: OperationFacts['access'], awsName?: string): OperationFacts {
  const category = access === 'read' ? 'scaling-read' : 'scaling-modify';
  return { service: 'application-autoscaling', category, access, ...(awsName === undefined ? {} : { awsName }) };
}

function alarm(access: OperationFacts['access'], awsName?: string): OperationFacts {
  const category = access === 'read' ? 'alarm-read' : 'alarm-modify';
  return { service: 'cloudwatch', category, access, ...(awsName === undefined ? {} : { awsName }) };
}

export const operationFacts: { readonly [K in OperationName]: OperationFacts } = {
  RegisterTaskDefinition: ecs('task-definition-modify', 'write'),
  DeregisterTaskDefinition: ecs('task-definition-modify', 'write'),
  DescribeTaskDefinition: ecs('task-definition-read', 'read'),
  ListTaskDefinitions: ecs('task-definition-read', 'read'),
  CreateService: ecs('service-modify', 'write'),
  UpdateService: ecs('service-modify', 'write'),
  DeleteService: ecs('service-modify', 'write'),
  DescribeServices: ecs('service-read', 'read'),
  ListServiceDeployments: ecs('service-deployment-read', 'read'),
  DescribeServiceDeployments: ecs('service-deployment-read', 'read'),
  DescribeServiceRevisions: ecs('service-revision-read', 'read'),
  // The page on request throttling names neither; they change a service.
  ContinueServiceDeployment: ecs('service-modify', 'write'),
  StopServiceDeployment: ecs('service-modify', 'write'),
  ListTasks: ecs('task-read', 'read'),
  DescribeTasks: ecs('task-read', 'read'),
  TagResource: ecs('tag-modify', 'write'),
  UntagResource: ecs('tag-modify', 'write'),
  ListTagsForResource: ecs('tag-read', 'read'),
  RegisterScalableTarget: scaling('write'),
  DeregisterScalableTarget: scaling('write'),
  DescribeScalableTargets: scaling('read'),
  PutScalingPolicy: scaling('write'),
  DeleteScalingPolicy: scaling('write'),
  DescribeScalingPolicies: scaling('read'),
  PutScheduledAction: scaling('write'),
  DeleteScheduledAction: scaling('write'),
  DescribeScheduledActions: scaling('read'),
  DescribeScalingActivities: scaling('read'),
  ScalingTagResource: scaling('write', 'TagResource'),
  ScalingUntagResource: scaling('write', 'UntagResource'),
  ScalingListTagsForResource: scaling('read', 'ListTagsForResource'),
  PutMetricAlarm: alarm('write'),
  DeleteAlarms: alarm('write'),
  DescribeAlarms: alarm('read'),
  AlarmTagResource: alarm('write', 'TagResource'),
  AlarmUntagResource: alarm('write', 'UntagResource'),
  AlarmListTagsForResource: alarm('read', 'ListTagsForResource'),
  DescribeTargetGroups: { service: 'elasticloadbalancingv2', category: 'balancing-read', access: 'read' },
  GetCallerIdentity: { service: 'sts', category: 'identity', access: 'read' },
};

/** AWS's own name of an operation: `TagResource` for `ScalingTagResource`. */
export function awsName(operation: OperationName): string {
  return operationFacts[operation].awsName ?? operation;
}
