import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { invalidParameter } from '../parameter-rules.ts';
import { namedTasks, protectionView } from './protected-tasks.ts';

/** Documented: two hours unless the call says otherwise, at most two days. */
const DEFAULT_MINUTES = 120;
const MOST_MINUTES = 2_880;

/** UpdateTaskProtection, of at most 10 tasks (documented). */
export function updateTaskProtection(context: Context, input: Json): Json {
  const minutes = (input['expiresInMinutes'] as number | undefined) ?? DEFAULT_MINUTES;
  // UNKNOWN: the words.
  if (minutes < 1 || minutes > MOST_MINUTES) {
    throw invalidParameter(`expiresInMinutes must be between 1 and ${MOST_MINUTES}.`);
  }
  const { tasks, failures } = namedTasks(context, input, 10);
  const { taskProtections } = context.world.ecs;
  for (const { arn } of tasks) {
    if (input['protectionEnabled'] === true) taskProtections.set(arn, context.clock.now() + minutes * 60_000);
    else taskProtections.delete(arn);
  }
  return { protectedTasks: tasks.map((task) => protectionView(context, task)), failures };
}
