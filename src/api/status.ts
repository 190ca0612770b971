import type { Condition } from './conditions.ts';

/**
 * What all kinds have in their status. A field added in this file needs its line of schema in `src/codegen/kinds` (the
 * compiler asks for it) and `npm run generate`: the API server drops or refuses fields that the CRD does not know.
 */
export interface CommonStatus {
  /** The newest generation whose outcome is known (Ready=True, Stalled=True or Suspended); -1 before that. */
  observedGeneration: number;
  conditions: Condition[];
  /** The last handled value of each operational annotation, by annotation key. */
  lastHandled?: Record<string, string>;
  /** AWS account and Region, recorded before the first effect; another value later is a Conflict. */
  accountId?: string;
  region?: string;
  /** A call under way that AWS does not de-duplicate; only a reconcile that finds it looks up what became of it. */
  pending?: Pending;
  /** Differences that would be corrected, while suspended or with `driftPolicy: Observe`. */
  plan?: string[];
  /** The AWS side was there before and was taken over (`adoptionPolicy`); then Retain is the deletion policy when absent. */
  adopted?: boolean;
}

export interface Pending {
  operation:
    | 'RegisterTaskDefinition'
    | 'CreateService'
    | 'UpdateService'
    | 'ContinueServiceDeployment'
    | 'StopServiceDeployment';
  /** The spec hash, client token or previous deployment id that tells whether the call took effect. */
  key: string;
  /** RFC 3339. */
  since: string;
}

export interface RevisionRecord {
  revision: number;
  /** `v<N>:<sha256>` of the resolved spec. */
  hash: string;
  /** RFC 3339. */
  registeredAt: string;
  /** Found registered by somebody else and taken over: never deregistered. */
  adopted?: boolean;
}

export interface EcsTaskDefinitionStatus extends CommonStatus {
  /** ARN that `spec.executionRoleRef` stands for. */
  executionRoleArn?: string;
  /** ARN that `spec.taskRoleRef` stands for. */
  taskRoleArn?: string;
  family?: string;
  /** ARN of the revision that carries the spec. */
  taskDefinitionArn?: string;
  revision?: number;
  /** `v<N>:<sha256>` of the resolved spec that `taskDefinitionArn` carries. */
  specHash?: string;
  /** The generation that `taskDefinitionArn` carries: referring services wait for it. */
  registeredGeneration?: number;
  /** Revisions that this object registered or adopted and that are ACTIVE, newest last. */
  revisions?: RevisionRecord[];
  /** Tags that the operator wrote on the current revision, for removal. */
  ownedTagKeys?: string[];
  /** Domain time of the last DescribeTaskDefinition, RFC 3339; written only with other news. */
  lastVerifiedAt?: string;
}

export interface RolloutStatus {
  /** Content hash of everything that starts a deployment; the key of the rollback memory. */
  inputHash: string;
  /** The `ecs-svc/…` id of the deployment that carries the spec. */
  deploymentId?: string;
  serviceDeploymentArn?: string;
  targetServiceRevisionArn?: string;
  taskDefinitionArn?: string;
  /** Hash of the other fields that start a deployment; knows the input again after the hash version was raised. */
  settingsHash?: string;
  /** `Pending`: about to be sent, or not shown by ECS yet. `Superseded`: another deployer's deployment replaced it. */
  status: 'Pending' | 'InProgress' | 'Successful' | 'RollingBack' | 'RolledBack' | 'Failed' | 'Stopped' | 'Superseded';
  /** The deployment was successful and the desired count ran: the proof that this spec works, given once. */
  countReached?: boolean;
  lifecycleStage?: string;
  trafficWeight?: number;
  /** The gates at which the deployment waits for somebody's decision. */
  waitsFor?: WaitingGate[];
  /** When the bake time of the deployment ends, as far as can be told: ECS tells the stage, not its end. RFC 3339. */
  bakeTimeEndsAt?: string;
  failedTasks?: number;
  /** Why it ended, in plain words. */
  reason?: string;
  startedAt?: string;
  finishedAt?: string;
}

export interface WaitingGate {
  /** Id of the PAUSE hook; `approve` takes it. */
  hookId: string;
  lifecycleStage?: string;
  /** When ECS decides by itself, RFC 3339. */
  expiresAt?: string;
  /** What ECS does then: CONTINUE or ROLLBACK. */
  timeoutAction?: string;
}

export interface RolloutRecord {
  taskDefinitionArn: string;
  serviceDeploymentArn?: string;
  result: 'Successful' | 'RolledBack' | 'Failed' | 'Stopped' | 'Superseded';
  reason?: string;
  startedAt?: string;
  finishedAt?: string;
}

export type DesiredCountOwner = 'Spec' | 'ApplicationAutoScaling' | 'External' | 'Unknown';

export interface EcsServiceStatus extends CommonStatus {
  serviceArn?: string;
  clusterArn?: string;
  serviceName?: string;
  /** ISO time of the service's creation in ECS: the ARN alone cannot tell a re-created service. */
  serviceCreatedAt?: string;
  /** Counts CreateService calls of this object; part of the client token. */
  creations?: number;
  taskDefinition?: {
    /** The revision ARN that the spec asks for now. */
    wanted?: string;
    /** The revision ARN that the PRIMARY deployment runs. */
    inUse?: string;
    /** Family and revision of `inUse`, for people. */
    revision?: string;
    /** Where `spec.taskDefinition` names a family only: the generation and restart for which it was resolved. */
    resolvedFor?: string;
  };
  desiredCount?: number;
  runningCount?: number;
  pendingCount?: number;
  desiredCountOwner?: DesiredCountOwner;
  /** `spec.desiredCount` when an autoscaler was last seen to own the count; External lasts until it changes. */
  releasedDesiredCount?: number | 'absent';
  /** The last `spec.desiredCount` that the operator sent. */
  appliedDesiredCount?: number;
  rollout?: RolloutStatus;
  history?: RolloutRecord[];
  /** The reasons of the first failed tasks of the newest failed rollout. */
  failedTasks?: { taskArn: string; stopCode?: string; reason: string }[];
  /** Top-level spec paths that the operator last applied; a path that leaves the spec is reset in AWS. */
  ownedFields?: string[];
  /** The top-level field groups as last applied where ECS does not read them back, by content hash. */
  appliedHashes?: Record<string, string>;
  ownedTagKeys?: string[];
  /** `ecs-operator.dev/service-uid=<uid>`: valid, and matches no Pod. For the scale subresource. */
  selector?: string;
  /** Since when fewer tasks run than the service needs, RFC 3339. */
  unavailableSince?: string;
  /** Since when DescribeServices misses a service that existed, RFC 3339; gone is MISSING twice, 10 s apart. */
  missingSince?: string;
  /** When the counts were last written, RFC 3339: counts alone are written every 30 s at most. */
  countsAt?: string;
}
