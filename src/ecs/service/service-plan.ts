import type { EcsServiceStatus } from '../../api/status.ts';
import type { ServiceAction } from './action.ts';
import type { ServiceOutcome } from './outcome.ts';

/** The status of a service but for conditions and observedGeneration, which the outcome decides. */
export type ServiceFacts = Omit<EcsServiceStatus, 'conditions' | 'observedGeneration'>;

/** Something that differs and is left as it is, and why. */
export interface Withheld {
  readonly differences: readonly string[];
  readonly why: string;
}

/** Something that is worth an event, once. */
export interface PlanNotice {
  readonly type: 'Normal' | 'Warning';
  readonly reason: 'ApprovalRequired' | 'ApprovalIgnored' | 'AbortIgnored' | 'CountNotSent';
  readonly message: string;
}

/**
 * What to do about one service, as data: the controller carries it out, and a user can look at it first.
 *
 * `facts` may be written to status before the actions are sent (they then announce what is about to happen) as well as
 * when there are none left.
 */
export interface ServicePlan {
  /** AWS calls in order. */
  readonly actions: readonly ServiceAction[];
  /** What the actions change, in plain words. */
  readonly changes: readonly string[];
  readonly withheld: readonly Withheld[];
  readonly notices: readonly PlanNotice[];
  readonly facts: ServiceFacts;
  readonly outcome: ServiceOutcome;
}

/** `status` with its facts replaced as a whole: what is not among `facts` is not true any more. */
export function statusWith(
  { conditions, observedGeneration }: EcsServiceStatus,
  facts: ServiceFacts,
): EcsServiceStatus {
  return { observedGeneration, conditions, ...facts };
}
