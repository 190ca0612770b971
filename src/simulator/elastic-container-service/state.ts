/** Clusters, task definition families and tags of the simulated account. */
export interface ContainerServiceState {
  clusters: Map<string, never>;
}

export function emptyContainerServiceState(): ContainerServiceState {
  return { clusters: new Map() };
}
