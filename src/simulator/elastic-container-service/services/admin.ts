import type { WorldOperation } from '../../world.ts';

/** Actions of `POST /_sim/services/<name>`: what happens to services and tasks without an API call. */
export const serviceAdminActions: Record<string, WorldOperation> = {};
