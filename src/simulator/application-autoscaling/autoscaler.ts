import type { Context } from '../world.ts';

/** Starts metric evaluation on the context's clock; what it returns stops it. */
export function startAutoscaler(_context: Context): () => void {
  return () => undefined;
}
