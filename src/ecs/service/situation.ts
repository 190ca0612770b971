import type { Service, ServiceDeployment, ServiceRevision, Task } from '@aws-sdk/client-ecs';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import type { EcsServiceStatus } from '../../api/status.ts';
import type { OwnerIdentity, TagMap } from '../ownership.ts';
import type { ServiceAction } from './action.ts';
import type { ScalingKnowledge } from './desired-count.ts';

/**
 * The task definition that the spec names.
 *
 * - `resolved`: a revision, with the hash of its content where an EcsTaskDefinition tells it;
 * - `unregistered`: the EcsTaskDefinition has not registered its present generation yet; it will;
 * - `unavailable`: missing, or it cannot register: somebody has to act on it;
 * - `none`: the spec names none; whatever runs is right.
 */
export type TaskDefinitionReading =
  | { readonly kind: 'resolved'; readonly arn: string; readonly contentHash?: string | undefined }
  | { readonly kind: 'unregistered'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string }
  | { readonly kind: 'none' };

/** A recent service deployment, with the fields of its target revision where they were read. */
export interface RecentDeployment {
  readonly deployment: ServiceDeployment;
  readonly revision?: ServiceRevision | undefined;
}

/** What AWS was read to say. What needed-reads.ts does not ask for may be left out. */
export interface ObservedService {
  /** `undefined`: MISSING. An INACTIVE service counts as gone. */
  readonly service: Service | undefined;
  readonly clusterMissing?: boolean;
  /** The revision of the PRIMARY deployment. */
  readonly revision?: ServiceRevision | undefined;
  /** The service deployment of `status.rollout`. */
  readonly deployment?: ServiceDeployment | undefined;
  /** The newest service deployments, newest first. */
  readonly recent?: readonly RecentDeployment[] | undefined;
  /** Stopped tasks of the service. */
  readonly failedTasks?: readonly Task[] | undefined;
}

/** Everything that planning needs. Times are milliseconds. */
export interface ServiceSituation {
  readonly uid: string;
  readonly generation: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: EcsServiceSpec;
  readonly status: EcsServiceStatus;
  readonly owner: OwnerIdentity;
  /** All tags that the service should carry. */
  readonly desiredTags: TagMap;
  readonly scope: { readonly accountId: string; readonly region: string };
  readonly cluster: string;
  readonly serviceName: string;
  readonly taskDefinition: TaskDefinitionReading;
  readonly scaling: ScalingKnowledge;
  readonly observed: ObservedService;
  /** The calls that were sent and answered in this reconcile; `observed` already shows their answers. */
  readonly sent: readonly ServiceAction[];
  readonly domainNow: number;
}
