import type { ManualClock } from '../runtime/manual-clock.ts';
import type { Simulator } from './simulator.ts';

/**
 * Moves the clock that `simulator` is on to the moment at which something happens next without a call, and lets it
 * happen. Gives whether there was anything to wait for.
 */
export function stepToNextEvent(simulator: Simulator, clock: Pick<ManualClock, 'advance'>): boolean {
  const next = simulator.nextEventAt();
  if (next === undefined) return false;
  clock.advance(Math.max(0, next - simulator.context.clock.now()));
  return true;
}
