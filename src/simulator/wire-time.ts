import type { Clock } from '../runtime/clock.ts';

/** The clock's time as it stands on the wire: epoch seconds with milliseconds as the fraction. */
export function wireNow(clock: Clock): number {
  return Math.floor(clock.now()) / 1000;
}
