import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { activeCluster } from '../clusters/find-cluster.ts';
import { checkAtMost, invalidParameter, strings, text } from '../parameter-rules.ts';
import { toInstanceArn } from '../services/find-service.ts';
import type { ContainerInstance } from './instance-record.ts';

/** The instances that a call names, as far as they are there, and failures for the others. */
export interface NamedInstances {
  readonly instances: readonly ContainerInstance[];
  readonly failures: readonly Json[];
}

/**
 * The instances in `containerInstances`; one that is not there is a failure, MISSING (documented).
 *
 * @throws AwsFault ClusterNotFoundException, InvalidParameterException; UNKNOWN: the words for an empty list
 */
export function namedInstances(context: Context, input: Json, most: number): NamedInstances {
  const cluster = activeCluster(context, text(input, 'cluster'));
  const references = strings(input, 'containerInstances');
  if (references.length === 0) throw invalidParameter('Container instances cannot be empty.');
  checkAtMost('container instances', references, most);
  const arns = [...new Set(references.map((reference) => toInstanceArn(cluster, reference)))];
  const { instances } = context.world.services;
  return {
    instances: arns.flatMap((arn) => instances.get(arn) ?? []),
    failures: arns.filter((arn) => !instances.has(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
  };
}

/**
 * The one instance in `containerInstance`.
 *
 * @throws AwsFault ClusterNotFoundException, InvalidParameterException; UNKNOWN: its words, which are those for tasks
 */
export function namedInstance(context: Context, input: Json): ContainerInstance {
  const cluster = activeCluster(context, text(input, 'cluster'));
  const instance = context.world.services.instances.get(toInstanceArn(cluster, text(input, 'containerInstance') ?? ''));
  if (instance === undefined) throw invalidParameter('The referenced container instance was not found.');
  return instance;
}
