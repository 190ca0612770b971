import type { WorldOperation } from '../../world.ts';

/** Tag operations of Amazon ECS, over clusters, task definitions, services and tasks. */
export const tagOperations: Record<string, WorldOperation> = {};
