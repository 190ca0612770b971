import { TIMINGS } from './timings.ts';

/**
 * How long the scheduler waits before it tries again after `failuresInARow` tasks of one deployment have failed.
 * Recorded with a pull that never works: the third try began four minutes after the second failure. UNKNOWN: how it
 * grows from there; the developer guide only says up to 15 minutes.
 */
export function backOff(failuresInARow: number): number {
  const over = failuresInARow - TIMINGS.failuresBeforeBackOff;
  if (over < 0) return 0;
  return Math.min(TIMINGS.backOffMax, TIMINGS.backOff * 2 ** Math.min(over, 10));
}
