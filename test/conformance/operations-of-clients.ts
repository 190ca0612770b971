import type { ServiceName } from '../../src/simulator/operation.ts';

/** Operations of each simulated service that a client calls; of services that are not simulated none stand here. */
export type ClientOperations = Partial<Record<ServiceName, readonly string[]>>;

/**
 * What public clients of Amazon ECS call, by client: seen on the wire (Terraform, boto3, the SDKs' waiters), or read in
 * their source and in the permissions that they ask for.
 */
export const operationsOfClients: Readonly<Record<string, ClientOperations>> = {
  'Terraform, provider hashicorp/aws': {
    sts: names('GetCallerIdentity'),
    ecs: names(
      'CreateCluster DescribeClusters ListClusters UpdateCluster DeleteCluster PutClusterCapacityProviders',
      'ListTagsForResource TagResource UntagResource CreateCapacityProvider DescribeCapacityProviders',
      'UpdateCapacityProvider DeleteCapacityProvider RegisterTaskDefinition DescribeTaskDefinition',
      'DeregisterTaskDefinition CreateService DescribeServices UpdateService DeleteService RunTask',
      'ListServiceDeployments DescribeServiceDeployments StopServiceDeployment CreateTaskSet',
      'DescribeTaskSets UpdateTaskSet DeleteTaskSet ListAccountSettings PutAccountSettingDefault',
    ),
    'application-autoscaling': names(
      'RegisterScalableTarget DescribeScalableTargets DeregisterScalableTarget ListTagsForResource',
      'TagResource UntagResource PutScalingPolicy DescribeScalingPolicies DeleteScalingPolicy',
      'PutScheduledAction DescribeScheduledActions DeleteScheduledAction',
    ),
    cloudwatch: names(
      'PutMetricAlarm PutCompositeAlarm DescribeAlarms DeleteAlarms ListTagsForResource TagResource',
      'UntagResource',
    ),
    elasticloadbalancingv2: names(
      'CreateLoadBalancer DescribeLoadBalancers DeleteLoadBalancer DescribeLoadBalancerAttributes',
      'ModifyLoadBalancerAttributes CreateTargetGroup DescribeTargetGroups ModifyTargetGroup',
      'DeleteTargetGroup DescribeTargetGroupAttributes ModifyTargetGroupAttributes CreateListener',
      'DescribeListeners ModifyListener DeleteListener CreateRule DescribeRules ModifyRule',
      'SetRulePriorities DeleteRule AddTags DescribeTags RemoveTags',
    ),
  },
  'AWS Controllers for Kubernetes': {
    sts: names('GetCallerIdentity'),
    ecs: names(
      'CreateCluster DescribeClusters UpdateCluster DeleteCluster ListTagsForResource TagResource',
      'UntagResource RegisterTaskDefinition DescribeTaskDefinition ListTaskDefinitions',
      'DeregisterTaskDefinition CreateService DescribeServices UpdateService DeleteService',
    ),
    'application-autoscaling': names(
      'RegisterScalableTarget DescribeScalableTargets DeregisterScalableTarget PutScalingPolicy',
      'DescribeScalingPolicies DeleteScalingPolicy ListTagsForResource TagResource UntagResource',
    ),
    cloudwatch: names('PutMetricAlarm DescribeAlarms DeleteAlarms ListTagsForResource TagResource UntagResource'),
  },
  'AWS CloudFormation and the CDK': {
    ecs: names(
      'CreateCluster DescribeClusters UpdateCluster UpdateClusterSettings DeleteCluster ListTagsForResource',
      'TagResource UntagResource PutClusterCapacityProviders ListClusters ListServices ListTaskDefinitions',
      'CreateCapacityProvider DescribeCapacityProviders UpdateCapacityProvider DeleteCapacityProvider',
      'RegisterTaskDefinition DescribeTaskDefinition DeregisterTaskDefinition CreateService',
      'DescribeServices UpdateService DeleteService DescribeServiceDeployments ListServiceDeployments',
      'DescribeServiceRevisions StopServiceDeployment CreateTaskSet DescribeTaskSets UpdateTaskSet',
      'DeleteTaskSet UpdateServicePrimaryTaskSet',
    ),
    'application-autoscaling': names(
      'RegisterScalableTarget DescribeScalableTargets DeregisterScalableTarget ListTagsForResource',
      'TagResource UntagResource PutScalingPolicy DescribeScalingPolicies DeleteScalingPolicy',
      'PutScheduledAction DescribeScheduledActions DeleteScheduledAction',
    ),
    cloudwatch: names(
      'PutMetricAlarm PutCompositeAlarm DescribeAlarms DeleteAlarms ListTagsForResource TagResource',
      'UntagResource',
    ),
  },
  'AWS Copilot': {
    sts: names('GetCallerIdentity'),
    ecs: names(
      'DescribeClusters DescribeServices ListServicesByNamespace UpdateService DescribeTaskDefinition',
      'RunTask ListTasks DescribeTasks StopTask ExecuteCommand',
    ),
    cloudwatch: names('DescribeAlarms'),
    elasticloadbalancingv2: names('DescribeTargetHealth DescribeLoadBalancers DescribeListeners DescribeRules'),
  },
  ecspresso: {
    sts: names('GetCallerIdentity'),
    ecs: names(
      'DescribeClusters CreateService DescribeServices UpdateService DeleteService ListServices',
      'RegisterTaskDefinition DescribeTaskDefinition ListTaskDefinitions DeregisterTaskDefinition',
      'DeleteTaskDefinitions RunTask ListTasks DescribeTasks StopTask ExecuteCommand ListServiceDeployments',
      'DescribeServiceDeployments StopServiceDeployment ListTagsForResource TagResource UntagResource',
    ),
    'application-autoscaling': names(
      'DescribeScalableTargets RegisterScalableTarget DescribeScalingPolicies PutScalingPolicy',
    ),
    elasticloadbalancingv2: names('DescribeTargetGroups'),
  },
  'aws-actions/amazon-ecs-deploy-task-definition': {
    ecs: names(
      'RegisterTaskDefinition DescribeTaskDefinition DescribeServices UpdateService RunTask DescribeTasks',
      'ListTasks',
    ),
  },
  'Amazon ECS CLI': {
    ecs: names(
      'CreateCluster DescribeClusters DeleteCluster ListAccountSettings ListTagsForResource TagResource',
      'UntagResource RegisterTaskDefinition DescribeTaskDefinition ListTaskDefinitions CreateService',
      'DescribeServices UpdateService DeleteService RunTask ListTasks DescribeTasks StopTask',
      'ListContainerInstances DescribeContainerInstances',
    ),
  },
  'fabfuel/ecs-deploy and silinternational/ecs-deploy': {
    ecs: names(
      'DescribeServices UpdateService ListServices RunTask ListTasks DescribeTasks RegisterTaskDefinition',
      'DescribeTaskDefinition ListTaskDefinitions DeregisterTaskDefinition',
    ),
  },
  'PipeCD, with task sets': {
    ecs: names(
      'CreateService DescribeServices UpdateService RegisterTaskDefinition RunTask ListTagsForResource',
      'TagResource UntagResource CreateTaskSet DescribeTaskSets DeleteTaskSet UpdateServicePrimaryTaskSet',
      'DescribeClusters ListClusters ListServices ListTasks DescribeTasks DescribeTaskDefinition',
    ),
    elasticloadbalancingv2: names('DescribeTargetGroups DescribeListeners DescribeRules ModifyListener ModifyRule'),
  },
  'waiters and paginators of the SDKs': {
    ecs: names(
      'DescribeServices DescribeTasks ListAccountSettings ListAttributes ListClusters',
      'ListContainerInstances ListServices ListServicesByNamespace ListTaskDefinitionFamilies',
      'ListTaskDefinitions ListTasks',
    ),
    'application-autoscaling': names(
      'DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies DescribeScheduledActions',
    ),
    cloudwatch: names('DescribeAlarmHistory DescribeAlarms GetMetricData ListMetrics'),
    elasticloadbalancingv2: names(
      'DescribeListeners DescribeLoadBalancers DescribeRules DescribeTargetGroups DescribeTargetHealth',
    ),
  },
};

/** The words of some lines. */
function names(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}
