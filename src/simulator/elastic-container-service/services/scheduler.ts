import type { Context } from '../../world.ts';

/** Starts the service scheduler on the context's clock; what it returns stops it. */
export function startScheduler(_context: Context): () => void {
  return () => undefined;
}
