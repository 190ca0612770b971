import type { Service } from '@aws-sdk/client-ecs';
import { Reason } from '../../api/reasons.ts';
import type { DesiredCountOwner, RolloutStatus } from '../../api/status.ts';
import { lastSegment } from '../names.ts';
import { wasRefused } from './assess-rollout.ts';
import { hasReachedCount, isAvailable, UNAVAILABLE_AFTER_MS } from './availability.ts';
import { newestTrouble } from './failure-reason.ts';
import type { ServiceOutcome } from './outcome.ts';
import { deadlineMs, isPastDeadline } from './progress-deadline.ts';
import { rolloutPace } from './rollout-pace.ts';
import type { ServiceSituation } from './situation.ts';
import { describeWaiting } from './waiting-gates.ts';

/** What of a plan decides how the service stands. */
export interface ReadinessInput {
  readonly situation: ServiceSituation;
  readonly service: Service;
  readonly rollout: RolloutStatus | undefined;
  /** Calls that the plan still asks for, in plain words. */
  readonly toDo: readonly string[];
  /** What is left undone because the object says to observe. */
  readonly observed: readonly string[];
  readonly unavailableSince: string | undefined;
  readonly countOwner: DesiredCountOwner | undefined;
}

/**
 * How an existing service of ours stands. Ready once the deployment that carries the spec was successful and the count
 * ran; that proof is given once. After it the service stays Ready while enough tasks run to work.
 */
export function serviceReadiness(input: ReadinessInput): ServiceOutcome {
  return referenceOutcome(input) ?? workOutcome(input) ?? rolloutOutcome(input) ?? steadyOutcome(input);
}

/** What the object waits for, or `undefined` when the task definition is known. */
function referenceOutcome({ situation: { taskDefinition } }: ReadinessInput): ServiceOutcome | undefined {
  switch (taskDefinition.kind) {
    case 'unavailable':
      return { kind: 'waiting', reason: Reason.DependencyNotReady, message: taskDefinition.message };
    case 'unregistered':
      return { kind: 'progressing', message: taskDefinition.message, poll: 'reference' };
    default:
      return undefined;
  }
}

function workOutcome({ toDo }: ReadinessInput): ServiceOutcome | undefined {
  if (toDo.length === 0) return undefined;
  return { kind: 'progressing', message: `Updating the service: ${toDo.join('; ')}.`, poll: 'rollout' };
}

function rolloutOutcome(input: ReadinessInput): ServiceOutcome | undefined {
  const { service, rollout } = input;
  if (rollout === undefined) return input.observed.length > 0 ? undefined : progressing('The rollout has not started.');
  if (wasRefused(rollout.status)) return refusedOutcome(rollout);
  if (rollout.status === 'Pending' || rollout.status === 'InProgress') return underWayOutcome(input, rollout);
  if (rollout.status === 'Superseded' || rollout.countReached === true) return undefined;
  return hasReachedCount(service)
    ? undefined
    : progressing(`The deployment succeeded; waiting for ${service.desiredCount ?? 0} tasks to run.`);
}

function refusedOutcome(rollout: RolloutStatus): ServiceOutcome {
  const why = rollout.reason ?? 'ECS gives no reason.';
  const what = rollout.taskDefinitionArn === undefined ? 'this spec' : lastSegment(rollout.taskDefinitionArn);
  const next = 'Change the spec or the task definition, or set the annotation ecs-operator.dev/retry-rollout.';
  switch (rollout.status) {
    case 'RollingBack':
      return progressing(`ECS is rolling back the deployment of ${what}. ${why}`);
    case 'RolledBack':
      return {
        kind: 'stalled',
        reason: Reason.RolledBack,
        message: `ECS rolled back the deployment of ${what}. ${why} ${next}`,
      };
    default: {
      const end = rollout.status === 'Stopped' ? 'was stopped' : 'failed';
      return {
        kind: 'stalled',
        reason: Reason.DeploymentFailed,
        message: `The deployment of ${what} ${end}. ${why} ${next}`,
      };
    }
  }
}

