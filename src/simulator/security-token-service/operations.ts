import type { WorldOperation } from '../world.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

/** Operations of the Security Token Service. */
export const tokenOperations: Record<string, WorldOperation> = { GetCallerIdentity: getCallerIdentity };
