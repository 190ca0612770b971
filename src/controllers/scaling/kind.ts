import { Priority } from '../../runtime/priority.ts';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import { EcsScalingType } from '../../api/resources.ts';
import type { EcsScaling, EcsService } from '../../api/resources.ts';
import type { EcsScalingStatus } from '../../api/scaling-status.ts';
import { begun, describeTarget, ownsMore, owningNames, settled } from '../../ecs/scaling/facts.ts';
import { alarmsWithoutData } from '../../ecs/scaling/missing-data.ts';
import { planScaling } from '../../ecs/scaling/plan.ts';
import type { ScalingPlan } from '../../ecs/scaling/plan.ts';
import type { ScalingObservation } from '../../ecs/scaling/situation.ts';
import type { Store } from '../../kube/port.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Settings } from '../framework/deps.ts';
import type { Kind } from '../framework/kind.ts';
import type { Session } from '../framework/session.ts';
import type { Verdict } from '../framework/verdict.ts';
import { ActivityReads } from './activity-reads.ts';
import { executeScaling } from './execute.ts';
import { observeScaling, readAlarmTags, readTargetTags } from './observe.ts';
import { releaseScaling, removeScaling } from './remove.ts';
import { readDesiredCount, resolveService } from './scaled-service.ts';
import { labelTargetGroups } from './target-groups.ts';
import { targetTags } from './target-tags.ts';
import { UnfinishedPlans } from './unfinished-plans.ts';
import type { BegunPlan } from './unfinished-plans.ts';
import { configured, drifted, nothingToAdopt, notOwned } from './verdicts.ts';

type Facts = EcsScalingStatus;

/** After a write the target is read again rather than believed: DescribeScalableTargets is eventually consistent. */
const VERIFY_MS = 2_000;

/** EcsScaling: the scalable target of one service, with its policies, their alarms, and scheduled actions. */
export class ScalingKind implements Kind<EcsScaling> {
  readonly type = EcsScalingType;
  readonly defaultDeletionPolicy = 'Delete';
  /** Pages of ten policies, and of fifty targets and scheduled actions. */
  readonly resyncCost = { operation: 'DescribeScalingPolicies', callsPerObject: 1 / 10 + 2 / 50 } as const;
  readonly #services: Store<EcsService>;
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #unfinished: UnfinishedPlans;
  readonly #activities: ActivityReads;

  /** `clock`: the domain clock. */
  constructor(services: Store<EcsService>, settings: Settings, clock: Clock) {
    this.#services = services;
    this.#settings = settings;
    this.#clock = clock;
    this.#unfinished = new UnfinishedPlans(clock);
    this.#activities = new ActivityReads(clock);
  }

