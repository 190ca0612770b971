import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import { Annotation } from '../../api/annotations.ts';
import type { RolloutStatus } from '../../api/status.ts';
import { assessRollout, isDeploymentOf, wasRefused } from './assess-rollout.ts';
import { fieldDifferences } from './field-difference.ts';
import type { Comparison, FieldDifference } from './field-difference.ts';
import { FIELD_RULES } from './field-rules.ts';
import { hasReachedCount } from './availability.ts';
import { primaryDeployment } from './live-fields.ts';
import { rememberedRefusal } from './refusal-from-ecs.ts';
import { rolloutInput, sameInput } from './rollout-input.ts';
import type { RolloutInput } from './rollout-input.ts';
import { rolloutOf } from './rollout-record.ts';
import type { ServiceSituation } from './situation.ts';
import { isRequested } from './verbs.ts';
import type { ServiceAction } from './action.ts';

/** Why fields that start a deployment are left out of an update. */
export type RolloutHold = 'Unregistered' | 'UnderWay' | 'Refused' | 'Observed';

/** What to do about the fields that start a deployment. */
export interface RolloutPlan {
  /** `undefined` while the task definition is not known. */
  readonly input: RolloutInput | undefined;
  /** The rollout of this input as far as it is known; `undefined`: it was never sent. */
  readonly rollout: RolloutStatus | undefined;
  readonly differences: readonly FieldDifference[];
  /** Set: `differences` are not sent. */
  readonly hold?: RolloutHold;
  /** A new deployment is asked for although no field, or one that ECS refuses otherwise, differs. */
  readonly force: boolean;
  /** A repeated attempt at an input that ECS refused: it is a rollout of its own. */
  readonly anew: boolean;
}

const ROLLOUT_RULES = FIELD_RULES.filter((rule) => rule.startsDeployment);

/**
 * Decides about the fields that start a deployment.
 *
 * A deployment's revision never changes. So while the PRIMARY deployment is the one that was made for this very input,
 * nothing can have drifted, whatever ECS reads back; only a PRIMARY that somebody else made is compared. That is what
 * makes a deployment loop by a wrong comparison impossible.
 */
export function planRollout(situation: ServiceSituation, service: Service, comparison: Comparison): RolloutPlan {
  const { taskDefinition } = situation;
  if (taskDefinition.kind === 'unregistered' || taskDefinition.kind === 'unavailable') {
    return holdUnregistered(situation, service, comparison);
  }
  const contentHash = taskDefinition.kind === 'resolved' ? taskDefinition.contentHash : undefined;
  const input = rolloutInput(comparison.wanted, contentHash);
  const differences = fieldDifferences(comparison, ROLLOUT_RULES);
  const known = knownRollout(situation, service, comparison, input, differences);
  const rollout = known === undefined ? undefined : assess(known, situation, service);
  return decide({ situation, service, input, differences, rollout });
}

function holdUnregistered(situation: ServiceSituation, service: Service, comparison: Comparison): RolloutPlan {
  const known = situation.status.rollout;
  const rollout = known === undefined ? undefined : assess(known, situation, service);
  const differences = isOwnPrimary(rollout, service) ? [] : fieldDifferences(comparison, ROLLOUT_RULES);
  return { input: undefined, rollout, differences, hold: 'Unregistered', force: false, anew: false };
}

/** The rollout of this input before it is judged: from status, from the answer of a call, or found in ECS. */
function knownRollout(
  situation: ServiceSituation,
  service: Service,
  comparison: Comparison,
  input: RolloutInput,
  differences: readonly FieldDifference[],
): RolloutStatus | undefined {
  const { status, observed, domainNow } = situation;
  const primary = primaryDeployment(service);
  if (hasJustStarted(situation, service)) return rolloutOf(primary, input, domainNow);
  const recorded = sameInput(status.rollout, input) ? { ...status.rollout, ...hashesOf(input) } : undefined;
  if (recorded?.deploymentId !== undefined) return followPrimary(recorded, service, input, situation, differences);
  if (isForcedUpdateDue(situation, service)) return undefined;
  if (differences.length === 0) return rolloutOf(primary, input, domainNow);
  if (recorded === undefined && status.rollout !== undefined) return undefined;
  return rememberedRefusal(observed.recent, comparison, input, recorded?.startedAt);
}

/** Rewritten where only the hash version changed. */
function hashesOf({ hash, settingsHash }: RolloutInput): Pick<RolloutStatus, 'inputHash' | 'settingsHash'> {
  return { inputHash: hash, settingsHash };
}

