import type {
  CustomizedMetricSpecification,
  PredefinedMetricSpecification,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { Context } from '../world.ts';
import { invalid } from './refusals.ts';
import { serviceCounts } from './service-counts.ts';
import type { TargetRecord } from './state.ts';

type Tracking = TargetTrackingScalingPolicyConfiguration;

const lowestTarget = 8.51592e-109;
const highestTarget = 1.174271e108;

/** What a put over an existing policy makes of both: omitted members stay (recorded), the metric is one or the other. */
export function mergedTracking(existing: Tracking | undefined, given: Tracking): Tracking {
  const merged = { ...existing, ...given };
  if (given.PredefinedMetricSpecification !== undefined && given.CustomizedMetricSpecification === undefined) {
    delete merged.CustomizedMetricSpecification;
  }
  if (given.CustomizedMetricSpecification !== undefined && given.PredefinedMetricSpecification === undefined) {
    delete merged.PredefinedMetricSpecification;
  }
  return merged;
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
  // UNKNOWN: the text.
  if (predefined !== undefined && customized !== undefined) {
    throw invalid(
      'Only one of PredefinedMetricSpecification and CustomizedMetricSpecification can be set for target tracking scaling.',
    );
  }
  if (predefined?.PredefinedMetricType === 'ALBRequestCountPerTarget') checkLabel(context, target, predefined);
  checkOnlyOne(target, policyName, config);
}

function checkTargetValue(value: number): void {
  if (value >= lowestTarget && value <= highestTarget) return;
  throw invalid(
    "For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', " +
      `but was '${Number.isInteger(value) ? value.toFixed(1) : value}'.`,
  );
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

/** The configuration as it is read back: lists of dimensions are filled, the last query returns data (recorded). */
export function withDefaults(config: Tracking): Tracking {
  const customized = config.CustomizedMetricSpecification;
  if (customized === undefined) return config;
  const metrics = customized.Metrics?.map((query) => ({
    ...query,
    ...(query.MetricStat?.Metric === undefined
      ? {}
      : { MetricStat: { ...query.MetricStat, Metric: { Dimensions: [], ...query.MetricStat.Metric } } }),
    ...(query.Expression === undefined ? {} : { ReturnData: query.ReturnData ?? true }),
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
