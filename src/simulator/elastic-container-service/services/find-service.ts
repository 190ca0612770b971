import { AwsFault } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { activeCluster, clusterName } from '../clusters/find-cluster.ts';
import type { Cluster } from '../state.ts';
import { parseArn } from './arns.ts';
import type { ServiceDeploymentRecord, ServiceRecord } from './state.ts';
import { invalidParameter } from '../parameter-rules.ts';

export function serviceArn(context: Context, cluster: string, name: string): string {
  return `arn:aws:ecs:${context.region}:${context.accountId}:service/${cluster}/${name}`;
}

/** A service's ARN as answers show it; services of before 2021 may still have one without the cluster (recorded). */
export function shownArn({ arn, clusterName, hasShortArn }: ServiceRecord): string {
  return hasShortArn === true ? arn.replace(`:service/${clusterName}/`, ':service/') : arn;
}

/**
 * The ARN that a service's name or ARN means in a cluster.
 *
 * @throws AwsFault InvalidParameterException for an ARN of another kind or another cluster (reported texts)
 */
export function toServiceArn(context: Context, cluster: Cluster, reference: string): string {
  return identify(reference, 'service', cluster.name, (name) => serviceArn(context, cluster.name, name));
}

/** As {@link toServiceArn}, for tasks. */
export function toTaskArn(cluster: Cluster, reference: string): string {
  return identify(reference, 'task', cluster.name, (id) => `${cluster.arn.replace(':cluster/', ':task/')}/${id}`);
}

/** As {@link toServiceArn}, for container instances. */
export function toInstanceArn(cluster: Cluster, reference: string): string {
  return identify(reference, 'container-instance', cluster.name, (id) => {
    return `${cluster.arn.replace(':cluster/', ':container-instance/')}/${id}`;
  });
}

function identify(reference: string, kind: string, cluster: string, build: (name: string) => string): string {
  if (!reference.startsWith('arn:')) return build(reference);
  const arn = parseArn(reference);
  if (arn === undefined) throw invalidParameter('Invalid identifier.');
  if (arn.kind !== kind) throw invalidParameter(`Unsupported resource type: ${arn.kind}`);
  const [first = '', second] = arn.path;
  if (second === undefined) return build(first);
  if (first !== cluster) {
    throw invalidParameter(`Invalid identifier: Identifier is for cluster ${first}. Your cluster is ${cluster}`);
  }
  return build(second);
}

/**
 * The service that `cluster` and `service` of a request mean, in whatever status.
 *
 * @throws AwsFault ClusterNotFoundException, ServiceNotFoundException (DeleteService alone says nothing with it)
 */
export function findService(
  context: Context,
  request: { readonly cluster?: string | undefined; readonly service: string | undefined },
  message = 'Service not found.',
): ServiceRecord {
  const cluster = activeCluster(context, request.cluster);
  const arn = toServiceArn(context, cluster, request.service ?? '');
  const service = context.world.services.services.get(arn);
  if (service === undefined) throw new AwsFault('ServiceNotFoundException', message);
  return service;
}

/** The services of a cluster, in whatever status. */
export function servicesOfCluster(context: Pick<Context, 'world'>, cluster: string): ServiceRecord[] {
  const name = clusterName(cluster);
  return [...context.world.services.services.values()].filter((service) => service.clusterName === name);
}

/**
 * A service deployment that calls can see by now.
 *
 * @throws AwsFault ServiceDeploymentNotFoundException (documented text)
 */
export function findServiceDeployment(context: Context, arn: string): ServiceDeploymentRecord {
  const record = context.world.services.serviceDeployments.get(arn);
  if (record !== undefined && record.recordedAt <= context.clock.now()) return record;
  throw new AwsFault('ServiceDeploymentNotFoundException', 'The service deployment does not exist.');
}
