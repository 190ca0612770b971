import { Priority } from '../../runtime/priority.ts';
import { Reason } from '../../api/reasons.ts';
import { EcsScalingType } from '../../api/resources.ts';
import type { EcsScaling, EcsService } from '../../api/resources.ts';
import type { EcsScalingStatus } from '../../api/status.ts';
import { isClaimed } from '../../ecs/adoption.ts';
import { describeOwner } from '../../ecs/ownership.ts';
import type { TagMap } from '../../ecs/ownership.ts';
import { planScaling } from '../../ecs/scaling/plan.ts';
import type { ScalingObservation, ScalingPlan } from '../../ecs/scaling/plan.ts';
import { describeTarget, owningNames, settled } from '../../ecs/scaling/facts.ts';
import type { Store } from '../../kube/port.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Settings } from '../framework/deps.ts';
import type { Kind } from '../framework/kind.ts';
import type { Session } from '../framework/session.ts';
import { STALLED_RETRY_MS } from '../framework/verdict.ts';
import type { Verdict } from '../framework/verdict.ts';
import { executeScaling } from './execute.ts';
import { observeScaling, readTargetTags } from './observe.ts';
import { removeScaling } from './remove.ts';
import { resolveService } from './scaled-service.ts';
import { targetTags } from './target-tags.ts';
import { UnfinishedPlans } from './unfinished-plans.ts';
import type { BegunPlan } from './unfinished-plans.ts';

type Facts = EcsScalingStatus;

/** After a write the target is read again rather than believed: DescribeScalableTargets is eventually consistent. */
const VERIFY_MS = 2_000;

/** How often a target that is to be adopted is looked for. */
const ADOPTION_POLL_MS = 60_000;

/** EcsScaling: the scalable target of one service, with its policies and scheduled actions. */
export class ScalingKind implements Kind<EcsScaling> {
  readonly type = EcsScalingType;
  readonly defaultDeletionPolicy = 'Delete';
  /** Pages of ten policies, and of fifty targets and scheduled actions. */
  readonly resyncCost = { operation: 'DescribeScalingPolicies', callsPerObject: 1 / 10 + 2 / 50 } as const;
  readonly #services: Store<EcsService>;
  readonly #settings: Settings;
  readonly #unfinished: UnfinishedPlans;

  /** `clock`: the domain clock. */
  constructor(services: Store<EcsService>, settings: Settings, clock: Clock) {
    this.#services = services;
    this.#settings = settings;
    this.#unfinished = new UnfinishedPlans(clock);
  }

