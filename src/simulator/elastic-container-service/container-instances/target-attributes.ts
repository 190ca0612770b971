import type { Attribute } from '@aws-sdk/client-ecs';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { activeCluster } from '../clusters/find-cluster.ts';
import { checkAtMost, checkOneOf, text } from '../parameter-rules.ts';
import { toInstanceArn } from '../services/find-service.ts';
import type { ContainerInstance } from './instance-record.ts';

export interface TargetAttribute {
  readonly instance: ContainerInstance;
  readonly attribute: Partial<Attribute>;
}

/**
 * The attributes of a call, at most 10 (documented), each with the instance that it is meant for.
 *
 * @throws AwsFault ClusterNotFoundException, InvalidParameterException; TargetNotFoundException, UNKNOWN: its words
 */
export function targetAttributes(context: Context, input: Json): TargetAttribute[] {
  const cluster = activeCluster(context, text(input, 'cluster'));
  const attributes = (input['attributes'] ?? []) as Partial<Attribute>[];
  checkAtMost('attributes', attributes, 10);
  return attributes.map((attribute) => {
    checkOneOf('target type', attribute.targetType, ['container-instance']);
    const instance = context.world.services.instances.get(toInstanceArn(cluster, attribute.targetId ?? ''));
    if (instance !== undefined) return { instance, attribute };
    throw new AwsFault('TargetNotFoundException', "The specified target wasn't found.");
  });
}

/** An attribute as PutAttributes and DeleteAttributes answer it. */
export function answered({ instance, attribute }: TargetAttribute): Json {
  const value = attribute.value === undefined ? {} : { value: attribute.value };
  return { name: attribute.name, ...value, targetId: instance.arn };
}
