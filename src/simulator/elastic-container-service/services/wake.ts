import type { ServicesState } from './state.ts';

/**
 * Operations change services; the scheduler has to hear of it to set its timer. The listener hangs on the state object
 * itself and not in it, so that the state stays plain data.
 */
const listeners = new WeakMap<ServicesState, () => void>();

export function onWake(state: ServicesState, listener: () => void): () => void {
  listeners.set(state, listener);
  return () => void listeners.delete(state);
}

/** Says that some service's `dueAt` may have moved. Without a scheduler nothing happens. */
export function wake(state: ServicesState): void {
  listeners.get(state)?.();
}
