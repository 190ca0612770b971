import type { Json } from '../../operation.ts';
import type { Context, WorldOperation } from '../../world.ts';
import { planNext } from './engine/advance.ts';
import { noteFailure } from './engine/failures.ts';
import { sceneOf, tasksOf } from './engine/scene.ts';
import { tellToStop } from './engine/task-step.ts';
import { findService } from './find-service.ts';
import { wake } from './wake.ts';

/** Actions of `POST /_sim/services/<name>`: what happens to services and tasks without an API call. */
export const serviceAdminActions: Record<string, WorldOperation> = { 'kill-tasks': killTasks };

/**
 * Ends running tasks of a service (`cluster`, `service`, `count`; all when absent), as a Spot interruption does:
 * nobody asked for it, and the service replaces them.
 */
function killTasks(context: Context, input: Json): Json {
  const request = input as { cluster?: string; service: string; count?: number };
  const service = findService(context, request);
  const scene = sceneOf(context, service);
  const now = context.clock.now();
  const chosen = tasksOf(scene)
    .filter((task) => task.desiredStatus === 'RUNNING')
    .slice(0, request.count);
  for (const task of chosen) {
    tellToStop(task, now, 'SpotInterruption', 'Your Spot Task was interrupted.');
    if (service.status === 'ACTIVE') noteFailure(scene, task, now);
  }
  planNext(scene, now);
  wake(context.world.services);
  return { taskArns: chosen.map((task) => task.arn) };
}
