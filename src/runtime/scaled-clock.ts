import type { Clock } from './clock.ts';

/**
 * A clock that runs `factor` times as fast as `base`. Both show the same time at `anchor` (milliseconds since the
 * epoch on `base`; now, when absent): processes that are given the same anchor and factor share one time.
 *
 * @throws RangeError when `factor` is not a positive number.
 */
export function scaledClock(base: Clock, factor: number, anchor: number = base.now()): Clock {
  if (!(factor > 0) || !Number.isFinite(factor)) {
    throw new RangeError(`the factor of a scaled clock must be a positive number, not ${factor}`);
  }
  if (factor === 1) return base;
  return {
    now: () => anchor + (base.now() - anchor) * factor,
    setTimer: (ms, run) => base.setTimer(ms / factor, run),
  };
}
