import { wireNow } from '../../wire-time.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { activeCluster } from '../clusters/find-cluster.ts';
import { checkAtMost, invalidParameter, strings, text } from '../parameter-rules.ts';
import { toTaskArn } from '../services/find-service.ts';
import type { TaskRecord } from '../services/task-record.ts';

/** The tasks that a call names, as far as they are there, and failures for the others. */
export interface NamedTasks {
  readonly tasks: readonly TaskRecord[];
  readonly failures: readonly Json[];
}

/**
 * The tasks of a protection call. One that is no service's cannot be protected and is a failure, TASK_NOT_VALID
 * (documented). UNKNOWN: that a stopped one is the same.
 *
 * @throws AwsFault ClusterNotFoundException, InvalidParameterException
 */
export function namedTasks(context: Context, input: Json, most: number): NamedTasks {
  const cluster = activeCluster(context, text(input, 'cluster'));
  const references = strings(input, 'tasks');
  if (references.length === 0) throw invalidParameter('Tasks cannot be empty.');
  checkAtMost('tasks', references, most);
  const arns = [...new Set(references.map((reference) => toTaskArn(cluster, reference)))];
  const found = arns.map((arn) => ({ arn, task: context.world.services.tasks.get(arn) }));
  return {
    tasks: found.flatMap(({ task }) => (task !== undefined && isProtectable(task) ? [task] : [])),
    failures: found.flatMap(({ arn, task }) => {
      if (task === undefined) return [{ arn, reason: 'MISSING' }];
      return isProtectable(task) ? [] : [{ arn, reason: 'TASK_NOT_VALID' }];
    }),
  };
}

/** A task's protection; over once its time has come. */
export function protectionView(context: Context, task: TaskRecord): Json {
  const endsAt = context.world.ecs.taskProtections.get(task.arn);
  if (endsAt === undefined || endsAt / 1000 <= wireNow(context.clock)) {
    return { taskArn: task.arn, protectionEnabled: false };
  }
  return { taskArn: task.arn, protectionEnabled: true, expirationDate: endsAt / 1000 };
}

function isProtectable(task: TaskRecord): boolean {
  return Boolean(task.serviceArn) && task.lastStatus !== 'STOPPED';
}
