import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkAtMost, checkOneOf, strings } from '../parameter-rules.ts';
import { clusterView } from './cluster-view.ts';
import type { ClusterInclude } from './cluster-view.ts';
import { clusterArn, clusterName, lookUpCluster } from './find-cluster.ts';

const INCLUDES = ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'];

/** DescribeClusters: the cluster `default` when none is named; one that is asked for twice comes once (recorded). */
export function describeClusters(context: Context, input: Json): Json {
  const named = strings(input, 'clusters');
  const include = strings(input, 'include');
  checkAtMost('cluster names', named, 100);
  for (const item of include) checkOneOf('include', item, INCLUDES);
  const names = new Set((named.length === 0 ? ['default'] : named).map(clusterName));
  const found = [...names].flatMap((name) => lookUpCluster(context, name) ?? []);
  const missing = [...names].filter((name) => lookUpCluster(context, name) === undefined);
  return {
    clusters: found.map((cluster) => clusterView(context, cluster, new Set(include as readonly ClusterInclude[]))),
    failures: missing.map((name) => ({ arn: clusterArn(context, name), reason: 'MISSING' })),
  };
}
