import { serviceArn } from '../elastic-container-service/services/find-service.ts';
import { levelMean } from '../application-autoscaling/metrics.ts';
import type { Context } from '../world.ts';
import type { MetricName } from './metric-name.ts';
import { sampleStatistics, statisticsByUnit } from './samples.ts';
import type { Statistics } from './samples.ts';

/**
 * A metric over a period: what was put, else the level at which the admin API holds it. Metrics of a service have a
 * sample of each running task and minute, and none at all without tasks (recorded).
 */
export function metricStatistics(
  context: Context,
  metric: MetricName,
  from: number,
  to: number,
  unit?: string,
): Statistics | undefined {
  const put = sampleStatistics(context, metric, from, to, unit);
  return put ?? levelStatistics(context, metric, from, to, unit);
}

/** The same, apart by unit. */
export function metricStatisticsByUnit(
  context: Context,
  metric: MetricName,
  from: number,
  to: number,
): readonly Statistics[] {
  const put = statisticsByUnit(context, metric, from, to);
  if (put.size > 0) return [...put.values()];
  const level = levelStatistics(context, metric, from, to);
  return level === undefined ? [] : [level];
}

function levelStatistics(
  context: Context,
  metric: MetricName,
  from: number,
  to: number,
  unit?: string,
): Statistics | undefined {
  const level = levelMean(context, metric, from, Math.min(to, context.clock.now()));
  if (level === undefined) return undefined;
  const isOfService = metric.namespace === 'AWS/ECS' && metric.dimensions['ServiceName'] !== undefined;
  const ownUnit = isOfService ? 'Percent' : (unit ?? 'None');
  const minutes = Math.max(1, Math.round((to - from) / 60_000));
  const count = minutes * (isOfService ? tasksRunning(context, metric, from, to) : 1);
  if (count === 0 || (unit !== undefined && unit !== ownUnit)) return undefined;
  return { count, sum: level * count, min: level, max: level, unit: ownUnit, values: [[level, count]] };
}

/** How many tasks of the metric's service ran in the period; stopped ones are known for an hour. */
function tasksRunning(context: Context, { dimensions }: MetricName, from: number, to: number): number {
  const { services, tasks } = context.world.services;
  const arn = serviceArn(context, dimensions['ClusterName'] ?? '', dimensions['ServiceName'] ?? '');
  let count = 0;
  for (const taskArn of services.get(arn)?.taskArns ?? []) {
    const task = tasks.get(taskArn);
    if (task?.startedAt === undefined || task.startedAt >= to) continue;
    const ended = task.executionStoppedAt ?? task.stoppingAt ?? task.stoppedAt ?? Number.POSITIVE_INFINITY;
    if (ended > from) count += 1;
  }
  return count;
}
