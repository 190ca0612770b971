import { GROUP } from '../../api/annotations.ts';
import { EcsServiceType } from '../../api/resources.ts';
import type { EcsService } from '../../api/resources.ts';
import type { EcsServiceStatus } from '../../api/status.ts';
import type { ServiceAction } from '../../ecs/service/action.ts';
import { afterAction } from '../../ecs/service/after-action.ts';
import { withSettledCounts } from '../../ecs/service/settled-counts.ts';
import { pendingCreation } from '../../ecs/service/plan-absent.ts';
import { present } from '../../ecs/service/present.ts';
import { planService } from '../../ecs/service/plan.ts';
import { statusWith } from '../../ecs/service/service-plan.ts';
import type { ServicePlan } from '../../ecs/service/service-plan.ts';
import type { ServiceSituation } from '../../ecs/service/situation.ts';
import type { Clock } from '../../runtime/clock.ts';
import { Priority } from '../../runtime/priority.ts';
import type { Settings } from '../framework/deps.ts';
import { conditionOf } from '../framework/events.ts';
import type { Kind } from '../framework/kind.ts';
import type { Session } from '../framework/session.ts';
import type { Verdict } from '../framework/verdict.ts';
import { noteAdoption, noteSent } from './events.ts';
import { sendAction } from './execute.ts';
import type { BeforeAnnouncement } from './execute.ts';
import { FreshChanges, TOGETHER_MS } from './fresh-changes.ts';
import { observeService } from './observe.ts';
import { RevisionCache } from './revision-cache.ts';
import type { ServiceReferences } from './references.ts';
import { verdictOf } from './report.ts';
import { releaseService, removeService } from './remove.ts';
import { addressOf } from './service-address.ts';
import { situationOf } from './service-situation.ts';
import { readTarget } from './scaling-knowledge.ts';
import { knownTaskDefinition, resolveFamily } from './task-definition.ts';
import { UnsentRollouts } from './unsent-rollouts.ts';

type Facts = EcsServiceStatus;

/** EcsService: one ECS service. */
export class ServiceKind implements Kind<EcsService> {
  readonly type = EcsServiceType;
  readonly defaultDeletionPolicy = 'Delete';
  readonly resyncCost = { operation: 'DescribeServices', callsPerObject: 1 / 10 } as const;
  readonly #references: ServiceReferences;
  readonly #settings: Settings;
  /** The domain clock. */
  readonly #clock: Clock;
  readonly #unsent = new UnsentRollouts();
  readonly #fresh = new FreshChanges();
  readonly #revisions = new RevisionCache();

  constructor(references: ServiceReferences, settings: Settings, clock: Clock) {
    this.#references = references;
    this.#settings = settings;
    this.#clock = clock;
  }

