import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import { AwsFault, type Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import type { Cluster, Tag } from '../../state.ts';
import { newTags } from '../../tags/tag-rules.ts';
import { resolvedPlatform } from '../engine/deploy.ts';
import { makeTask } from '../engine/make-task.ts';
import { standaloneSpot, withOverrides } from '../engine/standalone-spot.ts';
import type { Spot } from '../engine/start-task.ts';
import { resolveDefinition, type Definition } from '../task-definitions.ts';
import type { TaskRecord } from '../task-record.ts';
import { chooseCompute, isFargate, type Compute } from '../validation/compute.ts';
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
  checkRunnable(context.world, request, cluster, definition, compute);
  const tags = tagsOf(request, definition, cluster, newTags(input['tags'] as readonly Json[] | undefined));
  const earlier = startedBefore(context, request, cluster);
  if (earlier !== undefined) return { tasks: earlier.map((task) => taskView(task, VIEW)), failures: [] };
  const { tasks, failures } = startTasks(context, { request, cluster, definition, compute, tags });
  return { tasks: tasks.map((task) => taskView(task, VIEW)), failures };
}

/** The answer comes without health (recorded). */
const VIEW = { tags: true, health: false, attributes: true };

/** A token is good for a day, and no longer than its tasks can be described (documented). */
const TOKEN_LIFE_MS = 86_400_000;

/** @throws AwsFault ConflictException with the ARNs of the tasks that another request started */
function startedBefore(context: Context, request: Request, cluster: Cluster): TaskRecord[] | undefined {
  if (request.clientToken === undefined) return undefined;
  const { runTokens, tasks } = context.world.services;
  const earlier = runTokens.get(tokenKey(request.clientToken, cluster));
  if (earlier === undefined || context.clock.now() >= earlier.at + TOKEN_LIFE_MS) return undefined;
  if (earlier.request === fingerprint(request)) return earlier.taskArns.flatMap((arn) => tasks.get(arn) ?? []);
  throw new AwsFault(
    'ConflictException',
    'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different request.',
    { extra: { resourceIds: earlier.taskArns } },
  );
}

/** A request that was checked. */
interface Run {
  readonly request: Request;
  readonly cluster: Cluster;
  readonly definition: Definition;
  readonly compute: Compute;
  readonly tags: readonly Tag[];
}

/** Starts as many tasks as find a place; each reason why one did not is a failure of its own. */
function startTasks(context: Context, run: Run): { tasks: TaskRecord[]; failures: readonly Json[] } {
  const { services } = context.world;
  const tasks: TaskRecord[] = [];
  let failures: readonly Json[] = [];
  for (let turn = 0; turn < (run.request.count ?? 1); turn += 1) {
    const spot = standaloneSpot(context, run, turn);
    if ('failures' in spot) failures = spot.failures;
    else tasks.push(startOne(context, run, turn, spot));
  }
  const taskArns = tasks.map(({ arn }) => arn);
  services.standaloneTasks.push(...taskArns);
  const { clientToken } = run.request;
  if (clientToken !== undefined && tasks.length > 0) {
    services.runTokens.set(tokenKey(clientToken, run.cluster), {
      request: fingerprint(run.request),
      taskArns,
      at: context.clock.now(),
    });
  }
  wake(services);
  return { tasks, failures };
}

function startOne(context: Context, run: Run, turn: number, spot: Spot): TaskRecord {
  const { request, cluster, definition, compute, tags } = run;
  const { overrides, startedBy, group = `family:${definition.family}` } = request;
  return makeTask(context, {
    at: context.clock.now(),
    clusterArn: cluster.arn,
    definition: withOverrides(definition, overrides),
    compute: {
      launchType: compute.launchType ?? (isFargate(compute) ? 'FARGATE' : 'EC2'),
      capacityProviderName: spot.provider,
      platformVersion: resolvedPlatform(compute.platformVersion),
      platformFamily: compute.platformFamily,
    },
    instance: spot.instance,
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
