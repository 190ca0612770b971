import { GROUP, VERSION } from './annotations.ts';
import type { EcsScalingSpec } from './generated/ecs-scaling.ts';
import type { EcsServiceSpec } from './generated/ecs-service.ts';
import type { EcsTaskDefinitionSpec } from './generated/ecs-task-definition.ts';
import type { EcsScalingStatus } from './scaling-status.ts';
import type { EcsServiceStatus, EcsTaskDefinitionStatus } from './status.ts';

/** The part of Kubernetes object metadata that the operator reads; the same shape as in `src/kube`. */
export interface ResourceMetadata {
  name: string;
  namespace: string;
  uid: string;
  resourceVersion: string;
  generation: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  finalizers?: string[];
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}

interface CustomResource<Spec, Status> {
  apiVersion: string;
  kind: string;
  metadata: ResourceMetadata;
  spec: Spec;
  /** Absent only in objects that no API server has seen: it defaults to `observedGeneration: -1`. */
  status?: Status;
}

export type EcsTaskDefinition = CustomResource<EcsTaskDefinitionSpec, EcsTaskDefinitionStatus>;
export type EcsService = CustomResource<EcsServiceSpec, EcsServiceStatus>;
export type EcsScaling = CustomResource<EcsScalingSpec, EcsScalingStatus>;

/** `apiVersion` of every kind. */
export const API_VERSION = `${GROUP}/${VERSION}`;

export const EcsTaskDefinitionType = resourceType('EcsTaskDefinition', 'ecstaskdefinitions', 'ecstd');
export const EcsServiceType = resourceType('EcsService', 'ecsservices', 'ecssvc');
export const EcsScalingType = resourceType('EcsScaling', 'ecsscalings', 'ecsscale');

function resourceType<const Kind extends string>(kind: Kind, plural: string, shortName: string) {
  return { group: GROUP, version: VERSION, kind, plural, singular: kind.toLowerCase(), shortName, category: 'ecs' };
}
