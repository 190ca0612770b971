import type { ListTasksRequest } from '@aws-sdk/client-ecs';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import { findService } from '../find-service.ts';
import { paginate } from '../../pagination.ts';
import type { TaskRecord } from '../task-record.ts';
import { LAUNCH_TYPES } from '../validation/compute.ts';
import { checkOneOf } from '../../parameter-rules.ts';

type Request = Partial<ListTasksRequest>;

/** ListTasks: filters by the status that is wanted, not the last one (recorded); RUNNING when none is named. */
export function listTasks(context: Context, input: Json): Json {
  const request = input as Request;
  checkOneOf('desired status', request.desiredStatus, ['RUNNING', 'PENDING', 'STOPPED']);
  checkOneOf('launch type', request.launchType, LAUNCH_TYPES);
  const cluster = activeCluster(context, request.cluster);
  const arns = candidates(context, request)
    .filter((task) => task.clusterArn === cluster.arn && isWanted(task, request))
    .map((task) => task.arn);
  const { items, token } = paginate(arns, input, 100);
  return { taskArns: items, ...token };
}

function candidates(context: Context, request: Request): TaskRecord[] {
  const { tasks } = context.world.services;
  if (request.serviceName === undefined) return [...tasks.values()];
  const service = findService(context, { cluster: request.cluster, service: request.serviceName });
  return service.taskArns.flatMap((arn) => tasks.get(arn) ?? []);
}

/** Tasks never have PENDING as the wanted status, so that filter finds nothing (documented). */
function isWanted(task: TaskRecord, request: Request): boolean {
  if (task.desiredStatus !== (request.desiredStatus ?? 'RUNNING')) return false;
  if (request.family !== undefined && task.family !== request.family) return false;
  if (request.startedBy !== undefined && (task.standalone?.startedBy ?? task.deploymentId) !== request.startedBy)
    return false;
  if (request.launchType !== undefined && task.launchType !== request.launchType) return false;
  const { containerInstance } = request;
  return containerInstance === undefined || task.containerInstanceArn?.endsWith(lastPart(containerInstance)) === true;
}

/** An instance may be meant by its id or its ARN. */
function lastPart(reference: string): string {
  return `/${reference.slice(reference.lastIndexOf('/') + 1)}`;
}
