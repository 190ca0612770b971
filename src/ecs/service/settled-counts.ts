import type { EcsServiceStatus } from '../../api/status.ts';
import { canonicalJson } from '../hash.ts';
import { present } from './present.ts';

/** How often (domain milliseconds) a status may be written for its counts alone. */
export const COUNTS_EVERY_MS = 30_000;

type Counted = Pick<EcsServiceStatus, 'desiredCount' | 'runningCount' | 'pendingCount' | 'countsAt'>;

/**
 * Keeps the counts of `before` when nothing else is new and they were written a moment ago, so that a rollout does not
 * write the status at every look.
 *
 * @param now domain milliseconds
 */
export function withSettledCounts<S extends Counted>(before: Partial<S>, next: S, now: number): S {
  if (canonicalJson(countsOf(before)) === canonicalJson(countsOf(next))) return withCounts(next, before);
  const onlyCounts = canonicalJson(withCounts(next, {})) === canonicalJson(withCounts(before, {}));
  const recent = before.countsAt !== undefined && now - Date.parse(before.countsAt) < COUNTS_EVERY_MS;
  if (onlyCounts && recent) return withCounts(next, before);
  return { ...next, countsAt: new Date(now).toISOString() };
}

function countsOf({ desiredCount, runningCount, pendingCount }: Partial<Counted>): Counted {
  return present<Counted>({ desiredCount, runningCount, pendingCount, countsAt: undefined });
}

function withCounts<T extends Partial<Counted>>(status: T, counts: Partial<Counted>): T {
  const { desiredCount: _d, runningCount: _r, pendingCount: _p, countsAt: _a, ...rest } = status;
  return {
    ...(rest as T),
    ...countsOf(counts),
    ...(counts.countsAt === undefined ? {} : { countsAt: counts.countsAt }),
  };
}
