import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import { AwsFault, type Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import type { Cluster, Tag } from '../../state.ts';
import { newTags } from '../../tags/tag-rules.ts';
import { chooseProvider } from '../engine/capacity.ts';
import { resolvedPlatform } from '../engine/deploy.ts';
import { makeTask } from '../engine/make-task.ts';
import { resolveDefinition, type Definition } from '../task-definitions.ts';
import type { TaskRecord } from '../task-record.ts';
import { chooseCompute, type Compute } from '../validation/compute.ts';
import { storedNetwork } from '../validation/network.ts';
import { checkRunnable, checkRunTask } from '../validation/run-task.ts';
import { taskView } from '../views/task-view.ts';
import { wake } from '../wake.ts';

type Request = Partial<RunTaskRequest>;

/**
 * RunTask: starts up to ten standalone tasks. The same token with the same request answers with the tasks that it
 * started, as they are now; with another request it is a conflict (recorded). A token belongs to its cluster.
 */
export function runTask(context: Context, input: Json): Json {
  const request = input as Request;
  checkRunTask(request);
  // The definition is looked for before the cluster is (recorded).
  const definition = resolveDefinition(context, request.taskDefinition ?? '');
  const cluster = activeCluster(context, request.cluster);
  const compute = chooseCompute(request, cluster, definition);
  checkRunnable(context.world, request, definition, compute);
  const tags = tagsOf(request, definition, cluster, newTags(input['tags'] as readonly Json[] | undefined));
  const earlier = startedBefore(context, request, cluster);
  const tasks = earlier ?? startTasks(context, request, cluster, definition, compute, tags);
  return { tasks: tasks.map((task) => taskView(task, VIEW)), failures: [] };
}

/** The answer comes without health (recorded). */
const VIEW = { tags: true, health: false, attributes: true };

/** @throws AwsFault ConflictException with the ARNs of the tasks that another request started */
function startedBefore(context: Context, request: Request, cluster: Cluster): TaskRecord[] | undefined {
  if (request.clientToken === undefined) return undefined;
  const { runTokens, tasks } = context.world.services;
  const earlier = runTokens.get(tokenKey(request.clientToken, cluster));
  if (earlier === undefined) return undefined;
  if (earlier.request === fingerprint(request)) return earlier.taskArns.flatMap((arn) => tasks.get(arn) ?? []);
  throw new AwsFault(
    'ConflictException',
    'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different request.',
    { extra: { resourceIds: earlier.taskArns } },
  );
}

function startTasks(
  context: Context,
  request: Request,
  cluster: Cluster,
  definition: Definition,
  compute: Compute,
  tags: Tag[],
): TaskRecord[] {
  const { services } = context.world;
  const tasks = Array.from({ length: request.count ?? 1 }, (_, turn) =>
    startOne(context, request, cluster, definition, compute, { tags, turn }),
  );
  const taskArns = tasks.map(({ arn }) => arn);
  services.standaloneTasks.push(...taskArns);
  if (request.clientToken !== undefined) {
    services.runTokens.set(tokenKey(request.clientToken, cluster), { request: fingerprint(request), taskArns });
  }
  wake(services);
  return tasks;
}

function startOne(
  context: Context,
  request: Request,
  cluster: Cluster,
  definition: Definition,
  compute: Compute,
  { tags, turn }: { tags: readonly Tag[]; turn: number },
): TaskRecord {
  const { overrides, startedBy, group = `family:${definition.family}` } = request;
  return makeTask(context, {
    at: context.clock.now(),
    clusterArn: cluster.arn,
    definition: {
      ...definition,
      cpu: overrides?.cpu ?? definition.cpu,
      memory: overrides?.memory ?? definition.memory,
    },
    compute: {
      launchType: compute.launchType ?? 'FARGATE',
      capacityProviderName: chooseProvider(compute.capacityProviderStrategy ?? [], turn),
      platformVersion: resolvedPlatform(compute.platformVersion),
      platformFamily: compute.platformFamily,
    },
    networkConfiguration: storedNetwork(request.networkConfiguration),
    volumes: request.volumeConfigurations,
    turn,
    gracePeriod: 0,
    owner: {
      serviceArn: '',
      serviceName: '',
      deploymentId: '',
      revisionArn: '',
      tags: tags.map((tag) => ({ ...tag })),
      enableExecuteCommand: request.enableExecuteCommand ?? false,
      standalone: { startedBy, group, overrides },
    },
  });
}

/** The request's tags, then those of the definition that it does not name (recorded), then AWS's own. */
function tagsOf(request: Request, definition: Definition, cluster: Cluster, given: readonly Tag[]): Tag[] {
  const propagated = request.propagateTags === 'TASK_DEFINITION' ? definition.tags : [];
  const added = propagated.filter(({ key }) => !given.some((tag) => tag.key === key));
  const managed = request.enableECSManagedTags === true ? [{ key: 'aws:ecs:clusterName', value: cluster.name }] : [];
  return [...given, ...added, ...managed];
}

function tokenKey(token: string, cluster: Cluster): string {
  return `${cluster.arn} ${token}`;
}

function fingerprint({ clientToken: _token, ...rest }: Request): string {
  return JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
