import type { OperationName } from '../../aws/operations.ts';

/** What one look at one settled object costs. */
export interface ResyncCost {
  /** The call whose request bucket a full pass uses most. */
  readonly operation: OperationName;
  /** Calls per object, a batch or page counted by its share. */
  readonly callsPerObject: number;
}

/** The part of a bucket's rate that resyncs may take; the rest is for users and rollouts. */
const RESYNC_PART = 0.5;

/**
 * The time between two looks at a settled object: `wantedMs`, stretched where a pass over all objects in that time
 * would take more than half of the rate that the request bucket grants us. Domain milliseconds.
 */
export function resyncPeriod(wantedMs: number, objects: number, cost: ResyncCost, callsPerSecond: number): number {
  return Math.max(wantedMs, ((objects * cost.callsPerObject) / (callsPerSecond * RESYNC_PART)) * 1_000);
}
