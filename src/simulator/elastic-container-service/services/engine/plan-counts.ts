/** What a service runs, as the scheduler sees it when it decides. */
export interface Counts {
  readonly desired: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Tasks of the PRIMARY deployment that are meant to run; those among them that count toward the minimum. */
  readonly primary: number;
  readonly primaryReady: number;
  /** The same for all older deployments together. */
  readonly old: number;
  readonly oldReady: number;
  /** How many of the old ones may not be stopped. */
  readonly oldProtected?: number | undefined;
  /** Tasks told to stop whose containers still run: they take room under the maximum. */
  readonly stopping: number;
  /** A failed deployment starts nothing, and nothing is given up for it. */
  readonly primaryFailed: boolean;
}

/** What the scheduler does about it. `stuck`: the percentages allow no step although one is needed. */
export interface CountPlan {
  readonly start: number;
  readonly stopPrimary: number;
  readonly stopOld: number;
  readonly stuck: boolean;
}

/**
 * One step of a rolling update. maximumPercent rounds down, minimumHealthyPercent rounds up. UNKNOWN: whether AWS stops
 * old tasks down to the minimum before it starts new ones when the maximum has room for both; it does here, the fewest
 * tasks run that AWS allows itself.
 */
export function planCounts(counts: Counts): CountPlan {
  if (counts.primaryFailed) return planFailed(counts);
  const least = Math.ceil((counts.desired * counts.minimumHealthyPercent) / 100);
  const most = Math.floor((counts.desired * counts.maximumPercent) / 100);
  const stopPrimary = Math.max(0, counts.primary - counts.desired);
  const spare = Math.max(0, counts.primaryReady + counts.oldReady - least);
  const wished = counts.old - counts.oldReady + Math.min(counts.oldReady, spare);
  const stopOld = Math.min(wished, counts.old - (counts.oldProtected ?? 0));
  const missing = Math.max(0, counts.desired - counts.primary);
  const room = most - (counts.primary + counts.old - stopOld + counts.stopping);
  const start = Math.max(0, Math.min(missing, room));
  const waiting = counts.primaryReady < counts.primary || counts.stopping > 0;
  return { start, stopPrimary, stopOld, stuck: missing > 0 && start === 0 && stopOld === 0 && !waiting };
}

/** A failed deployment that nothing replaced yet: the old tasks stay, and only what is too many is stopped. */
function planFailed(counts: Counts): CountPlan {
  const tooMany = Math.max(0, counts.primary + counts.old - counts.desired);
  const stopPrimary = Math.min(counts.primary, tooMany);
  return { start: 0, stopPrimary, stopOld: tooMany - stopPrimary, stuck: false };
}
