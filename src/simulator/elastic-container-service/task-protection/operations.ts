import type { WorldOperation } from '../../world.ts';
import { getTaskProtection } from './get-task-protection.ts';
import { updateTaskProtection } from './update-task-protection.ts';

/** Scale-in protection of tasks. */
export const taskProtectionOperations: Record<string, WorldOperation> = {
  GetTaskProtection: getTaskProtection,
  UpdateTaskProtection: updateTaskProtection,
};
