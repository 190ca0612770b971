import type { CommonStatus } from './status.ts';

export interface ScalingPolicyStatus {
  name: string;
  policyArn: string;
  /** Names of its alarms. */
  alarms?: string[];
}

/** A target group and what Application Auto Scaling calls it. */
export interface TargetGroupLabel {
  targetGroupArn: string;
  /** `app/<lb>/<id>/targetgroup/<group>/<id>`. */
  resourceLabel: string;
}

/** One change of the count or of the bounds that Application Auto Scaling made, or did not make. */
export interface ScalingActivityStatus {
  /** RFC 3339. */
  startedAt: string;
  endedAt?: string;
  /** AWS's: Successful, InProgress, Failed, Overridden… */
  status: string;
  /** AWS's: which alarm, policy or schedule. */
  cause: string;
  /** What became of it; why nothing was changed, in plain words. */
  message: string;
}

export interface EcsScalingStatus extends CommonStatus {
  resourceId?: string;
  scalableTargetArn?: string;
  /** The bounds in force in AWS. */
  minCapacity?: number;
  maxCapacity?: number;
  /** `Spec`, `ScheduledAction/<name>` or `External`. */
  boundsSetBy?: string;
  policies?: ScalingPolicyStatus[];
  /** Labels of the target groups whose requests policies count, as looked up. */
  targetGroups?: TargetGroupLabel[];
  scheduledActions?: { name: string; scheduledActionArn: string }[];
  /** The bounds that the operator last sent: with `boundsPolicy: Initial` only a changed spec is sent again. */
  appliedMinCapacity?: number;
  appliedMaxCapacity?: number;
  /** The generation whose tags the target and the alarms are known to carry. */
  taggedGeneration?: number;
  /** True once the spec has named `suspendedState`: when it leaves the spec, everything is resumed. */
  suspensionOwned?: boolean;
  /** Names of policies, scheduled actions and alarms that the spec names or named: what may be deleted. */
  ownedPolicies?: string[];
  ownedScheduledActions?: string[];
  ownedAlarms?: string[];
  /** Policies and actions on the target that are not ours, by name; left alone. */
  foreign?: string[];
  foreignCount?: number;
  ownedTagKeys?: string[];
  /** The newest activities, newest first, as of the count below. */
  activities?: ScalingActivityStatus[];
  /** The desired count for which the activities were read: they are read again when it has moved. */
  activitiesCount?: number;
  /** Alarms that have lacked data for long: they will not scale. */
  alarmsWithoutData?: string[];
}
