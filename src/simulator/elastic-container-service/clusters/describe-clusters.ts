import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkAtMost, strings } from '../parameter-rules.ts';
import { clusterView } from './cluster-view.ts';
import type { ClusterInclude } from './cluster-view.ts';
import { clusterArn, lookUpCluster } from './find-cluster.ts';

/**
 * DescribeClusters: the cluster `default` when none is named; one that is asked for twice comes once. To include what
 * there is not is no error (all recorded).
 */
export function describeClusters(context: Context, input: Json): Json {
  const named = strings(input, 'clusters');
  const include = strings(input, 'include');
  checkAtMost('cluster names', named, 100);
  const arns = new Set((named.length === 0 ? ['default'] : named).map((name) => asArn(context, name)));
  const found = [...arns].flatMap((arn) => lookUpCluster(context, arn) ?? []);
  const missing = [...arns].filter((arn) => lookUpCluster(context, arn) === undefined);
  return {
    clusters: found.map((cluster) => clusterView(context, cluster, new Set(include as readonly ClusterInclude[]))),
    failures: missing.map((arn) => ({ arn, reason: 'MISSING' })),
  };
}

/** A bare name becomes an ARN, also in a failure (recorded). */
function asArn(context: Context, reference: string): string {
  return reference.startsWith('arn:') ? reference : clusterArn(context, reference);
}
