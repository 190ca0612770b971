import type { WorldOperation } from '../world.ts';

/** Operations of Application Auto Scaling. */
export const scalingOperations: Record<string, WorldOperation> = {};
