import { collectDefaultMetrics, type Registry } from 'prom-client';

/**
 * Registers what the process knows about itself: memory, CPU, garbage collection, open handles, and the delay of the
 * event loop (`nodejs_eventloop_lag_*_seconds`), the first thing to rise when this single thread has too much to do.
 * Once per registry.
 */
export function registerProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}
