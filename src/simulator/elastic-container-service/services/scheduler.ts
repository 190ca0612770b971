import type { Timer } from '../../../runtime/clock.ts';
import type { Context } from '../../world.ts';
import { advance } from './engine/advance.ts';
import { sceneOf } from './engine/scene.ts';
import { advanceStandalone, standaloneDueAt } from './engine/standalone-tasks.ts';
import { onWake } from './wake.ts';

/** Starts the service scheduler on the context's clock; what it returns stops it. */
export function startScheduler(context: Context): () => void {
  let timer: Timer | undefined;
  const state = context.world.services;
  const run = (): void => {
    advanceServices(context);
    arm();
  };
  const arm = (): void => {
    timer?.cancel();
    const due = nextDue(context);
    timer = due === undefined ? undefined : context.clock.setTimer(Math.max(0, due - context.clock.now()), run);
  };
  const forget = onWake(state, arm);
  arm();
  return () => {
    forget();
    timer?.cancel();
  };
}

/** Moves every service and every standalone task to the clock's present time. */
export function advanceServices(context: Context): void {
  const now = context.clock.now();
  advanceStandalone(context.world, now);
  for (const service of context.world.services.services.values()) {
    if (service.dueAt !== undefined && service.dueAt <= now) advance(sceneOf(context, service), now);
  }
}

function nextDue(context: Context): number | undefined {
  let next = standaloneDueAt(context.world);
  for (const { dueAt } of context.world.services.services.values()) {
    if (dueAt !== undefined && (next === undefined || dueAt < next)) next = dueAt;
  }
  return next;
}
