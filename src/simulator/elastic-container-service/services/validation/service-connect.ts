import type { ServiceConnectConfiguration } from '@aws-sdk/client-ecs';
import type { Cluster } from '../../state.ts';
import { invalidParameter } from '../../parameter-rules.ts';
import type { Definition } from '../task-definitions.ts';

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

/** A service of Service Connect names a port of the task definition. UNKNOWN: the words. */
export function checkPorts(connect: ServiceConnectConfiguration | undefined, definition: Definition): void {
  if (connect?.enabled !== true) return;
  const names = definition.containers.flatMap(({ portMappings = [] }) => portMappings.map(({ name }) => name));
  const lost = (connect.services ?? []).find(({ portName }) => !names.includes(portName));
  if (lost === undefined) return;
  throw invalidParameter(`The port name ${lost.portName} does not exist in the task definition.`);
}