/** An UpdateService or CreateService of ours made the PRIMARY deployment, in this reconcile or in one that was cut off. */
function hasJustStarted({ sent, status }: ServiceSituation, service: Service): boolean {
  if (sent.some(startsDeployment)) return true;
  return status.pending?.operation === 'UpdateService' && primaryDeployment(service)?.id !== status.pending.key;
}

function startsDeployment(action: ServiceAction): boolean {
  return action.operation === 'CreateService' || (action.operation === 'UpdateService' && action.startsDeployment);
}

/** A forced update was recorded as pending and did not take effect: it is sent again. */
export function isForcedUpdateDue({ sent, status }: ServiceSituation, service: Service): boolean {
  if (sent.some(startsDeployment) || status.pending?.operation !== 'UpdateService') return false;
  return primaryDeployment(service)?.id === status.pending.key;
}

/** Somebody else may have deployed the same fields again: then the proof that they work stays, and theirs is watched. */
function followPrimary(
  recorded: RolloutStatus,
  service: Service,
  input: RolloutInput,
  situation: ServiceSituation,
  differences: readonly FieldDifference[],
): RolloutStatus {
  const primary = primaryDeployment(service);
  if (primary === undefined || primary.id === recorded.deploymentId || differences.length > 0) return recorded;
  const newer = (primary.createdAt?.getTime() ?? 0) > Date.parse(recorded.startedAt ?? '');
  if (!newer) return recorded;
  const theirs = rolloutOf(primary, input, situation.domainNow);
  return recorded.countReached === true ? { ...theirs, status: 'Successful', countReached: true } : theirs;
}

function assess(known: RolloutStatus, situation: ServiceSituation, service: Service): RolloutStatus {
  const { observed, domainNow } = situation;
  const rollout = assessRollout(known, {
    service,
    deployment: deploymentOf(known, situation),
    failedTasks: observed.failedTasks,
    now: domainNow,
  });
  const reached = rollout.status === 'Successful' && isOwnPrimary(rollout, service) && hasReachedCount(service);
  return reached ? { ...rollout, countReached: true } : rollout;
}

/** The service deployment of a rollout among those that were read. */
export function deploymentOf(
  rollout: RolloutStatus,
  { observed }: Pick<ServiceSituation, 'observed'>,
): ServiceDeployment | undefined {
  const read = [observed.deployment, ...(observed.recent ?? []).map(({ deployment }) => deployment)];
  return read.find((deployment) => isDeploymentOf(rollout, deployment?.targetServiceRevision?.arn));
}

interface Decision {
  readonly situation: ServiceSituation;
  readonly service: Service;
  readonly input: RolloutInput;
  readonly differences: readonly FieldDifference[];
  readonly rollout: RolloutStatus | undefined;
}

function decide({ situation, service, input, differences, rollout }: Decision): RolloutPlan {
  const restart = isRequested(situation, Annotation.RestartedAt) || isForcedUpdateDue(situation, service);
  const plan = { input, rollout, anew: false };
  if (rollout === undefined) return { ...plan, differences, force: restart || needsForce(differences) };
  if (wasRefused(rollout.status)) return afterRefusal({ situation, service, input, differences, rollout }, rollout);
  if (isOwnPrimary(rollout, service)) return { ...plan, differences: [], force: restart };
  if (rollout.status === 'Pending' || rollout.status === 'InProgress') {
    return { ...plan, differences, hold: 'UnderWay', force: false };
  }
  if (situation.spec.driftPolicy === 'Observe') return { ...plan, differences, hold: 'Observed', force: restart };
  return { ...plan, differences, force: restart || needsForce(differences), anew: true };
}

/** Rollback memory: what ECS refused is not sent again until the input changes or a retry is asked for. */
function afterRefusal({ situation, service, input, differences }: Decision, rollout: RolloutStatus): RolloutPlan {
  const own = isOwnPrimary(rollout, service);
  const retry = isRequested(situation, Annotation.RetryRollout) && rollout.status !== 'RollingBack';
  if (!retry)
    return { input, rollout, differences: own ? [] : differences, hold: 'Refused', force: false, anew: false };
  const sent = own ? [] : differences;
  return { input, rollout, differences: sent, force: sent.length === 0 || needsForce(sent), anew: true };
}

function isOwnPrimary(rollout: RolloutStatus | undefined, service: Service): boolean {
  const primary = primaryDeployment(service);
  return primary !== undefined && rollout?.deploymentId === primary.id;
}

function needsForce(differences: readonly FieldDifference[]): boolean {
  return differences.some(({ rule }) => rule.needsForce === true);
}
