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
  tags: Tag[];
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
  return { clusters: new Map(), families: new Map() };
}