  /**
   * The revision that the service will ask for is named at once: its task definition waits for that. So is a creation,
   * which AWS does not notice to be sent twice once its token is forgotten.
   */
  begin(object: EcsService, facts: Facts): Facts {
    const selector = `${GROUP}/service-uid=${object.metadata.uid}`;
    const { serviceName } = addressOf(object);
    const { accountId, region } = facts;
    if (accountId === undefined || region === undefined) return { ...facts, selector, serviceName };
    const known = knownTaskDefinition(object, this.#references, { accountId, region });
    if (known?.kind !== 'resolved') return { ...facts, selector, serviceName };
    const named = withWanted({ ...facts, selector, serviceName }, known.arn);
    if (facts.serviceArn !== undefined || facts.missingSince !== undefined) return named;
    if (object.spec.adoptionPolicy === 'Required') return named;
    return { ...named, pending: pendingCreation(object.metadata.uid, facts, this.#clock.now()) };
  }

  async reconcile(session: Session<EcsService>): Promise<Verdict> {
    const taskDefinition = await this.#taskDefinition(session);
    await this.#announceReference(session, taskDefinition);
    const gathering = this.#gathering(session);
    if (gathering !== undefined) return gathering;
    const unsent = this.#unsent.has(session.object.metadata.uid, session.facts.rollout);
    const observed = await observeService(session, addressOf(session.object), { unsent, revisions: this.#revisions });
    const scaling = await readTarget(session, observed.service, this.#references.scaling(session.object));
    return this.#carryOut(session, situationOf(session, { taskDefinition, observed, scaling }));
  }

  hasRemains({ serviceArn, pending }: Facts): boolean {
    return serviceArn !== undefined || pending !== undefined;
  }

  remove(session: Session<EcsService>): Promise<Verdict | 'gone'> {
    this.#fresh.forget(session.object.metadata.uid);
    return removeService(session, this.#unsent);
  }

  release(session: Session<EcsService>): Promise<void> {
    return releaseService(session, this.#unsent);
  }

  async #taskDefinition(session: Session<EcsService>): Promise<ServiceSituation['taskDefinition']> {
    const known = knownTaskDefinition(session.object, this.#references, session.aws.scope);
    return known ?? resolveFamily(session, session.object.spec.taskDefinition ?? '');
  }

  /** A changed referent is written down before AWS is called: no moment at which everything looks done. */
  async #announceReference(session: Session<EcsService>, reading: ServiceSituation['taskDefinition']): Promise<void> {
    const { spec, status } = session.object;
    if (spec.suspend === true) return;
    if (reading.kind === 'unregistered') return session.save(this.#progress(session, reading.message));
    if (reading.kind !== 'resolved' || reading.arn === status?.taskDefinition?.wanted) return;
    session.facts = withWanted(session.facts, reading.arn);
    await session.save(this.#progress(session, 'Taking up a new task definition revision.'));
  }

  /** A running service that has just changed waits a moment for what is applied together with the change. */
  #gathering({ object, facts, deps }: Session<EcsService>): Verdict | undefined {
    const change = `${object.metadata.generation} ${facts.taskDefinition?.wanted ?? ''}`;
    const isFresh = this.#fresh.isFresh(object.metadata.uid, change, deps.clocks.wall.now());
    const reconciling = conditionOf(object.status, 'Reconciling');
    if (!isFresh || facts.serviceArn === undefined || reconciling === undefined) return undefined;
    const { message } = reconciling;
    return { kind: 'progressing', message, againMs: TOGETHER_MS, priority: Priority.UserChange };
  }

  #progress(session: Session<EcsService>, message: string): Verdict {
    return verdictOf({ kind: 'progressing', message, poll: 'reference' }, session.facts, this.#settings);
  }

  /** One call after another, planning anew with each answer; no kind of call twice in one reconcile. */
  async #carryOut(session: Session<EcsService>, first: ServiceSituation): Promise<Verdict> {
    let situation = first;
    for (;;) {
      const plan = planService(situation);
      const { lastHandled, rollout, history, failedTasks, adopted } = session.facts;
      const before = present<BeforeAnnouncement>({ lastHandled, rollout, history, failedTasks });
      this.#record(session, plan);
      for (const notice of plan.notices) session.note(notice);
      if (adopted !== session.facts.adopted) noteAdoption(session);
      const [next] = plan.actions;
      if (next === undefined || wasSent(situation, next)) {
        return verdictOf(plan.outcome, session.facts, this.#settings);
      }
      await this.#announce(session, plan, next);
      const answer = await sendAction(session, next, this.#unsent, before);
      if (answer.refused !== true) noteSent(session, next, plan);
      situation = {
        ...situation,
        status: session.facts,
        observed: afterAction(situation.observed, next, answer),
        sent: [...situation.sent, next],
      };
    }
  }

  #record(session: Session<EcsService>, plan: ServicePlan): void {
    const next = statusWith(session.facts, plan.facts);
    session.facts = withSettledCounts(session.object.status ?? {}, next, session.deps.clocks.domain.now());
  }

  /** What is about to be sent is written down first, where AWS or a user could not tell afterwards whose it was. */
  async #announce(session: Session<EcsService>, plan: ServicePlan, action: ServiceAction): Promise<void> {
    const starts =
      action.operation === 'CreateService' || (action.operation === 'UpdateService' && action.startsDeployment);
    if (!starts) return session.saveFacts();
    this.#unsent.announce(session.object.metadata.uid, session.facts.rollout);
    return session.save(verdictOf(plan.outcome, session.facts, this.#settings));
  }
}

/** A plan that asks for the same kind of call again has not taken the answer; hooks are answered one by one. */
function wasSent({ sent }: ServiceSituation, next: ServiceAction): boolean {
  if (next.operation !== 'ContinueServiceDeployment') return sent.some(({ operation }) => operation === next.operation);
  const { hookId } = next.input;
  return sent.some((action) => action.operation === next.operation && action.input.hookId === hookId);
}

function withWanted(facts: Facts, arn: string | undefined): Facts {
  return arn === undefined ? facts : { ...facts, taskDefinition: { ...facts.taskDefinition, wanted: arn } };
}
