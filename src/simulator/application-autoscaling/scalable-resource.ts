import { ServiceNamespace } from '@aws-sdk/client-application-auto-scaling';
import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import { invalid, refusal } from './refusals.ts';
import type { TargetRecord } from './state.ts';

export const dimension = 'ecs:service:DesiredCount';

/** Every dimension, in the order in which AWS's message has them (recorded). */
const scalableDimensions: readonly string[] = [
  'cassandra:table:WriteCapacityUnits',
  'dynamodb:index:ReadCapacityUnits',
  'cassandra:table:ReadCapacityUnits',
  'dynamodb:index:WriteCapacityUnits',
  'appstream:fleet:DesiredCapacity',
  'sagemaker:inference-component:DesiredCopyCount',
  'comprehend:document-classifier-endpoint:DesiredInferenceUnits',
  'ec2:spot-fleet-request:TargetCapacity',
  'rds:cluster:ReadReplicaCount',
  'elasticache:cache-cluster:Nodes',
  'elasticache:replication-group:Replicas',
  'workspaces:workspacespool:DesiredUserSessions',
  'sagemaker:variant:DesiredProvisionedConcurrency',
  'dynamodb:table:WriteCapacityUnits',
  'kafka:broker-storage:VolumeSize',
  dimension,
  'sagemaker:variant:DesiredInstanceCount',
  'comprehend:entity-recognizer-endpoint:DesiredInferenceUnits',
  'dynamodb:table:ReadCapacityUnits',
  'lambda:function:ProvisionedConcurrency',
  'custom-resource:ResourceType:Property',
  'neptune:cluster:ReadReplicaCount',
  'elasticache:replication-group:NodeGroups',
  'elasticmapreduce:instancegroup:InstanceCount',
];

/** The cluster and service that a resource id names. */
export interface ScalableService {
  readonly cluster: string;
  readonly service: string;
}

/** @throws AwsFault when `resourceId` is not `service/<cluster>/<service>` */
export function scalableService(resourceId: string): ScalableService {
  const [kind, cluster, service, ...more] = resourceId.split('/');
  if (kind !== 'service' || !cluster || !service || more.length > 0) {
    throw invalid('Unsupported service namespace, resource type or scalable dimension');
  }
  return { cluster, service };
}

/** Checks what every operation on one resource is told about it. @throws AwsFault */
export function checkIdentity(input: Json): string {
  checkEnum(input['ServiceNamespace'], 'serviceNamespace', Object.values(ServiceNamespace));
  checkDimension(input['ScalableDimension']);
  if (input['ServiceNamespace'] === 'ecs' && input['ScalableDimension'] !== dimension) {
    throw refusal('AccessDeniedException', 'Account is not authorized');
  }
  const resourceId = String(input['ResourceId']);
  // Other services than ECS are not simulated: their resources are unsupported here.
  if (input['ServiceNamespace'] !== 'ecs') {
    throw invalid('Unsupported service namespace, resource type or scalable dimension');
  }
  scalableService(resourceId);
  return resourceId;
}

/** @throws AwsFault when `value` is no dimension of any service */
export function checkDimension(value: unknown): void {
  checkEnum(value, 'scalableDimension', scalableDimensions);
}

/** This model error has a capital `Message`, unlike other model errors (recorded for the dimension). */
function checkEnum(value: unknown, path: string, allowed: readonly string[]): void {
  if (typeof value !== 'string' || allowed.includes(value)) return;
  throw invalid(
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
}

/** `word` is 'found' or 'registered': the operations differ (recorded). @throws AwsFault ObjectNotFoundException */
export function requireTarget(context: Context, resourceId: string, word: 'found' | 'registered'): TargetRecord {
  const target = context.world.autoscaling.targets.get(resourceId);
  if (target !== undefined) return target;
  throw refusal('ObjectNotFoundException', `No scalable target ${word} for ${described(resourceId)}`);
}

export function described(resourceId: string): string {
  return `service namespace: ecs, resource ID: ${resourceId}, scalable dimension: ${dimension}`;
}

export function targetArn(context: Context, target: TargetRecord): string {
  return `arn:aws:application-autoscaling:${context.region}:${context.accountId}:scalable-target/0ec5${target.id}`;
}

/** @throws AwsFault ResourceNotFoundException */
export function requireTargetByArn(context: Context, arn: unknown): TargetRecord {
  for (const target of context.world.autoscaling.targets.values()) {
    if (targetArn(context, target) === arn) return target;
  }
  throw refusal('ResourceNotFoundException', 'Scalable Target not found');
}

/** The target's id written as a UUID, as ARNs of policies and actions and one error text have it. */
export function targetUuid(target: TargetRecord): string {
  const { id } = target;
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');
}

export function policyArn(context: Context, target: TargetRecord, policyName: string): string {
  return `${innerArn(context, target, 'scalingPolicy')}:policyName/${policyName}`;
}

export function scheduledActionArn(context: Context, target: TargetRecord, actionName: string): string {
  return `${innerArn(context, target, 'scheduledAction')}:scheduledActionName/${actionName}`;
}

function innerArn(context: Context, target: TargetRecord, kind: string): string {
  // The service part is `autoscaling`, not `application-autoscaling` (recorded).
  const prefix = `arn:aws:autoscaling:${context.region}:${context.accountId}:${kind}`;
  return `${prefix}:${targetUuid(target)}:resource/ecs/${target.resourceId}`;
}
