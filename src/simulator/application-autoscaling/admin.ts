import type { WorldOperation } from '../world.ts';

/** Actions of `POST /_sim/autoscaling/<name>`: metrics put in, alarms moved by hand. */
export const scalingAdminActions: Record<string, WorldOperation> = {};
