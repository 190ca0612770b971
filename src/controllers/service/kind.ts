import { GROUP } from '../../api/annotations.ts';
import { EcsServiceType } from '../../api/resources.ts';
import type { EcsService } from '../../api/resources.ts';
import type { EcsServiceStatus } from '../../api/status.ts';
import type { ServiceAction } from '../../ecs/service/action.ts';
import { afterAction } from '../../ecs/service/after-action.ts';
import { withSettledCounts } from '../../ecs/service/counts.ts';
import { pendingCreation } from '../../ecs/service/plan-absent.ts';
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
import { sendAction } from './execute.ts';
import { FreshChanges, TOGETHER_MS } from './fresh-changes.ts';
import { observeService } from './observe.ts';
import { RevisionCache } from './revision-cache.ts';
import type { ServiceReferences } from './references.ts';
import { verdictOf } from './report.ts';
import { releaseService, removeService } from './remove.ts';
import { addressOf, situationOf } from './service-situation.ts';
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
      const { lastHandled, adopted } = session.facts;
      this.#record(session, plan);
      if (adopted !== session.facts.adopted) noteAdoption(session);
      const [next] = plan.actions;
      if (next === undefined || situation.sent.some(({ operation }) => operation === next.operation)) {
        return verdictOf(plan.outcome, session.facts, this.#settings);
      }
      await this.#announce(session, plan, next);
      const answer = await sendAction(session, next, this.#unsent, lastHandled);
      this.#note(session, next, plan);
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

  #note(session: Session<EcsService>, { operation }: ServiceAction, plan: ServicePlan): void {
    const reasons = { CreateService: 'ServiceCreated', UpdateService: 'ServiceUpdated' } as const;
    if (operation !== 'CreateService' && operation !== 'UpdateService') return;
    const changes =
      operation === 'CreateService' ? `Created service ${session.facts.serviceName}` : plan.changes.join('; ');
    session.note({ type: 'Normal', reason: reasons[operation], message: `${changes}.` });
  }
}

function noteAdoption(session: Session<EcsService>): void {
  const { facts, object } = session;
  if (facts.adopted !== true || object.spec.suspend === true) return;
  const message = `Took over service ${facts.serviceName}; nothing but tags is changed unless the spec asks for it.`;
  session.note({ type: 'Normal', reason: 'ServiceAdopted', message });
}

function withWanted(facts: Facts, arn: string | undefined): Facts {
  return arn === undefined ? facts : { ...facts, taskDefinition: { ...facts.taskDefinition, wanted: arn } };
}
