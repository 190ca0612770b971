import type { Context } from '../../world.ts';
import { firstDueService } from './due-services.ts';
import { advance } from './engine/advance.ts';
import { sceneOf } from './engine/scene.ts';
import { advanceStandalone, standaloneDueAt } from './engine/standalone-tasks.ts';

/** Moves every service and every standalone task to the clock's present time, services in the order of their changes. */
export function advanceServices(context: Context): void {
  const now = context.clock.now();
  const { services } = context.world;
  advanceStandalone(context.world, now);
  for (let next = firstDueService(services); next !== undefined; next = firstDueService(services)) {
    if ((next.dueAt ?? Infinity) > now) return;
    advance(sceneOf(context, next));
  }
}

/** When a service or a standalone task has something to do next. */
export function nextServiceEventAt(context: Context): number | undefined {
  const service = firstDueService(context.world.services)?.dueAt;
  const standalone = standaloneDueAt(context.world);
  return service === undefined || standalone === undefined ? (service ?? standalone) : Math.min(service, standalone);
}
