import type {
  CustomizedMetricSpecification,
  PredefinedMetricSpecification,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { Context } from '../world.ts';
import { invalid } from './refusals.ts';
import { isHighResolution, serviceCounts } from './service-counts.ts';
import type { TargetRecord } from './state.ts';

type Tracking = TargetTrackingScalingPolicyConfiguration;

const lowestTarget = 8.51592e-109;
const highestTarget = 1.174271e108;

/** What a put over an existing policy makes of both: the metric stays when it is left out, nothing else (recorded). */
export function mergedTracking(existing: Tracking | undefined, given: Tracking): Tracking {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = given;
  if (existing === undefined || predefined !== undefined || customized !== undefined) return given;
  const kept = existing.PredefinedMetricSpecification;
  if (kept !== undefined) return { ...given, PredefinedMetricSpecification: kept };
  return { ...given, CustomizedMetricSpecification: existing.CustomizedMetricSpecification };
}

/** @throws AwsFault ValidationException */
export function checkTrackingPolicy(
  context: Context,
  target: TargetRecord,
  policyName: string,
  config: Tracking,
): void {
  checkTargetValue(config.TargetValue ?? 0);
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = config;
  if (predefined === undefined && customized === undefined) {
    throw invalid(
      'PredefinedMetricSpecification or CustomizedMetricSpecification must be set for target tracking scaling.',
    );
  }
  if (predefined !== undefined && customized !== undefined) {
    throw invalid(
      'Only one of PredefinedMetricSpecification or CustomizedMetricSpecification can be set for target tracking scaling.',
    );
  }
  if (predefined !== undefined) checkPredefined(context, target, predefined);
  if (customized !== undefined) checkCustomized(customized);
  checkOnlyOne(target, policyName, config);
}

function checkTargetValue(value: number): void {
  if (value >= lowestTarget && value <= highestTarget) return;
  throw invalid(
    "For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', " +
      `but was '${Number.isInteger(value) ? value.toFixed(1) : value}'.`,
  );
}

/** One metric or a list of queries. UNKNOWN: the text for one that lacks something. */
function checkCustomized(metric: CustomizedMetricSpecification): void {
  const { MetricName: name, Namespace: namespace, Statistic: statistic, Metrics: queries } = metric;
  const hasSingle = [name, namespace, statistic].some((member) => member !== undefined);
  if (queries === undefined ? name !== undefined && namespace !== undefined && statistic !== undefined : !hasSingle) {
    return;
  }
  throw invalid(
    queries === undefined
      ? 'MetricName, Namespace and Statistic must be specified for a customized metric specification.'
      : 'The customized metric specification is not valid. You can use a specification with metric math or a specification without metric math, but not a combination of both.',
  );
}

const serviceTypes: Readonly<Record<string, string>> = {
  ECSServiceAverageCPUUtilization: 'CPUUtilization',
  ECSServiceAverageMemoryUtilization: 'MemoryUtilization',
};
const highResolution = 'HighResolution';

/** UNKNOWN: the texts for types of other services, and for a label that a type does not take. */
function checkPredefined(context: Context, target: TargetRecord, metric: PredefinedMetricSpecification): void {
  const type = metric.PredefinedMetricType ?? '';
  if (type === 'ALBRequestCountPerTarget') return checkLabel(context, target, metric);
  const name = serviceTypes[type.replace(new RegExp(`${highResolution}$`), '')];
  if (name === undefined) throw invalid(`Unsupported predefined metric type ${type} for resource ${target.resourceId}`);
  if (metric.ResourceLabel !== undefined) {
    throw invalid(`Resource label should not be specified for predefined metric type ${type}`);
  }
  if (type.endsWith(highResolution) && !isHighResolution(context, target.resourceId, name)) {
    throw invalid('High-resolution metrics are not fully enabled on the ECS service.');
  }
}

/** Syntax, then the binding of the target group; the load balancer is not looked at (recorded). */
function checkLabel(context: Context, target: TargetRecord, metric: PredefinedMetricSpecification): void {
  const { PredefinedMetricType: type, ResourceLabel: label } = metric;
  if (label === undefined) throw invalid(`Resource label should be specified for predefined metric type ${type}`);
  const group = /^app\/[^/]+\/[^/]+\/(targetgroup\/[^/]+\/[^/]+)$/.exec(label)?.[1];
  if (group === undefined) throw invalid(`Invalid resource label '${label}' for predefined metric type ${type}`);
  const bound = serviceCounts(context, target.resourceId)?.targetGroupArns ?? [];
  if (bound.some((arn) => arn.endsWith(`:${group}`))) return;
  throw invalid(`Target group ${group} is not attached to resource ${target.resourceId}`);
}

function checkOnlyOne(target: TargetRecord, policyName: string, config: Tracking): void {
  const metric = metricIdentity(config);
  for (const other of target.policies.values()) {
    if (other.name === policyName || other.tracking === undefined) continue;
    if (metricIdentity(other.tracking) === metric) {
      throw invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.');
    }
  }
}

/**
 * Two policies with the same identity track the same metric. Unit, order of dimensions, query id and label make no
 * difference, save in an expression over several queries, where all of them do (recorded).
 */
function metricIdentity(config: Tracking): string {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = config;
  if (predefined !== undefined) return `${predefined.PredefinedMetricType} ${predefined.ResourceLabel ?? ''}`;
  const queries = customized?.Metrics ?? [];
  if (queries.length > 1) return JSON.stringify(queries);
  const stat = queries[0]?.MetricStat;
  if (stat !== undefined) {
    return plainIdentity({ ...stat.Metric, Statistic: stat.Stat as CustomizedMetricSpecification['Statistic'] });
  }
  return queries.length === 1 ? JSON.stringify(queries[0]?.Expression) : plainIdentity(customized ?? {});
}

function plainIdentity(metric: CustomizedMetricSpecification): string {
  const dimensions = (metric.Dimensions ?? []).map((each) => `${each.Name}=${each.Value}`).sort();
  return JSON.stringify([metric.Namespace, metric.MetricName, metric.Statistic, dimensions]);
}

/** The configuration as it is read back: lists of dimensions are filled, queries return data unless they say otherwise (recorded). */
export function withDefaults(config: Tracking): Tracking {
  const customized = config.CustomizedMetricSpecification;
  if (customized === undefined) return config;
  const metrics = customized.Metrics?.map((query) => ({
    ...query,
    ...(query.MetricStat?.Metric === undefined
      ? {}
      : { MetricStat: { ...query.MetricStat, Metric: { Dimensions: [], ...query.MetricStat.Metric } } }),
    ReturnData: query.ReturnData ?? true,
  }));
  return {
    ...config,
    CustomizedMetricSpecification: {
      Dimensions: [],
      ...customized,
      ...(metrics === undefined ? {} : { Metrics: metrics }),
    },
  };
}
