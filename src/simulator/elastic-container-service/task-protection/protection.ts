import type { World } from '../../world.ts';
import type { TaskRecord } from '../services/task-record.ts';

/** Until when a task is protected, in epoch milliseconds; undefined when it is not, or no longer. */
export function protectedUntil(world: World, task: Pick<TaskRecord, 'arn'>, at: number): number | undefined {
  const endsAt = world.ecs.taskProtections.get(task.arn);
  return endsAt !== undefined && endsAt > at ? endsAt : undefined;
}

export function isProtected(world: World, task: Pick<TaskRecord, 'arn'>, at: number): boolean {
  return protectedUntil(world, task, at) !== undefined;
}
