/**
 * Reasons of conditions and events. They are API: documented in docs/reference/conditions.md, never renamed.
 */
export const Reason = {
  /** The spec is being brought into effect. */
  Progressing: 'Progressing',
  /** The last attempt failed in a way that heals by itself; the operator retries with back-off. */
  ProgressingWithRetry: 'ProgressingWithRetry',
  /** Something this object refers to is missing or not ready. */
  DependencyNotReady: 'DependencyNotReady',
  /** AWS refuses the operator's credentials for an operation. */
  AccessDenied: 'AccessDenied',
  /** AWS refuses the spec; a change of the spec is needed. */
  InvalidSpec: 'InvalidSpec',
  /** The AWS resource exists and belongs to somebody else. */
  NotOwned: 'NotOwned',
  /** Two objects claim one AWS resource, or the object moved to another account or Region. */
  Conflict: 'Conflict',
  /** ECS rolled the deployment of this spec back. */
  RolledBack: 'RolledBack',
  /** The deployment of this spec failed or was stopped, with nothing to roll back to. */
  DeploymentFailed: 'DeploymentFailed',
  /** The deployment did not end within the progress deadline. */
  ProgressDeadlineExceeded: 'ProgressDeadlineExceeded',
  /** Fewer tasks run than the service needs to work. */
  Unavailable: 'Unavailable',
  /** AWS differs from the spec, and the object says not to correct it. */
  Drifted: 'Drifted',
  /** The object is being deleted. */
  Deleting: 'Deleting',
  /** The object is suspended. */
  Suspended: 'Suspended',
  /** A task definition revision is registered and ACTIVE. */
  Registered: 'Registered',
  /** The service runs the spec. */
  Deployed: 'Deployed',
  /** The scalable target and its policies are as the spec says. */
  Configured: 'Configured',
} as const;

export type Reason = (typeof Reason)[keyof typeof Reason];
