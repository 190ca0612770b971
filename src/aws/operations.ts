import type * as aas from '@aws-sdk/client-application-auto-scaling';
import type * as cw from '@aws-sdk/client-cloudwatch';
import type * as ecs from '@aws-sdk/client-ecs';
import type * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import type * as sts from '@aws-sdk/client-sts';

/**
 * Every AWS operation that the operator may call, with its input and output types. The gateway, the in-memory
 * transport, metrics and the IAM policy in docs/ are derived from this list and the table in `categories.ts`.
 */
export interface Operations {
  RegisterTaskDefinition: [ecs.RegisterTaskDefinitionCommandInput, ecs.RegisterTaskDefinitionCommandOutput];
  DescribeTaskDefinition: [ecs.DescribeTaskDefinitionCommandInput, ecs.DescribeTaskDefinitionCommandOutput];
  ListTaskDefinitions: [ecs.ListTaskDefinitionsCommandInput, ecs.ListTaskDefinitionsCommandOutput];
  DeregisterTaskDefinition: [ecs.DeregisterTaskDefinitionCommandInput, ecs.DeregisterTaskDefinitionCommandOutput];
  CreateService: [ecs.CreateServiceCommandInput, ecs.CreateServiceCommandOutput];
  UpdateService: [ecs.UpdateServiceCommandInput, ecs.UpdateServiceCommandOutput];
  DeleteService: [ecs.DeleteServiceCommandInput, ecs.DeleteServiceCommandOutput];
  DescribeServices: [ecs.DescribeServicesCommandInput, ecs.DescribeServicesCommandOutput];
  ListServiceDeployments: [ecs.ListServiceDeploymentsCommandInput, ecs.ListServiceDeploymentsCommandOutput];
  DescribeServiceDeployments: [ecs.DescribeServiceDeploymentsCommandInput, ecs.DescribeServiceDeploymentsCommandOutput];
  DescribeServiceRevisions: [ecs.DescribeServiceRevisionsCommandInput, ecs.DescribeServiceRevisionsCommandOutput];
  ContinueServiceDeployment: [ecs.ContinueServiceDeploymentCommandInput, ecs.ContinueServiceDeploymentCommandOutput];
  StopServiceDeployment: [ecs.StopServiceDeploymentCommandInput, ecs.StopServiceDeploymentCommandOutput];
  ListTasks: [ecs.ListTasksCommandInput, ecs.ListTasksCommandOutput];
  DescribeTasks: [ecs.DescribeTasksCommandInput, ecs.DescribeTasksCommandOutput];
  TagResource: [ecs.TagResourceCommandInput, ecs.TagResourceCommandOutput];
  UntagResource: [ecs.UntagResourceCommandInput, ecs.UntagResourceCommandOutput];
  ListTagsForResource: [ecs.ListTagsForResourceCommandInput, ecs.ListTagsForResourceCommandOutput];
  RegisterScalableTarget: [aas.RegisterScalableTargetCommandInput, aas.RegisterScalableTargetCommandOutput];
  DeregisterScalableTarget: [aas.DeregisterScalableTargetCommandInput, aas.DeregisterScalableTargetCommandOutput];
  DescribeScalableTargets: [aas.DescribeScalableTargetsCommandInput, aas.DescribeScalableTargetsCommandOutput];
  PutScalingPolicy: [aas.PutScalingPolicyCommandInput, aas.PutScalingPolicyCommandOutput];
  DeleteScalingPolicy: [aas.DeleteScalingPolicyCommandInput, aas.DeleteScalingPolicyCommandOutput];
  DescribeScalingPolicies: [aas.DescribeScalingPoliciesCommandInput, aas.DescribeScalingPoliciesCommandOutput];
  PutScheduledAction: [aas.PutScheduledActionCommandInput, aas.PutScheduledActionCommandOutput];
  DeleteScheduledAction: [aas.DeleteScheduledActionCommandInput, aas.DeleteScheduledActionCommandOutput];
  DescribeScheduledActions: [aas.DescribeScheduledActionsCommandInput, aas.DescribeScheduledActionsCommandOutput];
  DescribeScalingActivities: [aas.DescribeScalingActivitiesCommandInput, aas.DescribeScalingActivitiesCommandOutput];
  ScalingListTagsForResource: [aas.ListTagsForResourceCommandInput, aas.ListTagsForResourceCommandOutput];
  ScalingTagResource: [aas.TagResourceCommandInput, aas.TagResourceCommandOutput];
  ScalingUntagResource: [aas.UntagResourceCommandInput, aas.UntagResourceCommandOutput];
  PutMetricAlarm: [cw.PutMetricAlarmCommandInput, cw.PutMetricAlarmCommandOutput];
  DeleteAlarms: [cw.DeleteAlarmsCommandInput, cw.DeleteAlarmsCommandOutput];
  DescribeAlarms: [cw.DescribeAlarmsCommandInput, cw.DescribeAlarmsCommandOutput];
  AlarmListTagsForResource: [cw.ListTagsForResourceCommandInput, cw.ListTagsForResourceCommandOutput];
  AlarmTagResource: [cw.TagResourceCommandInput, cw.TagResourceCommandOutput];
  AlarmUntagResource: [cw.UntagResourceCommandInput, cw.UntagResourceCommandOutput];
  DescribeTargetGroups: [elb.DescribeTargetGroupsCommandInput, elb.DescribeTargetGroupsCommandOutput];
  GetCallerIdentity: [sts.GetCallerIdentityCommandInput, sts.GetCallerIdentityCommandOutput];
}

export type OperationName = keyof Operations;
export type Input<K extends OperationName> = Operations[K][0];
export type Output<K extends OperationName> = Omit<Operations[K][1], '$metadata'>;
