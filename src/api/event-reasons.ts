/**
 * Reasons of events beside those of conditions (see Reason). They are API: documented in docs/reference/events.md, never
 * renamed.
 */
export const EventReason = {
  /** A service was created in ECS. */
  ServiceCreated: 'ServiceCreated',
  /** A service was changed in ECS; the message names what, and whether a deployment was asked for. */
  ServiceUpdated: 'ServiceUpdated',
  /** A service that was there before was taken over. */
  ServiceAdopted: 'ServiceAdopted',
  /** A deployment has come to a gate and waits for `approve` or `abort`. */
  ApprovalRequired: 'ApprovalRequired',
  /** A deployment was let go on at a gate. */
  Approved: 'Approved',
  /** A deployment is rolled back because `abort` asked for it. */
  Aborted: 'Aborted',
  /** The value of `approve` names nothing that is under way; nothing was done. */
  ApprovalIgnored: 'ApprovalIgnored',
  /** The value of `abort` names nothing that is under way; nothing was done. */
  AbortIgnored: 'AbortIgnored',
  /** ECS refused what `approve` or `abort` asked for: somebody else was faster. */
  AnswerRefused: 'AnswerRefused',
  /** A task definition revision was registered. */
  RevisionRegistered: 'RevisionRegistered',
  /** Old revisions were deregistered, as `revisionHistoryLimit` says. */
  RevisionsDeregistered: 'RevisionsDeregistered',
  /** Old revisions could not be deregistered; it is tried again. */
  RetentionFailed: 'RetentionFailed',
  /** A family that was there before was taken over. */
  FamilyAdopted: 'FamilyAdopted',
  /** A scalable target, its policies, their alarms or its scheduled actions were changed. */
  ScalingChanged: 'ScalingChanged',
  /** A scalable target that was there before, or a policy, action or alarm, was taken over. */
  TargetAdopted: 'TargetAdopted',
  /** An alarm has had no data for half an hour: nothing scales on it. */
  AlarmWithoutData: 'AlarmWithoutData',
  /** `desiredCount` was changed while Application Auto Scaling owns the count; nothing was sent. */
  CountNotSent: 'CountNotSent',
} as const;

export type EventReason = (typeof EventReason)[keyof typeof EventReason];
