/** Real time, as a {@link Clock}. */
import type { Clock, Timer } from './clock.ts';

/** The longest delay that Node's `setTimeout` knows; it takes anything above for 1 ms. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** Real time. A pending timer keeps the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer: (ms, run) => startTimer(ms, run, true),
};

/** Real time, for timers that must not keep the process alive: watchdogs, metrics, sweeps. */
export const backgroundClock: Clock = {
  now: () => Date.now(),
  setTimer: (ms, run) => startTimer(ms, run, false),
};

function startTimer(ms: number, run: () => void, holdsProcess: boolean): Timer {
  if (Number.isNaN(ms)) throw new RangeError('a timer needs a number of milliseconds');
  let handle: NodeJS.Timeout;
  const arm = (left: number): void => {
    const next = left - LONGEST_TIMEOUT_MS;
    // Rounded up: Node truncates fractions, and a timer that fires early finds its work not yet due.
    handle = setTimeout(() => (next > 0 ? arm(next) : run()), Math.ceil(Math.min(left, LONGEST_TIMEOUT_MS)));
    if (!holdsProcess) handle.unref();
  };
  arm(ms);
  return { cancel: () => clearTimeout(handle) };
}
