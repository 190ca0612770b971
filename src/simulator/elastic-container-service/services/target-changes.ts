import type { Context } from '../../world.ts';
import { planNext } from './engine/advance.ts';
import { followTargets } from './engine/balancer-targets.ts';
import { sceneOf } from './engine/scene.ts';
import { wake } from './wake.ts';

/** The target with this id has changed by itself: the services whose tasks have it look at it. */
export function noteTargetChange(context: Context, id: string): void {
  const { services } = context.world;
  const now = context.clock.now();
  for (const task of services.tasks.values()) {
    const isTarget = (task.targets ?? []).some((target) => target.id === id);
    const service = isTarget ? services.services.get(task.serviceArn) : undefined;
    if (service === undefined) continue;
    const scene = sceneOf(context, service);
    followTargets(scene, now);
    planNext(scene, now);
  }
  wake(services);
}
