import * as aas from '@aws-sdk/client-application-auto-scaling';
import * as cw from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as sts from '@aws-sdk/client-sts';
import type { Input, OperationName, Output } from './operations.ts';

/** The SDK clients of one account, Region and role. */
export interface SdkClients {
  readonly ecs: ecs.ECSClient;
  readonly scaling: aas.ApplicationAutoScalingClient;
  readonly alarms: cw.CloudWatchClient;
  readonly balancing: elb.ElasticLoadBalancingV2Client;
  readonly sts: sts.STSClient;
}

interface CallOptions {
  readonly abortSignal?: AbortSignal;
}

type Sender<K extends OperationName> = (
  clients: SdkClients,
  input: Input<K>,
  options: CallOptions,
) => Promise<Output<K>>;

/** Each operation's SDK command on its client. */
export const senders: { readonly [K in OperationName]: Sender<K> } = {
  RegisterTaskDefinition: (c, i, o) => c.ecs.send(new ecs.RegisterTaskDefinitionCommand(i), o),
  DescribeTaskDefinition: (c, i, o) => c.ecs.send(new ecs.DescribeTaskDefinitionCommand(i), o),
  ListTaskDefinitions: (c, i, o) => c.ecs.send(new ecs.ListTaskDefinitionsCommand(i), o),
  DeregisterTaskDefinition: (c, i, o) => c.ecs.send(new ecs.DeregisterTaskDefinitionCommand(i), o),
  CreateService: (c, i, o) => c.ecs.send(new ecs.CreateServiceCommand(i), o),
  UpdateService: (c, i, o) => c.ecs.send(new ecs.UpdateServiceCommand(i), o),
  DeleteService: (c, i, o) => c.ecs.send(new ecs.DeleteServiceCommand(i), o),
  DescribeServices: (c, i, o) => c.ecs.send(new ecs.DescribeServicesCommand(i), o),
  ListServiceDeployments: (c, i, o) => c.ecs.send(new ecs.ListServiceDeploymentsCommand(i), o),
  DescribeServiceDeployments: (c, i, o) => c.ecs.send(new ecs.DescribeServiceDeploymentsCommand(i), o),
  DescribeServiceRevisions: (c, i, o) => c.ecs.send(new ecs.DescribeServiceRevisionsCommand(i), o),
  ContinueServiceDeployment: (c, i, o) => c.ecs.send(new ecs.ContinueServiceDeploymentCommand(i), o),
  StopServiceDeployment: (c, i, o) => c.ecs.send(new ecs.StopServiceDeploymentCommand(i), o),
  ListTasks: (c, i, o) => c.ecs.send(new ecs.ListTasksCommand(i), o),
  DescribeTasks: (c, i, o) => c.ecs.send(new ecs.DescribeTasksCommand(i), o),
  TagResource: (c, i, o) => c.ecs.send(new ecs.TagResourceCommand(i), o),
  UntagResource: (c, i, o) => c.ecs.send(new ecs.UntagResourceCommand(i), o),
  ListTagsForResource: (c, i, o) => c.ecs.send(new ecs.ListTagsForResourceCommand(i), o),
  RegisterScalableTarget: (c, i, o) => c.scaling.send(new aas.RegisterScalableTargetCommand(i), o),
  DeregisterScalableTarget: (c, i, o) => c.scaling.send(new aas.DeregisterScalableTargetCommand(i), o),
  DescribeScalableTargets: (c, i, o) => c.scaling.send(new aas.DescribeScalableTargetsCommand(i), o),
  PutScalingPolicy: (c, i, o) => c.scaling.send(new aas.PutScalingPolicyCommand(i), o),
  DeleteScalingPolicy: (c, i, o) => c.scaling.send(new aas.DeleteScalingPolicyCommand(i), o),
  DescribeScalingPolicies: (c, i, o) => c.scaling.send(new aas.DescribeScalingPoliciesCommand(i), o),
  PutScheduledAction: (c, i, o) => c.scaling.send(new aas.PutScheduledActionCommand(i), o),
  DeleteScheduledAction: (c, i, o) => c.scaling.send(new aas.DeleteScheduledActionCommand(i), o),
  DescribeScheduledActions: (c, i, o) => c.scaling.send(new aas.DescribeScheduledActionsCommand(i), o),
  DescribeScalingActivities: (c, i, o) => c.scaling.send(new aas.DescribeScalingActivitiesCommand(i), o),
  ScalingListTagsForResource: (c, i, o) => c.scaling.send(new aas.ListTagsForResourceCommand(i), o),
  ScalingTagResource: (c, i, o) => c.scaling.send(new aas.TagResourceCommand(i), o),
  ScalingUntagResource: (c, i, o) => c.scaling.send(new aas.UntagResourceCommand(i), o),
  PutMetricAlarm: (c, i, o) => c.alarms.send(new cw.PutMetricAlarmCommand(i), o),
  DeleteAlarms: (c, i, o) => c.alarms.send(new cw.DeleteAlarmsCommand(i), o),
  DescribeAlarms: (c, i, o) => c.alarms.send(new cw.DescribeAlarmsCommand(i), o),
  AlarmListTagsForResource: (c, i, o) => c.alarms.send(new cw.ListTagsForResourceCommand(i), o),
  AlarmTagResource: (c, i, o) => c.alarms.send(new cw.TagResourceCommand(i), o),
  AlarmUntagResource: (c, i, o) => c.alarms.send(new cw.UntagResourceCommand(i), o),
  DescribeTargetGroups: (c, i, o) => c.balancing.send(new elb.DescribeTargetGroupsCommand(i), o),
  GetCallerIdentity: (c, i, o) => c.sts.send(new sts.GetCallerIdentityCommand(i), o),
};
