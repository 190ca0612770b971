import type { WorldOperation } from '../../world.ts';

/** Cluster operations of Amazon ECS. */
export const clusterOperations: Record<string, WorldOperation> = {};
