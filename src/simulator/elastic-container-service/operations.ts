import type { WorldOperation } from '../world.ts';
import { clusterOperations } from './clusters/operations.ts';
import { serviceOperations } from './services/operations.ts';
import { tagOperations } from './tags/operations.ts';
import { taskDefinitionOperations } from './task-definitions/operations.ts';

/** Operations of Amazon ECS. */
export const containerServiceOperations: Record<string, WorldOperation> = {
  ...clusterOperations,
  ...taskDefinitionOperations,
  ...tagOperations,
  ...serviceOperations,
};
