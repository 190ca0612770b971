/** The API group of every kind, and the prefix of our annotations, labels, finalizers and AWS tags. */
export const GROUP = 'ecs-operator.dev';
export const VERSION = 'v1alpha1';

/** Keeps the object until the AWS side is dealt with as `deletionPolicy` says. */
export const FINALIZER = `${GROUP}/finalizer`;

/** Operational verbs, as annotations. A new value is a new request. */
export const Annotation = {
  /** Reconcile now. */
  ReconcileRequestedAt: `${GROUP}/reconcile-requested-at`,
  /** Start a new deployment of the same spec. */
  RestartedAt: `${GROUP}/restarted-at`,
  /** Try the rolled-back spec once more. */
  RetryRollout: `${GROUP}/retry-rollout`,
  /** Let a deployment go on that waits at a gate; names the deployment or the hook. */
  Approve: `${GROUP}/approve`,
  /** Roll the deployment under way back; names the deployment. */
  Abort: `${GROUP}/abort`,
} as const;

export type Annotation = (typeof Annotation)[keyof typeof Annotation];

/** Keys of the tags by which the operator knows its own AWS resources. */
export const OwnerTag = {
  Installation: `${GROUP}/installation`,
  Namespace: `${GROUP}/namespace`,
  Kind: `${GROUP}/kind`,
  Name: `${GROUP}/name`,
  /** On task definition revisions: `v<N>:<sha256>` of the resolved spec. */
  SpecHash: `${GROUP}/spec-hash`,
  /** On the newest revision of a family whose object was deleted and let it stay: another object may adopt it. */
  Released: `${GROUP}/released`,
} as const;
