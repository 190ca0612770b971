import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { dimensionList } from '../metric-name.ts';
import type { Dimension, MetricName } from '../metric-name.ts';
import { metricsPage } from '../pages.ts';
import { invalidValue } from '../refusals.ts';

/** Metrics without data for two weeks are not listed (documented). */
const listedMs = 14 * 24 * 3_600_000;
const recentMs = 3 * 3_600_000;

/** ListMetrics: a dimension without a value asks for its name alone; other dimensions of a metric do not matter (recorded). */
export function listMetrics(context: Context, input: Json): Json {
  const { Namespace: namespace, MetricName: name, RecentlyActive: recent, OwningAccount: owner } = input;
  if (recent !== undefined && recent !== 'PT3H') {
    throw invalidValue('Request parameter recentlyActive value is invalid');
  }
  const filters = (input['Dimensions'] as Dimension[] | undefined) ?? [];
  const isForeign = owner !== undefined && owner !== context.accountId;
  const since = context.clock.now() - (recent === undefined ? listedMs : recentMs);
  const wanted = isForeign ? [] : activeMetrics(context, since);
  const all = wanted.filter(
    (metric) =>
      (namespace === undefined || metric.namespace === namespace) &&
      (name === undefined || metric.name === name) &&
      filters.every((filter) => hasDimension(metric, filter)),
  );
  const { items, token } = metricsPage(all, input);
  const owners = input['IncludeLinkedAccounts'] === true ? { OwningAccounts: items.map(() => context.accountId) } : {};
  return { Metrics: items.map(view), ...owners, ...token };
}

function hasDimension({ dimensions }: MetricName, { Name: name = '', Value: value }: Dimension): boolean {
  if (!Object.hasOwn(dimensions, name)) return false;
  return value === undefined || dimensions[name] === value;
}

/** What was put, and what the admin API holds at a level. */
function activeMetrics(context: Context, since: number): MetricName[] {
  const { cloudwatch, autoscaling } = context.world;
  const put = [...cloudwatch.samples.values()].filter(({ samples }) => (samples.at(-1)?.at ?? 0) >= since);
  const levels = [...autoscaling.metrics].filter(([key, each]) => each.length > 0 && !cloudwatch.samples.has(key));
  return [...put.map(({ metric }) => metric), ...levels.map(([key]) => metricOfKey(key))];
}

/** The inverse of `metricKey`. */
function metricOfKey(key: string): MetricName {
  const [namespace, name, dimensions] = JSON.parse(key) as [string, string, [string, string][]];
  return { namespace, name, dimensions: Object.fromEntries(dimensions) };
}

function view(metric: MetricName): Json {
  return { Namespace: metric.namespace, MetricName: metric.name, Dimensions: dimensionList(metric) };
}
