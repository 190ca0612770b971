import type { ScalingState } from './state.ts';

/**
 * Operations change what is due; the autoscaler has to hear of it to set its timer. The listener hangs on the state
 * object itself and not in it, so that the state stays plain data.
 */
const listeners = new WeakMap<ScalingState, () => void>();

export function onWake(state: ScalingState, listener: () => void): () => void {
  listeners.set(state, listener);
  return () => void listeners.delete(state);
}

/** Says that something may be due at another time than before. Without an autoscaler nothing happens. */
export function wake(state: ScalingState): void {
  listeners.get(state)?.();
}