  /** What will be made is named before it is made, so that it can be taken away again whatever happens. */
  begin(object: EcsScaling, facts: Facts): Facts {
    const scaled = resolveService(object, this.#services);
    const located = scaled.kind === 'found' ? { ...facts, resourceId: scaled.resourceId } : facts;
    return begun(located, object.spec, this.#tagKeys(object));
  }

  async reconcile(session: Session<EcsScaling>): Promise<Verdict> {
    const scaled = resolveService(session.object, this.#services);
    if (scaled.kind === 'waiting') return scaled;
    session.facts = { ...session.facts, resourceId: scaled.resourceId };
    const unfinished = this.#unfinished.take(session.object, scaled.resourceId);
    if (unfinished !== undefined) return this.#execute(session, scaled.resourceId, unfinished);
    const labelled = await labelTargetGroups(session, this.#services);
    if (labelled.kind !== 'labelled') return labelled;
    const observed = await this.#observe(session, scaled.resourceId);
    const { plan, tagged } = await this.#plan(session, scaled.resourceId, labelled.spec, observed);
    if (plan.kind === 'notOwned') return notOwned(scaled.resourceId, plan.tags, session.owner.installation, plan.what);
    if (plan.kind === 'nothingToAdopt') return nothingToAdopt(scaled.resourceId);
    return this.#carryOut(session, scaled.resourceId, plan, tagged);
  }

  hasRemains(facts: Facts): boolean {
    return facts.resourceId !== undefined;
  }

  remove(session: Session<EcsScaling>): Promise<Verdict | 'gone'> {
    this.#activities.forget(session.object);
    return removeScaling(session);
  }

  release(session: Session<EcsScaling>): Promise<void> {
    this.#activities.forget(session.object);
    return releaseScaling(session);
  }

  /** Tags are read once for a generation: nothing else of ours changes them. */
  async #observe(session: Session<EcsScaling>, resourceId: string): Promise<ScalingObservation> {
    const observed = await observeScaling(session, resourceId);
    const tagged = session.facts.taggedGeneration === session.object.metadata.generation;
    const arn = observed.target?.ScalableTargetARN;
    return !tagged && arn !== undefined ? { ...observed, tags: await readTargetTags(session, arn) } : observed;
  }

  /** The plan, and the observation with the tags that it asked for. */
  async #plan(
    session: Session<EcsScaling>,
    resourceId: string,
    spec: EcsScalingSpec,
    observed: ScalingObservation,
  ): Promise<{ plan: Exclude<ScalingPlan, { kind: 'readTags' }>; tagged: ScalingObservation }> {
    const plan = planScaling({
      spec,
      status: session.facts,
      resourceId,
      owner: session.owner,
      desiredTags: targetTags(session.object, this.#settings),
      observed,
    });
    if (plan.kind !== 'readTags') return { plan, tagged: observed };
    return this.#plan(session, resourceId, spec, await withTags(session, observed, plan));
  }

  async #carryOut(
    session: Session<EcsScaling>,
    resourceId: string,
    plan: ScalingPlan & { kind: 'actions' },
    observed: ScalingObservation,
  ): Promise<Verdict> {
    const { spec, metadata, status } = session.object;
    const differences = plan.actions.map((action) => action.what);
    session.facts = describeTarget(session.facts, spec, observed, plan.foreign);
    if (plan.adopts) session.facts = { ...session.facts, adopted: true };
    if (spec.suspend === true) {
      session.facts = withPlan(session.facts, differences);
      return { kind: 'suspended', differences, againMs: this.#settings.resyncMs };
    }
    const isDrift = status?.observedGeneration === metadata.generation;
    if (isDrift && spec.driftPolicy === 'Observe' && differences.length > 0) {
      session.facts = withPlan(session.facts, differences);
      return drifted(differences, this.#settings.resyncMs);
    }
    session.facts = withPlan(session.facts, []);
    if (plan.actions.length === 0) return this.#ready(session, observed);
    session.facts = owningNames(session.facts, spec, this.#tagKeys(session.object));
    if (plan.adopts || ownsMore(session.facts, session.object.status)) await session.saveFacts();
    announceAdoption(session, plan);
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

  async #ready(session: Session<EcsScaling>, observed: ScalingObservation): Promise<Verdict> {
    session.facts = settled(session.facts, session.object, this.#tagKeys(session.object));
    tellMissingData(session, alarmsWithoutData(observed.alarms, this.#clock.now()));
    await this.#activities.refresh(session, () => readDesiredCount(session, this.#services));
    return configured(session.facts, this.#settings.resyncMs);
  }

  #tagKeys(object: EcsScaling): string[] {
    return Object.keys(targetTags(object, this.#settings));
  }
}

async function withTags(
  session: Session<EcsScaling>,
  observed: ScalingObservation,
  { target, alarms }: ScalingPlan & { kind: 'readTags' },
): Promise<ScalingObservation> {
  const alarmTags = new Map(observed.alarmTags);
  for (const { name, arn } of alarms) alarmTags.set(name, await readAlarmTags(session, arn));
  const tags = target === undefined ? observed.tags : await readTargetTags(session, target);
  return { ...observed, tags, alarmTags };
}

/** Told after it was written down, before the tags are: then nothing tells what was adopted from what we made. */
function announceAdoption(session: Session<EcsScaling>, plan: ScalingPlan & { kind: 'actions' }): void {
  const { resourceId } = session.facts;
  const taken = [...(plan.adopts ? ['the scalable target'] : []), ...plan.takesOver];
  if (taken.length === 0) return;
  const message = `Took over ${taken.join(', ')} of ${resourceId}.`;
  session.note({ type: 'Normal', reason: 'TargetAdopted', message });
}

/** An event when an alarm has come to lack data for long; the names stand in status as long as they do. */
function tellMissingData(session: Session<EcsScaling>, silent: readonly string[]): void {
  const { alarmsWithoutData: known = [], ...facts } = session.facts;
  session.facts = silent.length === 0 ? facts : { ...facts, alarmsWithoutData: [...silent] };
  const news = silent.filter((name) => !known.includes(name));
  if (news.length === 0) return;
  const message = `No data for half an hour, so nothing scales on: ${news.join(', ')}. Check namespace, name and dimensions of the metric, and whether something sends it; an alarm may also say what missing data mean (treatMissingData).`;
  session.note({ type: 'Warning', reason: 'AlarmWithoutData', message });
}

function withPlan(facts: Facts, differences: readonly string[]): Facts {
  const { plan: _old, ...rest } = facts;
  return differences.length === 0 ? rest : { ...rest, plan: [...differences] };
}
