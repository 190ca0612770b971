/**
 * What is outside the simulated services and yet decides what ECS answers: things of EC2, IAM, Secrets Manager and so on.
 * Whatever is well formed exists and works until something is said about it here. Plain data, so that it can be dumped
 * and restored.
 */
export interface OuterWorldState {
  /** By kind and id, `kind id`. */
  facts: Map<string, OuterFact>;
}

/** What can be said of each kind of thing. */
export const OUTER_STATES = {
  subnet: ['missing', 'other-vpc'],
  'security-group': ['missing', 'other-vpc'],
  role: ['missing', 'not-assumable', 'not-permitted'],
  secret: ['missing', 'not-permitted', 'unreachable'],
  parameter: ['missing', 'not-permitted', 'unreachable'],
  'log-group': ['missing', 'not-permitted', 'unreachable'],
  image: ['missing', 'not-permitted', 'unreachable', 'other-platform'],
  'file-system': ['missing', 'not-permitted', 'unreachable'],
  'target-group': ['missing'],
  'service-registry': ['missing'],
  namespace: ['missing'],
  'volume-type': ['missing'],
  capacity: ['unavailable', 'task-limit', 'vcpu-limit', 'cpu-limit', 'internal-error', 'throttled', 'blocked'],
} as const satisfies Record<string, readonly string[]>;

export type OuterKind = keyof typeof OUTER_STATES;
export type OuterStateOf<K extends OuterKind> = (typeof OUTER_STATES)[K][number];

export interface OuterFact {
  kind: OuterKind;
  /** Id, name or ARN, as callers of ECS write it. */
  id: string;
  state: string;
}

export function emptyOuterWorld(): OuterWorldState {
  return { facts: new Map() };
}
