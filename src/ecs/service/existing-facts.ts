import type { Service } from '@aws-sdk/client-ecs';
import { Annotation } from '../../api/annotations.ts';
import type { EcsServiceStatus, RolloutStatus } from '../../api/status.ts';
import { lastSegment } from '../names.ts';
import type { UpdateAction } from './action.ts';
import { nextAppliedHashes } from './applied-hashes.ts';
import { wasRefused } from './assess-rollout.ts';
import { failedTaskRecords } from './failure-reason.ts';
import { tagsHash } from './find-differences.ts';
import type { Findings } from './find-differences.ts';
import type { GateDecision } from './gates.ts';
import { adoptsService } from './identity.ts';
import { primaryDeployment } from './live-fields.ts';
import { present } from './present.ts';
import { unavailableSince } from './readiness.ts';
import { sameInput } from './rollout-input.ts';
import { isForcedUpdateDue } from './rollout-plan.ts';
import { historyAfter, intendedRollout } from './rollout-record.ts';
import type { ServiceFacts, Withheld } from './service-plan.ts';
import type { ServiceSituation } from './situation.ts';
import { handledNow } from './verbs.ts';

export interface FactsInput {
  readonly situation: ServiceSituation;
  readonly service: Service;
  readonly findings: Findings;
  /** The update that is about to be sent. */
  readonly update: UpdateAction | undefined;
  readonly gates: GateDecision;
  readonly withheld: readonly Withheld[];
}

/** The status facts of an existing service: what is known, what is ours, and what is about to be sent. */
export function existingFacts(input: FactsInput): ServiceFacts {
  const { situation, service, findings, update, gates, withheld } = input;
  const { status, scope } = situation;
  const rollout = nextRollout(input);
  const notDone = withheld.flatMap(({ differences }) => differences);
  const proven = rollout?.countReached === true;
  return present<ServiceFacts>({
    accountId: scope.accountId,
    region: scope.region,
    ...identityFacts(situation, service),
    taskDefinition: taskDefinitionFacts(situation, service),
    rollout,
    history: historyAfter(status.history, status.rollout, rollout),
    failedTasks: failedTasksFact(situation, rollout),
    ...countFacts(input),
    ...ownershipFacts(situation, findings),
    pending: update?.pending ?? gates.pending ?? (isForcedUpdateDue(situation, service) ? status.pending : undefined),
    plan: notDone.length > 0 && isShown(situation) ? notDone : undefined,
    lastHandled: handledNow(situation, handledVerbs(input, rollout)),
    unavailableSince: unavailableSince(service, status.unavailableSince, proven, situation.domainNow),
    selector: status.selector,
    adopted: status.adopted === true || adoptsService(situation, service) ? true : undefined,
    desiredCountOwner: findings.count.owner,
  });
}

type IdentityFacts = Pick<
  EcsServiceStatus,
  'serviceArn' | 'clusterArn' | 'serviceName' | 'serviceCreatedAt' | 'creations'
>;

function identityFacts({ status, sent, serviceName }: ServiceSituation, service: Service): Partial<IdentityFacts> {
  const created =
    status.pending?.operation === 'CreateService' || sent.some((one) => one.operation === 'CreateService');
  return present<Partial<IdentityFacts>>({
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    serviceName,
    serviceCreatedAt: service.createdAt?.toISOString(),
    creations: created ? (status.creations ?? 0) + 1 : Math.max(status.creations ?? 0, 1),
  });
}

function taskDefinitionFacts(
  { status, taskDefinition }: ServiceSituation,
  service: Service,
): EcsServiceStatus['taskDefinition'] {
  const { wanted: before, resolvedFor } = status.taskDefinition ?? {};
  const known = taskDefinition.kind === 'none' ? undefined : before;
  const inUse = primaryDeployment(service)?.taskDefinition ?? service.taskDefinition;
  return present<NonNullable<EcsServiceStatus['taskDefinition']>>({
    wanted: taskDefinition.kind === 'resolved' ? taskDefinition.arn : known,
    inUse,
    revision: inUse === undefined ? undefined : lastSegment(inUse),
    resolvedFor,
  });
}

