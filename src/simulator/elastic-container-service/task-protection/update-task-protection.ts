import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { invalidParameter } from '../parameter-rules.ts';
import { setDue } from '../services/due-services.ts';
import type { TaskRecord } from '../services/task-record.ts';
import { wake } from '../services/wake.ts';
import { namedTasks, protectionView } from './protected-tasks.ts';
import { isProtected } from './protection.ts';

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
  const enable = input['protectionEnabled'] === true;
  const blocked = enable ? tasks.filter((task) => isBlocked(context, task)) : [];
  const changed = tasks.filter((task) => !blocked.includes(task));
  const { taskProtections } = context.world.ecs;
  for (const task of changed) {
    if (enable) taskProtections.set(task.arn, context.clock.now() + minutes * 60_000);
    else taskProtections.delete(task.arn);
    lookAgain(context, task);
  }
  wake(context.world.services);
  return {
    protectedTasks: changed.map((task) => protectionView(context, task)),
    failures: [...failures, ...blocked.map(({ arn }) => ({ arn, reason: 'DEPLOYMENT_BLOCKED' }))],
  };
}

/** A service with more protected tasks than it wants takes no more protection (documented). */
function isBlocked(context: Context, task: TaskRecord): boolean {
  const { services, tasks } = context.world.services;
  const service = services.get(task.serviceArn);
  if (service === undefined) return false;
  const now = context.clock.now();
  const held = service.taskArns
    .flatMap((arn) => tasks.get(arn) ?? [])
    .filter((each) => each.desiredStatus === 'RUNNING' && isProtected(context.world, each, now));
  return held.length > service.desiredCount;
}

/** The scheduler may go on where protection kept it. */
function lookAgain(context: Context, task: TaskRecord): void {
  const state = context.world.services;
  const service = state.services.get(task.serviceArn);
  if (service === undefined) return;
  setDue(state, service, Math.min(service.dueAt ?? Infinity, context.clock.now() + 1));
}
