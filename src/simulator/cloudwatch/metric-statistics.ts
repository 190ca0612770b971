import { serviceArn } from '../elastic-container-service/services/find-service.ts';
import { levelMean, levelsOf } from '../application-autoscaling/metrics.ts';
import type { Context } from '../world.ts';
import { metricKey } from './metric-name.ts';
import type { MetricName } from './metric-name.ts';
import { sampleStatistics, statisticsByUnit } from './samples.ts';
import type { Statistics } from './samples.ts';

/** What is known of a metric in the period from `from` to before `to`. */
export type MetricReader = (from: number, to: number) => Statistics | undefined;

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
  return metricReader(context, metric, unit)(from, to);
}

/** As {@link metricStatistics}, for many periods at one moment: it must not outlive a change. */
export function metricReader(context: Context, metric: MetricName, unit?: string): MetricReader {
  const readLevel = levelReader(context, metric, unit);
  if (!context.world.cloudwatch.samples.has(metricKey(metric))) return readLevel;
  return (from, to) => sampleStatistics(context, metric, from, to, unit) ?? readLevel(from, to);
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
  const level = levelReader(context, metric)(from, to);
  return level === undefined ? [] : [level];
}

function levelReader(context: Context, metric: MetricName, unit?: string): MetricReader {
  const isOfService = metric.namespace === 'AWS/ECS' && metric.dimensions['ServiceName'] !== undefined;
  const ownUnit = isOfService ? 'Percent' : (unit ?? 'None');
  const levels = levelsOf(context, metric);
  if (levels.length === 0 || (unit !== undefined && unit !== ownUnit)) return () => undefined;
  const runs = isOfService ? taskRuns(context, metric) : [];
  return (from, to) => {
    const level = levelMean(levels, from, Math.min(to, context.clock.now()));
    if (level === undefined) return undefined;
    const minutes = Math.max(1, Math.round((to - from) / 60_000));
    const count = minutes * (isOfService ? tasksRunning(runs, from, to) : 1);
    if (count === 0) return undefined;
    return { count, sum: level * count, min: level, max: level, unit: ownUnit, values: [[level, count]] };
  };
}

/** When a task ran, in epoch milliseconds. */
interface TaskRun {
  readonly from: number;
  readonly to: number;
}

/** When the tasks of the metric's service ran; stopped ones are known for an hour. */
function taskRuns(context: Context, { dimensions }: MetricName): TaskRun[] {
  const { services, tasks } = context.world.services;
  const arn = serviceArn(context, dimensions['ClusterName'] ?? '', dimensions['ServiceName'] ?? '');
  const runs: TaskRun[] = [];
  for (const taskArn of services.get(arn)?.taskArns ?? []) {
    const task = tasks.get(taskArn);
    if (task?.startedAt === undefined) continue;
    const ended = task.executionStoppedAt ?? task.stoppingAt ?? task.stoppedAt ?? Number.POSITIVE_INFINITY;
    runs.push({ from: task.startedAt, to: ended });
  }
  return runs;
}

function tasksRunning(runs: readonly TaskRun[], from: number, to: number): number {
  let count = 0;
  for (const run of runs) if (run.from < to && run.to > from) count += 1;
  return count;
}
