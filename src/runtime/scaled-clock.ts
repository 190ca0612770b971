import type { Clock } from './clock.ts';

/**
 * A clock that runs `factor` times as fast as `base`. At `anchor` (milliseconds since the epoch on `base`; now, when
 * absent) it shows `start` (the same time, when absent): processes that are given the same three share one time.
 *
 * @throws RangeError when `factor` is not a positive number.
 */
export function scaledClock(base: Clock, factor: number, anchor: number = base.now(), start: number = anchor): Clock {
  if (!(factor > 0) || !Number.isFinite(factor)) {
    throw new RangeError(`the factor of a scaled clock must be a positive number, not ${factor}`);
  }
  if (factor === 1 && start === anchor) return base;
  return {
    now: () => start + (base.now() - anchor) * factor,
    setTimer: (ms, run) => base.setTimer(ms / factor, run),
  };
}
