import type { ServiceName } from './operation.ts';

/** A token bucket of one account and Region: `burst` tokens, refilled with `perSecond`. */
export interface ThrottleCategory {
  readonly name: string;
  readonly burst: number;
  readonly perSecond: number;
  readonly operations: readonly string[];
}

/** The buckets of Amazon ECS, as its API reference lists them under "Request throttling for the Amazon ECS API". */
const containerService: readonly ThrottleCategory[] = [
  category('service modify', 50, 5, ['CreateService', 'UpdateService', 'DeleteService']),
  category('service read', 100, 20, ['DescribeServices', 'ListServices']),
  category('service deployment', 50, 20, ['DescribeServiceDeployments', 'ListServiceDeployments']),
  category('service revision', 50, 20, ['DescribeServiceRevisions']),
  category('task definition modify', 20, 1, ['RegisterTaskDefinition', 'DeregisterTaskDefinition']),
  category('task definition delete', 5, 1, ['DeleteTaskDefinitions']),
  category('task definition read', 50, 20, [
    'DescribeTaskDefinition',
    'ListTaskDefinitions',
    'ListTaskDefinitionFamilies',
  ]),
  category('tag modify', 20, 10, ['TagResource', 'UntagResource']),
  category('tag read', 50, 20, ['ListTagsForResource']),
  category('cluster modify', 20, 1, [
    'CreateCluster',
    'UpdateCluster',
    'DeleteCluster',
    'UpdateClusterSettings',
    'PutClusterCapacityProviders',
  ]),
  category('cluster read', 50, 20, ['DescribeClusters', 'ListClusters']),
  category('capacity provider modify', 10, 1, [
    'CreateCapacityProvider',
    'UpdateCapacityProvider',
    'DeleteCapacityProvider',
  ]),
  category('capacity provider read', 50, 20, ['DescribeCapacityProviders']),
  category('account setting modify', 10, 1, ['PutAccountSetting', 'PutAccountSettingDefault', 'DeleteAccountSetting']),
  category('account setting read', 50, 20, ['ListAccountSettings']),
  category('cluster resource modify', 100, 40, [
    'RunTask',
    'StopTask',
    'ExecuteCommand',
    'DeregisterContainerInstance',
    'UpdateContainerAgent',
    'UpdateContainerInstancesState',
    'PutAttributes',
    'DeleteAttributes',
  ]),
  category('cluster resource read', 100, 20, [
    'DescribeTasks',
    'ListTasks',
    'DescribeContainerInstances',
    'ListContainerInstances',
    'ListAttributes',
  ]),
  category('task protection', 200, 80, ['GetTaskProtection', 'UpdateTaskProtection']),
  category('services by namespace', 10, 1, ['ListServicesByNamespace']),
];

/**
 * UNKNOWN: Application Auto Scaling publishes no rates. One bucket over all its calls, at the five calls per second
 * that people who were throttled report, with a small burst.
 */
const applicationAutoScaling: ThrottleCategory = category('application auto scaling', 10, 5, []);

/** The bucket that a call takes its token from; undefined for calls that are not limited. */
export function throttleCategory(service: ServiceName, operation: string): ThrottleCategory | undefined {
  if (service === 'application-autoscaling') return applicationAutoScaling;
  if (service !== 'ecs') return undefined;
  return containerService.find(({ operations }) => operations.includes(operation));
}

function category(name: string, burst: number, perSecond: number, operations: readonly string[]): ThrottleCategory {
  return { name, burst, perSecond, operations };
}
