import type { EcsScaling } from '../../api/resources.ts';
import type { ScalingAction } from '../../ecs/scaling/situation.ts';
import type { Clock } from '../../runtime/clock.ts';

/** A plan that has waited longer (domain milliseconds) is made anew. */
const FRESH_MS = 300_000;

/** A plan under way. */
export interface BegunPlan {
  readonly actions: readonly ScalingAction[];
  /** How many of the actions are done. */
  readonly done: number;
  /** ARNs of the policies that were put, by name: their alarms call them. */
  readonly policyArns: ReadonlyMap<string, string>;
  /** Domain milliseconds. */
  readonly plannedAt: number;
}

interface Kept extends BegunPlan {
  readonly generation: number;
  readonly resourceId: string;
}

/**
 * Plans whose next call waits for a request token. Without this every wait would end in reading three pages again, and
 * a hundred scalings made together would spend all their requests on that. Forgotten at a restart: AWS is read then.
 */
export class UnfinishedPlans {
  readonly #clock: Clock;
  readonly #plans = new Map<string, Kept>();

  /** `clock`: the domain clock. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A plan that begins now. */
  begin(actions: readonly ScalingAction[]): BegunPlan {
    return { actions, done: 0, policyArns: new Map(), plannedAt: this.#clock.now() };
  }

  /** The plan kept for this very spec and resource. Each is given once. */
  take({ metadata }: EcsScaling, resourceId: string): BegunPlan | undefined {
    const plan = this.#plans.get(metadata.uid);
    this.#plans.delete(metadata.uid);
    if (plan === undefined || !this.#isFresh(plan)) return undefined;
    return plan.generation === metadata.generation && plan.resourceId === resourceId ? plan : undefined;
  }

  keep({ metadata }: EcsScaling, resourceId: string, plan: BegunPlan): void {
    for (const [uid, kept] of this.#plans) if (!this.#isFresh(kept)) this.#plans.delete(uid);
    this.#plans.set(metadata.uid, { ...plan, generation: metadata.generation, resourceId });
  }

  #isFresh({ plannedAt }: BegunPlan): boolean {
    return this.#clock.now() - plannedAt <= FRESH_MS;
  }
}