/** The rollout that is about to be sent, else the one that is. */
function nextRollout({ situation, findings, update }: FactsInput): RolloutStatus | undefined {
  const { input, rollout, anew } = findings.rollout;
  const recorded = situation.status.rollout;
  if (update?.startsDeployment !== true || input === undefined) return rollout ?? recorded;
  const announced = sameInput(recorded, input) && recorded.deploymentId === undefined && !anew;
  return announced ? recorded : intendedRollout(input, situation.domainNow);
}

/** The failed tasks of the newest rollout; a new rollout starts without. */
function failedTasksFact(
  { status, observed }: ServiceSituation,
  rollout: RolloutStatus | undefined,
): EcsServiceStatus['failedTasks'] {
  const before = rollout?.deploymentId === status.rollout?.deploymentId ? status.failedTasks : undefined;
  if (rollout === undefined || observed.failedTasks === undefined) return before;
  const records = failedTaskRecords(rollout, observed.failedTasks);
  return records.length > 0 ? records : before;
}

type CountFacts = Pick<
  EcsServiceStatus,
  'desiredCount' | 'runningCount' | 'pendingCount' | 'releasedDesiredCount' | 'appliedDesiredCount' | 'countsAt'
>;

function countFacts({ situation, service, findings, update }: FactsInput): Partial<CountFacts> {
  const { status } = situation;
  const asWanted = findings.count.count !== undefined && findings.countToSend === undefined;
  return present<Partial<CountFacts>>({
    desiredCount: service.desiredCount,
    runningCount: service.runningCount,
    pendingCount: service.pendingCount,
    countsAt: status.countsAt,
    releasedDesiredCount: findings.count.released,
    appliedDesiredCount: asWanted ? findings.count.count : (update?.input.desiredCount ?? status.appliedDesiredCount),
  });
}

type OwnershipFacts = Pick<EcsServiceStatus, 'ownedFields' | 'appliedHashes' | 'ownedTagKeys'>;

/** Fields of ours are those that the spec names, and those that left it and are not reset yet. */
function ownershipFacts(situation: ServiceSituation, findings: Findings): Partial<OwnershipFacts> {
  const { comparison, rollout, others, settled, tags } = findings;
  const { status } = situation;
  const open = [...rollout.differences, ...others];
  const toReset = open.filter(({ cause }) => cause === 'Removed').map(({ rule }) => rule.path);
  const unresolved = unresolvedTaskDefinition(situation);
  const named = [...comparison.wanted.keys(), ...unresolved];
  const tagHash = tags === undefined ? tagsHash(situation) : status.appliedHashes?.tags;
  return present<Partial<OwnershipFacts>>({
    ownedFields: [...new Set([...named, ...toReset])].sort(),
    appliedHashes: {
      ...nextAppliedHashes({ comparison, open, settled, before: status.appliedHashes ?? {}, unresolved }),
      ...(tagHash === undefined ? {} : { tags: tagHash }),
    },
    ownedTagKeys: [...Object.keys(situation.desiredTags), ...(tags?.remove ?? [])].sort(),
  });
}

/** While the task definition is not known, the field stays ours. */
function unresolvedTaskDefinition({ taskDefinition, status }: ServiceSituation): readonly string[] {
  if (taskDefinition.kind === 'none' || taskDefinition.kind === 'resolved') return [];
  return (status.ownedFields ?? []).filter((path) => path === 'taskDefinition');
}

/**
 * A user's verbs count as handled once what they ask for is announced in status. A retry where nothing was refused is
 * handled, too: it must not wait for a refusal to come.
 */
function handledVerbs(
  { situation, update, gates }: FactsInput,
  rollout: RolloutStatus | undefined,
): readonly Annotation[] {
  if (situation.status.serviceArn === undefined) return Object.values(Annotation);
  const starts = update?.startsDeployment === true;
  const refused = rollout !== undefined && wasRefused(rollout.status);
  return [
    Annotation.ReconcileRequestedAt,
    ...gates.handled,
    ...(starts || !refused ? [Annotation.RetryRollout] : []),
    ...(starts && update.input.forceNewDeployment === true ? [Annotation.RestartedAt] : []),
  ];
}

function isShown({ spec }: ServiceSituation): boolean {
  return spec.suspend === true || spec.driftPolicy === 'Observe';
}