function underWayOutcome({ situation, service }: ReadinessInput, rollout: RolloutStatus): ServiceOutcome {
  const { spec, domainNow } = situation;
  const { lastHandled } = situation.status;
  const trouble = newestTrouble(service, rollout.startedAt);
  if (isPastDeadline(rollout, spec, domainNow)) {
    const minutes = Math.round(deadlineMs(spec, rollout.lifecycleStage) / 60_000);
    return {
      kind: 'stalled',
      reason: Reason.ProgressDeadlineExceeded,
      message: `The deployment did not end within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}; ECS is still at it.${trouble === undefined ? '' : ` Last trouble: ${trouble}`}`,
    };
  }
  const stage = describeStage(rollout);
  const failed = (rollout.failedTasks ?? 0) > 0 ? ` Failed tasks so far: ${rollout.failedTasks}.` : '';
  const what = rollout.taskDefinitionArn === undefined ? 'the spec' : lastSegment(rollout.taskDefinitionArn);
  const said = [describeWaiting(rollout, lastHandled), trouble === undefined ? undefined : `ECS says: ${trouble}`];
  const more = said.flatMap((each) => each ?? []).map((each) => ` ${each}`);
  const message = `Deploying ${what}${stage}.${failed}${more.join('')}`;
  return { kind: 'progressing', message, poll: rolloutPace(rollout, service, domainNow) };
}

/** The stage of a deployment that has stages, and the share of the traffic where it is split. */
function describeStage({ lifecycleStage, trafficWeight = 0 }: RolloutStatus): string {
  if (lifecycleStage === undefined) return '';
  const isSplit = trafficWeight > 0 && trafficWeight < 100;
  return isSplit ? ` (${lifecycleStage}, ${trafficWeight} % of the traffic)` : ` (${lifecycleStage})`;
}

function steadyOutcome(input: ReadinessInput): ServiceOutcome {
  const { situation, service, observed, unavailableSince, rollout } = input;
  if (observed.length > 0) {
    return {
      kind: 'stalled',
      reason: Reason.Drifted,
      message: `AWS differs from the spec, and driftPolicy is Observe: ${observed.join('; ')}.`,
    };
  }
  if (isLongUnavailable(unavailableSince, situation.domainNow)) {
    const trouble = newestTrouble(service);
    const counts = `${service.runningCount ?? 0} of ${service.desiredCount ?? 0} tasks run`;
    return {
      kind: 'waiting',
      reason: Reason.Unavailable,
      message: `${counts}.${trouble === undefined ? '' : ` Newest event: ${trouble}`}`,
    };
  }
  const arn = rollout?.taskDefinitionArn ?? service.taskDefinition;
  const runs = `The service runs ${arn === undefined ? 'the spec' : lastSegment(arn)}.`;
  return { kind: 'ready', message: `${runs}${countNote(input)}` };
}

/** A count in the spec that is not brought about is told, or `kubectl scale` would seem to do nothing. */
function countNote({ situation: { spec }, countOwner }: ReadinessInput): string {
  if (spec.desiredCount === undefined) return '';
  const said = `desiredCount ${spec.desiredCount} of the spec is not in effect`;
  switch (countOwner) {
    case 'ApplicationAutoScaling':
      return ` Application Auto Scaling owns the count: ${said}.`;
    case 'External':
      return ` The count is as an autoscaler left it: ${said} until it changes.`;
    default:
      return '';
  }
}

/** Since when (RFC 3339, on the domain clock as the tasks themselves) too few tasks run; `undefined` while enough do. */
export function unavailableSince(
  service: Service,
  before: string | undefined,
  proven: boolean,
  domainNow: number,
): string | undefined {
  if (!proven || isAvailable(service)) return undefined;
  return before ?? new Date(domainNow).toISOString();
}

function isLongUnavailable(since: string | undefined, domainNow: number): boolean {
  return since !== undefined && domainNow - Date.parse(since) >= UNAVAILABLE_AFTER_MS;
}

function progressing(message: string): ServiceOutcome {
  return { kind: 'progressing', message, poll: 'rollout' };
}
