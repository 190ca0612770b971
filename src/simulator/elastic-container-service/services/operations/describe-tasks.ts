import type { DescribeTasksRequest } from '@aws-sdk/client-ecs';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import { toTaskArn } from '../find-service.ts';
import { checkAtMost, checkOneOf, invalidParameter } from '../../parameter-rules.ts';
import { taskView } from '../views/task-view.ts';

/** DescribeTasks: stopped tasks too, for an hour; what is not there is MISSING. */
export function describeTasks(context: Context, input: Json): Json {
  const request = input as Partial<DescribeTasksRequest>;
  const references = request.tasks ?? [];
  if (references.length === 0) throw invalidParameter('Tasks cannot be empty.');
  checkAtMost('tasks', references, 100);
  for (const include of request.include ?? []) checkOneOf('include', include, ['TAGS']);
  const cluster = activeCluster(context, request.cluster);
  const options = { tags: (request.include ?? []).includes('TAGS'), health: true, attributes: true };
  const arns = [...new Set(references.map((reference) => toTaskArn(cluster, reference)))];
  const { tasks } = context.world.services;
  return {
    tasks: arns.flatMap((arn) => tasks.get(arn) ?? []).map((task) => taskView(task, options)),
    failures: arns.filter((arn) => !tasks.has(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
  };
}
