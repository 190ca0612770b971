/** Input members that a manifest does not carry, each with its reason, by `Structure.member`. */
export const exceptions: Readonly<Record<string, string>> = {
  'CreateServiceRequest.clientToken':
    'The operator sends one of its own, so that a repeated call creates nothing twice.',
  'UpdateServiceRequest.service': 'The name of the service is `serviceName`.',
  'UpdateServiceRequest.forceNewDeployment':
    'A verb, not a state: set the annotation `ecs-operator.dev/restarted-at`. The operator also sends it where AWS demands it.',
  'RegisterScalableTargetRequest.ServiceNamespace': 'Always ecs.',
  'RegisterScalableTargetRequest.ScalableDimension': 'Always ecs:service:DesiredCount.',
  'RegisterScalableTargetRequest.RoleARN': 'AWS replaces any role by the service-linked role for ECS.',
  'RegisterScalableTargetRequest.Tags': 'Carried by `tags`, a list of `key` and `value` as in the other kinds.',
  'PutScalingPolicyRequest.PolicyName': 'Carried by `policies[].name`.',
  'PutScalingPolicyRequest.ServiceNamespace': 'Always ecs.',
  'PutScalingPolicyRequest.ResourceId': 'The scalable target of the object.',
  'PutScalingPolicyRequest.ScalableDimension': 'Always ecs:service:DesiredCount.',
  'PutMetricAlarmInput.Tags': 'Carried by `tags` of the object, as for the scalable target.',
  'PutMetricAlarmInput.EvaluationCriteria':
    'A step policy scales by the distance from a threshold, and an alarm on a PromQL query has none.',
  'PutMetricAlarmInput.EvaluationInterval': 'Goes with `EvaluationCriteria` only.',
  'PutScheduledActionRequest.ScheduledActionName': 'Carried by `scheduledActions[].name`.',
  'PutScheduledActionRequest.ServiceNamespace': 'Always ecs.',
  'PutScheduledActionRequest.ResourceId': 'The scalable target of the object.',
  'PutScheduledActionRequest.ScalableDimension': 'Always ecs:service:DesiredCount.',
};

/** The members of one structure that are left out. */
export function leftOut(structure: string): ReadonlySet<string> {
  const prefix = `${structure}.`;
  const names = Object.keys(exceptions).filter((name) => name.startsWith(prefix));
  return new Set(names.map((name) => name.slice(prefix.length)));
}
