import type { World } from '../../../world.ts';
import type { TaskRecord } from '../task-record.ts';
import { applyStep } from './task-step.ts';

/** The tasks that RunTask started and that are not forgotten yet, oldest first. */
export function standaloneTasks(world: World): TaskRecord[] {
  return world.services.standaloneTasks.flatMap((arn) => world.services.tasks.get(arn) ?? []);
}

/** Moves standalone tasks to `now`. Nobody replaces one, not even one that fails its health check (recorded). */
export function advanceStandalone(world: World, now: number): void {
  for (const task of standaloneTasks(world)) {
    for (let next = task.plan[0]; next !== undefined && next.at <= now; next = task.plan[0]) {
      task.plan = task.plan.slice(1);
      if (next.step === 'forget') forget(world, task);
      applyStep(task, next.step, next.at);
    }
  }
}

/** When a standalone task has something to do next. */
export function standaloneDueAt(world: World): number | undefined {
  const times = standaloneTasks(world).flatMap((task) => task.plan[0]?.at ?? []);
  return times.length === 0 ? undefined : times.reduce((least, time) => Math.min(least, time));
}

function forget(world: World, task: TaskRecord): void {
  const { services } = world;
  services.tasks.delete(task.arn);
  services.standaloneTasks = services.standaloneTasks.filter((arn) => arn !== task.arn);
  for (const [token, { taskArns }] of services.runTokens) {
    if (taskArns.every((arn) => !services.tasks.has(arn))) services.runTokens.delete(token);
  }
}