  /** What will be made is named before it is made, so that it can be taken away again whatever happens. */
  begin(object: EcsScaling, facts: Facts): Facts {
    return owningNames(facts, object.spec, Object.keys(targetTags(object, this.#settings)));
  }

  async reconcile(session: Session<EcsScaling>): Promise<Verdict> {
    const scaled = resolveService(session.object, this.#services);
    if (scaled.kind === 'waiting') return scaled;
    session.facts = { ...session.facts, resourceId: scaled.resourceId };
    const unfinished = this.#unfinished.take(session.object, scaled.resourceId);
    if (unfinished !== undefined) return this.#execute(session, scaled.resourceId, unfinished);
    const observed = await this.#observe(session, scaled.resourceId);
    const plan = await this.#plan(session, scaled.resourceId, observed);
    if (plan.kind === 'notOwned') return notOwned(scaled.resourceId, plan.tags);
    if (plan.kind === 'nothingToAdopt') return nothingToAdopt(scaled.resourceId);
    return this.#carryOut(session, scaled.resourceId, plan, observed);
  }

  hasRemains(facts: Facts): boolean {
    return facts.resourceId !== undefined;
  }

  remove(session: Session<EcsScaling>): Promise<Verdict | 'gone'> {
    return removeScaling(session);
  }

  /** Tags are read once for a generation: nothing else of ours changes them. */
  async #observe(session: Session<EcsScaling>, resourceId: string): Promise<ScalingObservation> {
    const observed = await observeScaling(session, resourceId);
    const tagged = session.facts.taggedGeneration === session.object.metadata.generation;
    const arn = observed.target?.ScalableTargetARN;
    return !tagged && arn !== undefined ? { ...observed, tags: await readTargetTags(session, arn) } : observed;
  }

  async #plan(
    session: Session<EcsScaling>,
    resourceId: string,
    observed: ScalingObservation,
  ): Promise<Exclude<ScalingPlan, { kind: 'readTags' }>> {
    const situation = {
      spec: session.object.spec,
      status: session.facts,
      resourceId,
      owner: session.owner,
      desiredTags: targetTags(session.object, this.#settings),
    };
    const plan = planScaling({ ...situation, observed });
    if (plan.kind !== 'readTags') return plan;
    const again = planScaling({
      ...situation,
      observed: { ...observed, tags: await readTargetTags(session, plan.arn) },
    });
    if (again.kind === 'readTags') throw new Error('The plan asks again for tags that it was given');
    return again;
  }

  async #carryOut(
    session: Session<EcsScaling>,
    resourceId: string,
    plan: ScalingPlan & { kind: 'actions' },
    observed: ScalingObservation,
  ): Promise<Verdict> {
    const { suspend, driftPolicy } = session.object.spec;
    const differences = plan.actions.map((action) => action.what);
    session.facts = describeTarget(session.facts, observed, plan.foreign);
    if (plan.adopts) session.facts = { ...session.facts, adopted: true };
    if (suspend === true) {
      session.facts = withPlan(session.facts, differences);
      return { kind: 'suspended', differences, againMs: session.deps.settings.resyncMs };
    }
    const isDrift = session.object.status?.observedGeneration === session.object.metadata.generation;
    if (isDrift && driftPolicy === 'Observe' && differences.length > 0) return drifted(session, differences);
    session.facts = withPlan(session.facts, []);
    if (plan.actions.length === 0) return this.#ready(session);
    if (plan.adopts) await announceAdoption(session);
    return this.#execute(session, resourceId, this.#unfinished.begin(plan.actions));
  }

  async #execute(session: Session<EcsScaling>, resourceId: string, plan: BegunPlan): Promise<Verdict> {
    await executeScaling(session, plan, (rest) => this.#unfinished.keep(session.object, resourceId, rest));
    session.note({
      type: 'Normal',
      reason: 'ScalingChanged',
      message: `${plan.actions.map((action) => action.what).join('; ')}.`,
    });
    // As a resync read, so that many objects that were changed together share one listing.
    const message = 'Waiting to read back what was changed.';
    return { kind: 'progressing', message, againMs: VERIFY_MS, priority: Priority.Resync };
  }

  #ready(session: Session<EcsScaling>): Verdict {
    const tagKeys = Object.keys(targetTags(session.object, this.#settings));
    session.facts = settled(session.facts, session.object, tagKeys);
    const { minCapacity, maxCapacity } = session.facts;
    return {
      kind: 'ready',
      reason: Reason.Configured,
      message: `Scales between ${minCapacity} and ${maxCapacity} tasks.`,
      againMs: session.deps.settings.resyncMs,
    };
  }
}

/** Written down before the tags are: afterwards nothing tells an adopted target from one that we registered. */
async function announceAdoption(session: Session<EcsScaling>): Promise<void> {
  await session.saveFacts();
  const message = `Took over the scalable target of ${session.facts.resourceId}.`;
  session.note({ type: 'Normal', reason: 'TargetAdopted', message });
}

function withPlan(facts: Facts, differences: readonly string[]): Facts {
  const { plan: _old, ...rest } = facts;
  return differences.length === 0 ? rest : { ...rest, plan: [...differences] };
}

function nothingToAdopt(resourceId: string): Verdict {
  const message = `${resourceId} has no scalable target to adopt, and adoptionPolicy Required registers none.`;
  return { kind: 'waiting', reason: Reason.DependencyNotReady, message, againMs: ADOPTION_POLL_MS };
}

function drifted(session: Session<EcsScaling>, differences: readonly string[]): Verdict {
  session.facts = withPlan(session.facts, differences);
  const message = `AWS differs from the spec, and driftPolicy is Observe: ${differences.join('; ')}.`;
  return { kind: 'stalled', reason: Reason.Drifted, message, againMs: session.deps.settings.resyncMs };
}

function notOwned(resourceId: string, tags: TagMap): Verdict {
  const adoption = isClaimed(tags) ? '' : ' Set adoptionPolicy to IfExists to take it over; or';
  const advice = `${adoption} deregister that target first, or delete this object.`.trim();
  const message =
    `${resourceId} has a scalable target already, made by ${describeOwner(tags)}. Nothing was changed. ` +
    `${advice.charAt(0).toUpperCase()}${advice.slice(1)}`;
  return { kind: 'stalled', reason: Reason.NotOwned, message, againMs: STALLED_RETRY_MS };
}
