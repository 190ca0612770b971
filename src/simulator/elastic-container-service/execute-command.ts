import { hexDigits, letters } from '../identifiers.ts';
import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import { activeCluster } from './clusters/find-cluster.ts';
import { invalidParameter, text } from './parameter-rules.ts';
import { toTaskArn } from './services/find-service.ts';
import type { TaskContainer, TaskRecord } from './services/task-record.ts';

/** UNKNOWN: how long after the task the agent runs. Until then the call fails as if it were not enabled (reported). */
const AGENT_STARTS_MS = 5_000;

/** ExecuteCommand: a session whose stream leads nowhere. */
export function executeCommand(context: Context, input: Json): Json {
  const cluster = activeCluster(context, text(input, 'cluster'));
  const arn = toTaskArn(cluster, text(input, 'task') ?? '');
  const task = context.world.services.tasks.get(arn);
  if (task === undefined) throw invalidParameter('The referenced task was not found.');
  if (input['interactive'] !== true) throw invalidParameter('Interactive is the only mode supported currently.');
  checkAgentRuns(context, task);
  const container = chooseContainer(task, text(input, 'container'));
  const sessionId = `ecs-execute-command-${hexDigits(context.random, 25)}`;
  return {
    clusterArn: cluster.arn,
    containerArn: container.arn,
    containerName: container.name,
    interactive: true,
    session: {
      sessionId,
      streamUrl: `wss://ssmmessages.${context.region}.amazonaws.com/v1/data-channel/${sessionId}?role=publish_subscribe`,
      tokenValue: letters(context.random, 64),
    },
    taskArn: arn,
  };
}

/** @throws AwsFault InvalidParameterException, its apostrophe typographic (reported) */
function checkAgentRuns(context: Context, task: TaskRecord): void {
  const since = task.startedAt;
  const runs = task.lastStatus === 'RUNNING' && since !== undefined && since + AGENT_STARTS_MS <= context.clock.now();
  if (task.enableExecuteCommand && runs) return;
  throw invalidParameter(
    'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.',
  );
}

/** A name is needed where there are several containers (documented). UNKNOWN: the words. */
function chooseContainer(task: TaskRecord, name: string | undefined): TaskContainer {
  const [only, ...others] = task.containers;
  if (name === undefined && others.length === 0 && only !== undefined) return only;
  if (name === undefined) {
    throw invalidParameter('The container name must be specified for a task with more than one container.');
  }
  const found = task.containers.find((container) => container.name === name);
  if (found === undefined) throw invalidParameter('The specified container was not found in the task.');
  return found;
}
