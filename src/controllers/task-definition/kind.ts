import { EcsTaskDefinitionType } from '../../api/resources.ts';
import type { EcsTaskDefinition } from '../../api/resources.ts';
import { Reason } from '../../api/reasons.ts';
import type { EcsTaskDefinitionStatus } from '../../api/status.ts';
import { AwsError } from '../../aws/errors.ts';
import { defaultAwsName } from '../../ecs/names.ts';
import { isClaimed, refusalReason } from '../../ecs/adoption.ts';
import { describeOwner } from '../../ecs/ownership.ts';
import { taskDefinitionHash } from '../../ecs/task-definition/content-hash.ts';
import { contentProblems } from '../../ecs/task-definition/content-problems.ts';
import type { TaskDefinitionStep } from '../../ecs/task-definition/plan.ts';
import { resolveTaskDefinition } from '../../ecs/task-definition/register-input.ts';
import { referrersBehind } from '../../ecs/task-definition/referrers.ts';
import type { Settings } from '../framework/deps.ts';
import type { Kind } from '../framework/kind.ts';
import type { Session } from '../framework/session.ts';
import { STALLED_RETRY_MS } from '../framework/verdict.ts';
import type { Verdict } from '../framework/verdict.ts';
import { Priority } from '../../runtime/priority.ts';
import { approachInSync } from './execute.ts';
import type { Referrers } from './referrers.ts';
import { releaseFamily } from './release-family.ts';
import { removeRevisions } from './remove-revisions.ts';
import { retainRevisions } from './retain-revisions.ts';
import { hasRoleReferences, resolveRoles } from './roles.ts';
import type { RevisionChecks } from './revision-checks.ts';
import { owningKeys, revisionTags } from './revision-tags.ts';

type Facts = EcsTaskDefinitionStatus;

/** How often a registered revision waits for its services to take it up, without their waking it. */
const REFERRER_POLL_MS = 15_000;

/** How often a family that is to be adopted is looked for. */
const ADOPTION_POLL_MS = 60_000;

/** EcsTaskDefinition: one family, one revision per content. */
export class TaskDefinitionKind implements Kind<EcsTaskDefinition> {
  readonly type = EcsTaskDefinitionType;
  readonly defaultDeletionPolicy = 'Retain';
  readonly resyncCost = { operation: 'DescribeTaskDefinition', callsPerObject: 1 } as const;
  readonly #referrers: Referrers;
  readonly #checks: RevisionChecks;
  readonly #settings: Settings;

  constructor(referrers: Referrers, checks: RevisionChecks, settings: Settings) {
    this.#referrers = referrers;
    this.#checks = checks;
    this.#settings = settings;
  }

