import type { WorldOperation } from '../../world.ts';

/** Service, service deployment, service revision and task operations of Amazon ECS. */
export const serviceOperations: Record<string, WorldOperation> = {};
