import type { World } from '../../world.ts';

/** Whether a service deployment or a task that is not yet stopped uses this task definition revision. */
export function isTaskDefinitionInUse(_world: World, _taskDefinitionArn: string): boolean {
  return false;
}
