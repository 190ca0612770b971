import { AwsFault } from '../../operation.ts';
import type { Context } from '../../world.ts';
import type { Cluster } from '../state.ts';

/**
 * The cluster that a `cluster` member means: a name, an ARN, or the cluster `default` when absent. INACTIVE clusters
 * are found too; an ARN of another account or Region means none of ours.
 */
export function lookUpCluster(context: Context, reference: string | undefined): Cluster | undefined {
  const cluster = context.world.ecs.clusters.get(clusterName(reference));
  return reference?.startsWith('arn:') === true && cluster?.arn !== reference ? undefined : cluster;
}

/**
 * The ACTIVE cluster that a `cluster` member means.
 *
 * @throws AwsFault ClusterNotFoundException "Cluster not found." or, for a deleted one, "The referenced cluster was
 *   inactive." (recorded cases).
 */
export function activeCluster(context: Context, reference: string | undefined): Cluster {
  const cluster = presentCluster(context, reference);
  if (cluster.status !== 'ACTIVE') {
    throw new AwsFault('ClusterNotFoundException', 'The referenced cluster was inactive.');
  }
  return cluster;
}

/**
 * The cluster that an update means, which says of a deleted one something else than the rest does (recorded for
 * UpdateCluster).
 *
 * @throws AwsFault ClusterNotFoundException; ClientException "Cluster was not ACTIVE."
 */
export function clusterToUpdate(context: Context, reference: string | undefined): Cluster {
  const cluster = presentCluster(context, reference);
  if (cluster.status !== 'ACTIVE') throw new AwsFault('ClientException', 'Cluster was not ACTIVE.');
  return cluster;
}

/** A cluster of any status. @throws AwsFault ClusterNotFoundException */
export function presentCluster(context: Context, reference: string | undefined): Cluster {
  const cluster = lookUpCluster(context, reference);
  if (cluster === undefined) throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
  return cluster;
}

/** How many clusters the account has, which the wire tells and no SDK shows. */
export function clusterCount(context: Context): number {
  return [...context.world.ecs.clusters.values()].filter(({ status }) => status === 'ACTIVE').length;
}

/** The cluster's name out of a name or an ARN; `default` when absent. */
export function clusterName(reference: string | undefined): string {
  if (reference === undefined || reference === '') return 'default';
  return reference.startsWith('arn:') ? (reference.split('/').at(1) ?? reference) : reference;
}

export function clusterArn(context: Context, name: string): string {
  return `arn:aws:ecs:${context.region}:${context.accountId}:cluster/${name}`;
}
