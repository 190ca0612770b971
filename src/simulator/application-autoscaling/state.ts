import type {
  PredictiveScalingPolicyConfiguration,
  ScalableTargetAction,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';

import type { AccessTrouble } from './access.ts';

/**
 * Scalable targets with their policies and scheduled actions, activities and metrics of the simulated account.
 * Plain data. All times are epoch milliseconds of the domain clock; the views write seconds.
 */
export interface ScalingState {
  /** By resource id, `service/<cluster>/<service>`. */
  targets: Map<string, TargetRecord>;
  /** By resource id, newest first. They outlive their target. */
  activities: Map<string, ActivityRecord[]>;
  /** Levels of metrics that were put in, by the key of `metrics.ts`, oldest first. */
  metrics: Map<string, MetricLevel[]>;
  /** What the admin API says is wrong with making alarms. */
  accessTrouble?: AccessTrouble | undefined;
  /** Resource ids of targets that the admin API holds as under another update. */
  heldTargets: Set<string>;
  /** Alarms were looked at in this slot last (`tracking.ts`); absent before the account's first moment. */
  judgedSlot: number | undefined;
}

export interface TargetRecord {
  /** 32 hexadecimal digits: part of the ARNs of target, policies and scheduled actions. */
  id: string;
  resourceId: string;
  min: number;
  max: number;
  createdAt: number;
  suspended: { in: boolean; out: boolean; scheduled: boolean };
  tags: Record<string, string>;
  policies: Map<string, PolicyRecord>;
  actions: Map<string, ScheduledActionRecord>;
}

export type PolicyType = 'StepScaling' | 'TargetTrackingScaling' | 'PredictiveScaling';

export interface PolicyRecord {
  name: string;
  type: PolicyType;
  createdAt: number;
  step?: StepScalingPolicyConfiguration | undefined;
  tracking?: TargetTrackingScalingPolicyConfiguration | undefined;
  predictive?: PredictiveScalingPolicyConfiguration | undefined;
  /** Part of the alarms' actions: an id of the put (recorded: that of its request). */
  createdBy?: string | undefined;
  /** High first. Only target tracking makes alarms. */
  alarms: AlarmRecord[];
  /** The last scale-out by this policy, and the capacity that it started from. */
  lastScaleOut?: { at: number; from: number } | undefined;
  lastScaleInAt?: number | undefined;
}

export interface AlarmRecord {
  name: string;
  side: 'High' | 'Low';
  state: 'INSUFFICIENT_DATA' | 'OK' | 'ALARM';
  createdAt: number;
  /** Both absent until the state changes. */
  stateReason?: string | undefined;
  changedAt?: number | undefined;
}

export interface ScheduledActionRecord {
  name: string;
  createdAt: number;
  schedule: string;
  timezone?: string | undefined;
  startTime?: number | undefined;
  endTime?: number | undefined;
  action: ScalableTargetAction;
  /** When it fires next; absent: never again. */
  dueAt?: number | undefined;
}

export interface NotScaledReason {
  Code: 'AlreadyAtMaxCapacity' | 'AlreadyAtMinCapacity' | 'AlreadyAtDesiredCapacity';
  MaxCapacity?: number;
  MinCapacity?: number;
  CurrentCapacity?: number;
}

export interface ActivityRecord {
  id: string;
  resourceId: string;
  description: string;
  cause: string;
  startedAt: number;
  endedAt?: number | undefined;
  status: 'Pending' | 'InProgress' | 'Successful' | 'Overridden' | 'Failed';
  statusMessage?: string | undefined;
  notScaled?: NotScaledReason | undefined;
  /** The desired count that was set. */
  awaited?: number | undefined;
  /** When the service is looked at again; absent once the activity has ended. */
  dueAt?: number | undefined;
}

/** From `from` on the metric has this value, until the next level; undefined: no data. */
export interface MetricLevel {
  from: number;
  value?: number | undefined;
}

export function emptyScalingState(): ScalingState {
  return {
    targets: new Map(),
    activities: new Map(),
    metrics: new Map(),
    heldTargets: new Set(),
    judgedSlot: undefined,
  };
}
