import type { WorldOperation } from '../../world.ts';

/** Task definition operations of Amazon ECS. */
export const taskDefinitionOperations: Record<string, WorldOperation> = {};
