import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { namedTasks, protectionView } from './protected-tasks.ts';

/** GetTaskProtection, of at most 100 tasks (documented). */
export function getTaskProtection(context: Context, input: Json): Json {
  const { tasks, failures } = namedTasks(context, input, 100);
  return { protectedTasks: tasks.map((task) => protectionView(context, task)), failures };
}
