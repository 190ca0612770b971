import type { Json } from '../operation.ts';

export interface Tag {
  key: string;
  value: string;
}

/** Clusters, task definition families and account-wide settings of the simulated account. */
export interface ContainerServiceState {
  /** By cluster name; INACTIVE ones stay, as in AWS. */
  clusters: Map<string, Cluster>;
  /** By family name. A family stays when all its revisions are gone: its counter never goes back. */
  families: Map<string, TaskDefinitionFamily>;
  /** Those of Auto Scaling groups, by name; deleted ones stay. FARGATE and FARGATE_SPOT are in every account. */
  capacityProviders: Map<string, CapacityProvider>;
  /** By principal, then by name; what the account as a whole has set stands under its root. */
  accountSettings: Map<string, Map<string, string>>;
  /** When the protection of a task ends, in epoch milliseconds, by the task's ARN. */
  taskProtections: Map<string, number>;
}

export interface CapacityProvider {
  name: string;
  arn: string;
  /** As it is read back, with defaults. */
  autoScalingGroupProvider: Json;
  /** The last change and when it ends, in epoch milliseconds. */
  change?: { kind: 'UPDATE' | 'DELETE'; endsAt: number } | undefined;
  tags: Tag[];
}

export interface Cluster {
  name: string;
  arn: string;
  status: 'ACTIVE' | 'INACTIVE';
  settings: Json[];
  configuration?: Json | undefined;
  serviceConnectDefaults?: Json | undefined;
  capacityProviders: string[];
  defaultCapacityProviderStrategy: Json[];
  /** What its capacity providers of Auto Scaling groups have put there; absent before the first of them. */
  attachments?: ClusterAttachments | undefined;
  tags: Tag[];
}

export interface ClusterAttachments {
  /** By name of the capacity provider; a leaving one is DELETING until the change is over. */
  byProvider: Map<string, { id: string; leaving: boolean }>;
  /** In epoch milliseconds: until then the cluster is busy. */
  changeEndsAt: number;
}

export interface TaskDefinitionFamily {
  name: string;
  /** The number that the next registration gets. */
  nextRevision: number;
  /** By revision number, in order of registration. */
  revisions: Map<number, TaskDefinitionRevision>;
}

export interface TaskDefinitionRevision {
  family: string;
  revision: number;
  arn: string;
  status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS';
  /** The members that the request gave and AWS computed, with read-back defaults, without status, times and tags. */
  definition: Json;
  /** Epoch seconds. */
  registeredAt: number;
  deregisteredAt?: number | undefined;
  registeredBy: string;
  tags: Tag[];
}

export function emptyContainerServiceState(): ContainerServiceState {
  return {
    clusters: new Map(),
    families: new Map(),
    capacityProviders: new Map(),
    accountSettings: new Map(),
    taskProtections: new Map(),
  };
}
