import type { World } from '../world.ts';
import { wake } from './wake.ts';

/**
 * Deleting a service takes its scalable target with all policies and scheduled actions along (reported by users of
 * several tools; how soon is UNKNOWN: here at once, so that nobody can rely on finding them). For DeleteService.
 */
export function dropTargetsOfService(world: World, resourceId: string): void {
  if (world.autoscaling.targets.delete(resourceId)) wake(world.autoscaling);
}
