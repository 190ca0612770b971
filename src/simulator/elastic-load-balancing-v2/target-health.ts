import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import { activeAt } from './load-balancer-view.ts';
import type { BalancingState, TargetGroupRecord, TargetRecord } from './state.ts';

/** From registration to the first check that passes: at most 5 s at an Application Load Balancer (recorded). */
const FIRST_CHECK_MS = 4_000;
/** UNKNOWN: at a Network Load Balancer; its guide says that it takes some minutes, reports have one to three. */
const NETWORK_FIRST_CHECK_MS = 90_000;

/** What decides the health of a group's targets, beside themselves. */
export interface HealthView {
  readonly inUse: boolean;
  /** When a target that passes its checks turned, or turns, healthy. */
  healthyAt(target: TargetRecord): number;
  /** When one that fails its checks turned, or turns, unhealthy. */
  unhealthyAt(target: TargetRecord): number;
  /** The health of a target at `now`, with AWS's reasons and descriptions (recorded and documented). */
  healthOf(target: TargetRecord, now: number): TargetHealth;
}

export function healthView(state: BalancingState, group: TargetGroupRecord): HealthView {
  const users = group.users.flatMap((arn) => state.loadBalancers.get(arn) ?? []);
  const firstCheck = users.some(({ type }) => type === 'network') ? NETWORK_FIRST_CHECK_MS : FIRST_CHECK_MS;
  const active = users.length === 0 ? 0 : Math.min(...users.map(activeAt));
  const healthyAt = ({ registeredAt }: TargetRecord): number =>
    Math.max(registeredAt, group.usedSince ?? 0, active) + firstCheck;
  const inUse = users.length > 0;
  return {
    inUse,
    healthyAt,
    unhealthyAt: (target) => noticedAt(group, target, healthyAt(target)),
    healthOf: (target, now) => healthOf(group, target, now, inUse, healthyAt(target)),
  };
}

function healthOf(
  group: TargetGroupRecord,
  target: TargetRecord,
  now: number,
  inUse: boolean,
  healthyAt: number,
): TargetHealth {
  if (target.drainingUntil !== undefined) return health('draining', 'Target.DeregistrationInProgress');
  if (!inUse) return health('unused', 'Target.NotInUse');
  if (group.settings.HealthCheckEnabled === false) return health('unavailable', 'Target.HealthCheckDisabled');
  if (target.failing !== undefined) return failingHealth(group, target, target.failing, now, healthyAt);
  return now < healthyAt ? health('initial', 'Elb.RegistrationInProgress') : { State: 'healthy' };
}

function failingHealth(
  group: TargetGroupRecord,
  target: TargetRecord,
  { since, reason }: { since: number; reason: string },
  now: number,
  healthyAt: number,
): TargetHealth {
  if (now >= noticedAt(group, target, healthyAt)) return unhealthy(reason);
  if (since > target.registeredAt && now >= healthyAt) return { State: 'healthy' };
  return health('initial', now < healthyAt ? 'Elb.RegistrationInProgress' : 'Elb.InitialHealthChecking');
}

/** A target is unhealthy after as many failed checks as the group says, the first of them an interval after it began. */
function noticedAt(
  { settings }: TargetGroupRecord,
  { registeredAt, failing }: TargetRecord,
  healthyAt: number,
): number {
  const { UnhealthyThresholdCount: count = 2, HealthCheckIntervalSeconds: interval = 30 } = settings;
  const since = failing?.since ?? Infinity;
  const begins = since <= registeredAt ? Math.max(registeredAt, healthyAt - FIRST_CHECK_MS) : since;
  return begins + count * interval * 1_000;
}

/** The reason as ECS tells it decides the code (documented pairs). */
function unhealthy(reason: string): TargetHealth {
  const code = reason.includes('these codes')
    ? 'ResponseCodeMismatch'
    : reason === 'Request timed out'
      ? 'Timeout'
      : undefined;
  return {
    State: 'unhealthy',
    Reason: `Target.${code ?? 'FailedHealthChecks'}` as TargetHealth['Reason'],
    Description: reason,
  };
}

const DESCRIPTIONS = {
  'Target.DeregistrationInProgress': 'Target deregistration is in progress',
  'Target.NotInUse': 'Target group is not configured to receive traffic from the load balancer',
  'Target.HealthCheckDisabled': 'Health checks are not enabled for this target',
  'Target.NotRegistered': 'Target is not registered to the target group',
  'Elb.RegistrationInProgress': 'Target registration is in progress',
  'Elb.InitialHealthChecking': 'Initial health checks in progress',
} as const;

/** A state with its reason and AWS's words for it. */
export function health(state: NonNullable<TargetHealth['State']>, reason: keyof typeof DESCRIPTIONS): TargetHealth {
  return { State: state, Reason: reason, Description: DESCRIPTIONS[reason] };
}
