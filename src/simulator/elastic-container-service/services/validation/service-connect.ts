import type { ServiceConnectConfiguration } from '@aws-sdk/client-ecs';
import type { Cluster } from '../../state.ts';
import { invalidParameter } from '../../parameter-rules.ts';

/**
 * As AWS stores it: the namespace filled in from the cluster's default, the log configuration with its lists
 * (documented). UNKNOWN: the refusal when neither names a namespace.
 */
export function storedServiceConnect(
  given: ServiceConnectConfiguration | undefined,
  cluster: Cluster,
): ServiceConnectConfiguration | undefined {
  if (given?.enabled !== true) return given;
  const fallback = cluster.serviceConnectDefaults?.['namespace'];
  const namespace = given.namespace ?? (typeof fallback === 'string' ? fallback : undefined);
  if (namespace === undefined)
    throw invalidParameter('Service Connect needs a namespace when the cluster has no default one.');
  const log = given.logConfiguration;
  if (log === undefined) return { ...given, namespace };
  return { ...given, namespace, logConfiguration: { secretOptions: [], ...log } };
}