  /** Content that no known revision carries will be registered: said before the call, so that it is made once. */
  begin(object: EcsTaskDefinition, facts: Facts): Facts {
    const { family, hash, problems } = this.#content(object, facts);
    const owning = owningKeys({ ...facts, family }, revisionTags(object, hash, this.#settings));
    const known = (facts.revisions ?? []).some((record) => record.hash === hash);
    const isKnown = problems.length === 0 && !hasRoleReferences(object);
    const willRegister = isKnown && !known && facts.pending === undefined;
    return willRegister ? this.#checks.announce(object, owning, hash) : owning;
  }

  async reconcile(session: Session<EcsTaskDefinition>): Promise<Verdict> {
    const waits = await resolveRoles(session);
    if (waits !== undefined) return waits;
    const { family, hash, problems } = this.#content(session.object, session.facts);
    if (problems.length > 0) return invalid(problems);
    const last = await this.#approach(session, family, hash);
    if (session.object.spec.suspend === true) return suspended(session, last);
    if (last.kind === 'notOwned') return notOwned(last, family, session.owner.installation);
    if (last.kind === 'nothingToAdopt') return nothingToAdopt(family);
    if (last.kind === 'register') return drifted();
    return this.#report(session);
  }

  async #approach(session: Session<EcsTaskDefinition>, family: string, hash: string): Promise<TaskDefinitionStep> {
    try {
      const last = await approachInSync({ session, family, hash, checks: this.#checks });
      this.#settle(session);
      return last;
    } catch (error) {
      if (error instanceof AwsError && error.class !== 'throttle') this.#settle(session);
      throw error;
    }
  }

  /** An announced call that was not sent, or that AWS refused, has no outcome to look for. */
  #settle(session: Session<EcsTaskDefinition>): void {
    if (this.#checks.outcomeUnknown(session.object, session.facts)) return;
    const { pending: _noEffect, ...facts } = session.facts;
    session.facts = facts;
  }

  hasRemains(facts: Facts): boolean {
    return (facts.revisions ?? []).length > 0 || facts.pending !== undefined;
  }

  remove(session: Session<EcsTaskDefinition>): Promise<Verdict | 'gone'> {
    return removeRevisions(session, this.#referrers, this.#checks);
  }

  release(session: Session<EcsTaskDefinition>): Promise<void> {
    return releaseFamily(session);
  }

  #content(object: EcsTaskDefinition, facts: Facts): { family: string; hash: string; problems: readonly string[] } {
    const family = object.spec.family ?? defaultAwsName(object.metadata);
    const content = resolveTaskDefinition(object.spec, family, facts);
    return {
      family,
      hash: taskDefinitionHash(content, this.#settings.hashVersion),
      problems: contentProblems(content),
    };
  }

  /** Ready only once every service that refers to it has taken the revision up (design: no false Ready). */
  async #report(session: Session<EcsTaskDefinition>): Promise<Verdict> {
    const { taskDefinitionArn = '', family, revision } = session.facts;
    const { plan: _done, ...facts } = session.facts;
    session.facts = facts;
    const behind = referrersBehind(this.#referrers.of(session.object.metadata), taskDefinitionArn);
    if (behind.length > 0) {
      const message = `Registered ${family}:${revision}; waiting for EcsService ${behind.join(', ')} to take it up.`;
      return { kind: 'progressing', message, againMs: REFERRER_POLL_MS, priority: Priority.RolloutPoll };
    }
    return {
      kind: 'ready',
      reason: Reason.Registered,
      message: `Revision ${family}:${revision} is registered.`,
      againMs: (await retainRevisions(session, this.#referrers)) ?? session.deps.settings.revisionCheckMs,
    };
  }
}

/** What ECS is sure to refuse is not sent. */
function invalid(problems: readonly string[]): Verdict {
  const message = `The spec is not what ECS takes: ${problems.join('; ')}. Nothing was registered. Correct the spec.`;
  return { kind: 'stalled', reason: Reason.InvalidSpec, message, againMs: STALLED_RETRY_MS };
}

function suspended(session: Session<EcsTaskDefinition>, last: TaskDefinitionStep): Verdict {
  const differences = describeStep(last);
  const { plan: _old, ...facts } = session.facts;
  session.facts = differences.length > 0 ? { ...facts, plan: differences } : facts;
  return { kind: 'suspended', differences, againMs: session.deps.settings.revisionCheckMs };
}

/** What a step would do, for users. */
function describeStep(step: TaskDefinitionStep): string[] {
  switch (step.kind) {
    case 'register':
      return [`RegisterTaskDefinition (${step.because})`];
    case 'tag':
      return [
        `Tag the revision: set ${Object.keys(step.change.set).join(', ')} remove ${step.change.remove.join(', ')}`,
      ];
    case 'adopt':
      return [`Adopt revision ${step.reading.revision}, which has the spec's content`];
    case 'adoptFamily':
      return ['Adopt the family, and register the spec as its next revision'];
    default:
      return [];
  }
}

/** The family is somebody else's; two objects of one installation are a conflict. */
function notOwned(step: TaskDefinitionStep & { kind: 'notOwned' }, family: string, installation: string): Verdict {
  const { tags } = step.head;
  const adoption = isClaimed(tags) ? '' : ' Set adoptionPolicy to IfExists to take the family over; or';
  const advice = `${adoption} choose another \`family\`, or deregister the revisions that are there.`.trim();
  const message =
    `Family ${family} has ACTIVE revision ${step.head.revision}, registered by ${describeOwner(tags)}. ` +
    `Nothing was registered. ${advice.charAt(0).toUpperCase()}${advice.slice(1)}`;
  return { kind: 'stalled', reason: refusalReason(tags, installation), message, againMs: STALLED_RETRY_MS };
}

function nothingToAdopt(family: string): Verdict {
  const message = `Family ${family} has no ACTIVE revision to adopt, and adoptionPolicy Required creates none.`;
  return { kind: 'waiting', reason: Reason.DependencyNotReady, message, againMs: ADOPTION_POLL_MS };
}

function drifted(): Verdict {
  const message =
    'The registered revision is not ACTIVE any more, and driftPolicy is Observe. Set driftPolicy to Correct to register it again.';
  return { kind: 'stalled', reason: Reason.Drifted, message, againMs: STALLED_RETRY_MS };
}
