import type {
  CustomizedMetricSpecification,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { metricKey, metricName } from '../cloudwatch/metric-name.ts';
import type { MetricName } from '../cloudwatch/metric-name.ts';
import type { Context } from '../world.ts';
import { scalableService } from './scalable-resource.ts';
import type { MetricLevel } from './state.ts';
import { wake } from './wake.ts';

/** Levels older than this are of no alarm's interest: the Low alarm looks at 15 minutes. */
const keptMs = 30 * 60_000;
const predefinedNames: Readonly<Record<string, string>> = {
  ECSServiceAverageCPUUtilization: 'CPUUtilization',
  ECSServiceAverageMemoryUtilization: 'MemoryUtilization',
  ECSServiceAverageCPUUtilizationHighResolution: 'CPUUtilization',
  ECSServiceAverageMemoryUtilizationHighResolution: 'MemoryUtilization',
};

/** From now on the metric has this value, until the next put; undefined: no data. */
export function putMetric(context: Context, metric: MetricName, value: number | undefined): void {
  const { autoscaling } = context.world;
  const now = context.clock.now();
  const key = metricKey(metric);
  const levels = (autoscaling.metrics.get(key) ?? []).filter((each, index, all) => {
    const until = all[index + 1]?.from ?? now;
    return until > now - keptMs && each.from < now;
  });
  autoscaling.metrics.set(key, [...levels, value === undefined ? { from: now } : { from: now, value }]);
  wake(autoscaling);
}

/** The metric that a policy tracks; undefined for one of several queries, which its alarms hold. */
export function trackedMetric(
  resourceId: string,
  tracking: TargetTrackingScalingPolicyConfiguration,
): MetricName | undefined {
  const predefined = tracking.PredefinedMetricSpecification;
  if (predefined?.PredefinedMetricType === 'ALBRequestCountPerTarget') {
    return requestCountMetric(predefined.ResourceLabel ?? '');
  }
  if (predefined !== undefined) {
    return serviceMetric(resourceId, predefinedNames[predefined.PredefinedMetricType ?? ''] ?? '');
  }
  return customMetric(tracking.CustomizedMetricSpecification);
}

/** `CPUUtilization` or `MemoryUtilization` of a service. */
export function serviceMetric(resourceId: string, name: string): MetricName {
  const { cluster, service } = scalableService(resourceId);
  return { namespace: 'AWS/ECS', name, dimensions: { ClusterName: cluster, ServiceName: service } };
}

/** The levels at which a metric is held, oldest first. */
export function levelsOf({ world }: Context, metric: MetricName): readonly MetricLevel[] {
  return world.autoscaling.metrics.get(metricKey(metric)) ?? [];
}

/** The mean level from `from` to `to`, weighed by time; undefined where it is held at none. */
export function levelMean(levels: readonly MetricLevel[], from: number, to: number): number | undefined {
  let sum = 0;
  let covered = 0;
  for (let index = 0; index < levels.length; index += 1) {
    const level = levels[index];
    if (level?.value === undefined) continue;
    const length = overlap(level, levels[index + 1], from, to);
    if (length <= 0) continue;
    sum += level.value * length;
    covered += length;
  }
  return covered === 0 ? undefined : sum / covered;
}

/** Whether any metric has, or shortly before `at` had, a value: without, no alarm can move. */
export function hasMetrics(context: Context, at: number): boolean {
  const since = at - keptMs;
  for (const levels of context.world.autoscaling.metrics.values()) {
    const last = levels.at(-1);
    if (last !== undefined && (last.value !== undefined || last.from > since)) return true;
  }
  for (const { samples } of context.world.cloudwatch.samples.values()) {
    if ((samples.at(-1)?.at ?? 0) > since) return true;
  }
  return false;
}

function overlap(level: MetricLevel, next: MetricLevel | undefined, from: number, to: number): number {
  return Math.min(next?.from ?? Number.POSITIVE_INFINITY, to) - Math.max(level.from, from);
}

function requestCountMetric(label: string): MetricName {
  const [, balancer = '', group = ''] = /^(app\/[^/]+\/[^/]+)\/(targetgroup\/.*)$/.exec(label) ?? [];
  return {
    namespace: 'AWS/ApplicationELB',
    name: 'RequestCountPerTarget',
    dimensions: { LoadBalancer: balancer, TargetGroup: group },
  };
}

function customMetric(custom: CustomizedMetricSpecification | undefined): MetricName | undefined {
  if (custom?.Namespace === undefined || custom.MetricName === undefined) return undefined;
  return metricName(custom.Namespace, custom.MetricName, custom.Dimensions);
}

/** The statistic that a policy tracks. */
export function trackedStatistic(tracking: TargetTrackingScalingPolicyConfiguration): string {
  const { CustomizedMetricSpecification: custom, PredefinedMetricSpecification: predefined } = tracking;
  if (predefined?.PredefinedMetricType === 'ALBRequestCountPerTarget') return 'Sum';
  return custom?.Statistic ?? 'Average';
}
