/** Scalable targets, policies and scheduled actions of the simulated account. */
export interface ScalingState {
  targets: Map<string, never>;
}

export function emptyScalingState(): ScalingState {
  return { targets: new Map() };
}
