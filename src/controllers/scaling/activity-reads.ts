import type { EcsScaling } from '../../api/resources.ts';
import type { ScalingActivityStatus } from '../../api/scaling-status.ts';
import { AwsError } from '../../aws/errors.ts';
import { describeActivities, isUnderWay } from '../../ecs/scaling/activities.ts';
import { targetIdentity } from '../../ecs/scaling/desired.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Session } from '../framework/session.ts';

/** An alarm is tried again every few minutes: at a bound, what it was told stands in the activities by then. */
const AT_BOUND_MS = 300_000;
/** An activity under way is looked at so often and no more: at most twenty resyncs long. */
const FOLLOW_UPS = 20;

interface FollowUp {
  /** Domain milliseconds. */
  readonly dueAt: number;
  readonly left: number;
}

/**
 * When scaling activities are read: when the count has moved since they were, until what moved it has ended, and once
 * more some minutes after the count came to a bound. A restart forgets the last two.
 */
export class ActivityReads {
  readonly #clock: Clock;
  readonly #followUps = new Map<string, FollowUp>();

  /** `clock`: the domain clock. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Brings the activities in the session's facts up to date. What AWS refuses stays untold: scaling works without.
   *
   * @param count tells the desired count
   * @throws AwaitToken
   */
  async refresh(session: Session<EcsScaling>, count: () => Promise<number | undefined>): Promise<void> {
    try {
      await this.#refreshFor(session, await count());
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }

  /** The object is gone. */
  forget({ metadata }: EcsScaling): void {
    this.#followUps.delete(metadata.uid);
  }

  async #refreshFor(session: Session<EcsScaling>, count: number | undefined): Promise<void> {
    if (count === undefined) return;
    const { activitiesCount } = session.facts;
    const { uid } = session.object.metadata;
    const followUp = this.#followUps.get(uid);
    const moved = activitiesCount !== undefined && activitiesCount !== count;
    const isDue = followUp !== undefined && followUp.dueAt <= this.#clock.now();
    if (moved || isDue) await this.#read(session, count, moved ? undefined : followUp);
    session.facts = { ...session.facts, activitiesCount: count };
  }

  async #read(session: Session<EcsScaling>, count: number, followUp: FollowUp | undefined): Promise<void> {
    const input = { ...targetIdentity(session.facts.resourceId ?? ''), IncludeNotScaledActivities: true };
    const { ScalingActivities = [] } = await session.aws.call('DescribeScalingActivities', input, session.call);
    const activities = describeActivities(ScalingActivities);
    if (activities.length > 0) session.facts = { ...session.facts, activities };
    this.#planNext(session, count, activities, followUp);
  }

  #planNext(
    session: Session<EcsScaling>,
    count: number,
    activities: readonly ScalingActivityStatus[],
    followUp: FollowUp | undefined,
  ): void {
    const { uid } = session.object.metadata;
    const { minCapacity, maxCapacity } = session.facts;
    const left = (followUp?.left ?? FOLLOW_UPS) - 1;
    const now = this.#clock.now();
    if (isUnderWay(activities) && left > 0) this.#followUps.set(uid, { dueAt: now, left });
    else if (left > 0 && (count === minCapacity || count === maxCapacity)) {
      this.#followUps.set(uid, { dueAt: now + AT_BOUND_MS, left: 0 });
    } else this.#followUps.delete(uid);
  }
}
