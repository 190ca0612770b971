import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import type { TargetGroupLabel } from '../../api/scaling-status.ts';

type Policy = NonNullable<EcsScalingSpec['policies']>[number];
type PredefinedMetric = { predefinedMetricType?: string; resourceLabel?: string };

/** A policy whose metric is that of a target group, which its label does not spell out. */
export interface OpenLabel {
  readonly policy: string;
  /** As the spec names it; `undefined`: the one that the service has. */
  readonly targetGroupArn: string | undefined;
}

/** Policies that need a label and spell none out. */
export function openLabels({ policies = [] }: EcsScalingSpec): OpenLabel[] {
  return policies
    .filter((policy) => metricsOf(policy).some(needsLabel))
    .map(({ name, targetGroupArn }) => ({ policy: name, targetGroupArn }));
}

/**
 * The spec with the labels of its target groups in every predefined metric of a load balancer that spells none out.
 *
 * @param only the target group of the service, for policies that name none
 */
export function withResourceLabels(
  spec: EcsScalingSpec,
  labels: readonly TargetGroupLabel[],
  only: string | undefined,
): EcsScalingSpec {
  if (spec.policies === undefined || openLabels(spec).length === 0) return spec;
  return { ...spec, policies: spec.policies.map((policy) => labelled(policy, labels, only)) };
}

/**
 * `app/<lb>/<id>/targetgroup/<group>/<id>`, as PutScalingPolicy takes it.
 *
 * @returns undefined where the ARNs are not those of an Application Load Balancer and of a target group
 */
export function resourceLabel(loadBalancerArn: string, targetGroupArn: string): string | undefined {
  const [, balancer] = /:loadbalancer\/(app\/[^/]+\/[^/]+)$/.exec(loadBalancerArn) ?? [];
  const [, group] = /:(targetgroup\/[^/]+\/[^/]+)$/.exec(targetGroupArn) ?? [];
  return balancer === undefined || group === undefined ? undefined : `${balancer}/${group}`;
}

function labelled(policy: Policy, labels: readonly TargetGroupLabel[], only: string | undefined): Policy {
  const arn = policy.targetGroupArn ?? only;
  const label = labels.find(({ targetGroupArn }) => targetGroupArn === arn)?.resourceLabel;
  return label === undefined ? policy : (fill(policy, label) as Policy);
}

/** Every predefined metric below that needs a label gets this one. */
function fill(value: unknown, label: string): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, label));
  if (typeof value !== 'object' || value === null) return value;
  const filled = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, label)]));
  return needsLabel(filled) ? { ...filled, resourceLabel: label } : filled;
}

function metricsOf(policy: Policy): PredefinedMetric[] {
  const tracked = policy.targetTrackingScalingPolicyConfiguration?.predefinedMetricSpecification;
  const forecast = (policy.predictiveScalingPolicyConfiguration?.metricSpecifications ?? []).flatMap((each) => [
    each.predefinedMetricPairSpecification,
    each.predefinedScalingMetricSpecification,
    each.predefinedLoadMetricSpecification,
  ]);
  return [tracked, ...forecast].filter((metric) => metric !== undefined);
}

/** The metrics of a load balancer: ALBRequestCountPerTarget, and in forecasts ALBRequestCount and its kin. */
function needsLabel({ predefinedMetricType: type, resourceLabel: label }: PredefinedMetric): boolean {
  return type?.startsWith('ALB') === true && label === undefined;
}
