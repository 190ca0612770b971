/** A metric by its CloudWatch name. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A dimension as it stands on the wire. */
export interface Dimension {
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
}

/** An alarm asks for many periods of one metric. */
const keys = new WeakMap<MetricName, string>();

/** The same for two names of one metric, whatever the order of their dimensions. */
export function metricKey(metric: MetricName): string {
  const known = keys.get(metric);
  if (known !== undefined) return known;
  const { namespace, name, dimensions } = metric;
  const key = JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
  keys.set(metric, key);
  return key;
}

export function metricName(namespace: string, name: string, dimensions: readonly Dimension[] | undefined): MetricName {
  return {
    namespace,
    name,
    dimensions: Object.fromEntries((dimensions ?? []).map((each) => [each.Name ?? '', each.Value ?? ''])),
  };
}

/** The dimensions as a list, in the order in which they were given. */
export function dimensionList(metric: MetricName): Dimension[] {
  return Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value }));
}
