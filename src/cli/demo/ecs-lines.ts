import type { EcsSnapshot, ServiceSeen, TaskSeen } from './ecs-snapshot.ts';
import type { StoryLine } from './narrator.ts';
import type { Tone } from './paint.ts';
import { shortArn, shortIds } from './short-names.ts';

/** What happened in AWS between two looks at it: revisions, scaling, services with their events, tasks. */
export function ecsLines(before: EcsSnapshot, after: EcsSnapshot): StoryLine[] {
  return [
    ...revisionLines(before, after),
    ...after.services.flatMap((service) =>
      serviceLines(
        before.services.find(({ serviceName }) => serviceName === service.serviceName),
        service,
      ),
    ),
    ...targetLines(before, after),
    ...taskLines(before, after),
  ];
}

function line(text: string, tone?: Tone): StoryLine {
  return { actor: 'ecs', text, ...(tone === undefined ? {} : { tone }) };
}

function revisionLines(before: EcsSnapshot, after: EcsSnapshot): StoryLine[] {
  const [added, gone] = difference(before.taskDefinitions, after.taskDefinitions);
  return [
    ...added.map((arn) => line(`task definition ${shortArn(arn)} registered`)),
    ...gone.map((arn) => line(`task definition ${shortArn(arn)} deregistered`)),
  ];
}

function targetLines(before: EcsSnapshot, after: EcsSnapshot): StoryLine[] {
  const old = new Map(before.targets.map((target) => [target.resourceId, target]));
  const now = new Map(after.targets.map((target) => [target.resourceId, target]));
  const [added, gone] = difference([...old.keys()], [...now.keys()]);
  return [
    ...added.flatMap((id) => now.get(id) ?? []).map((target) => line(scaled(target))),
    ...gone.map((id) => line(`scaling of ${id}: removed`)),
  ];
}

function scaled({ resourceId, minCapacity, maxCapacity }: EcsSnapshot['targets'][number]): string {
  return `scaling of ${resourceId}: between ${minCapacity} and ${maxCapacity} tasks`;
}

function serviceLines(before: ServiceSeen | undefined, after: ServiceSeen): StoryLine[] {
  const name = `service ${after.serviceName}`;
  const told = new Set(before?.events.map(({ id }) => id));
  const events = after.events.filter(({ id }) => !told.has(id)).reverse();
  return [
    ...(before === undefined ? [line(`${name} created, ${after.desiredCount} tasks wanted`)] : []),
    ...newDeployments(before, after).map(({ id, taskDefinition }) =>
      line(`${name}: deployment ${id} of ${shortArn(taskDefinition)} begins`),
    ),
    ...events.map(({ message }) => line(`${name} ${eventText(message)}`, eventTone(message))),
    ...(before !== undefined && before.status !== after.status ? [line(`${name} is ${after.status}`)] : []),
  ];
}

function newDeployments(before: ServiceSeen | undefined, after: ServiceSeen): ServiceSeen['deployments'] {
  const known = new Set(before?.deployments.map(({ id }) => id));
  // A rollback makes no deployment: it shows the former one again, and the service's events tell it.
  return after.deployments.filter(({ id, rolloutState }) => !known.has(id) && rolloutState === 'IN_PROGRESS');
}

/** ECS's words, without the name of the service before them, and with short ids of tasks. */
function eventText(message: string): string {
  return shortIds(message.replace(/^\(service [^)]*\) /, ''));
}

function eventTone(message: string): Tone | undefined {
  if (/steady state|deployment completed/.test(message)) return 'good';
  return /failed|unable|rolling back/.test(message) ? 'bad' : undefined;
}

/** Tasks that came to run, or stopped, together in one line: a rollout of twenty tasks is still a story. */
function taskLines(before: EcsSnapshot, after: EcsSnapshot): StoryLine[] {
  const old = new Map(before.tasks.map((task) => [task.taskArn, task.lastStatus]));
  const changed = after.tasks.filter((task) => old.get(task.taskArn) !== task.lastStatus);
  const groups = Map.groupBy(changed.filter(isTold), (task) => `of ${shortArn(task.taskDefinitionArn)} ${fate(task)}`);
  return [...groups].map(([text, [first, ...more]]) => {
    const who = more.length === 0 ? `task ${shortIds(shortArn(first?.taskArn ?? ''))}` : `${more.length + 1} tasks`;
    return line(`${who} ${text}`, first !== undefined && hasFailed(first) ? 'bad' : undefined);
  });
}

function isTold({ lastStatus }: TaskSeen): boolean {
  return lastStatus === 'RUNNING' || lastStatus === 'STOPPED';
}

function fate({ lastStatus, stoppedReason, containers }: TaskSeen): string {
  if (lastStatus !== 'STOPPED' || stoppedReason === undefined) return lastStatus;
  const exit = containers.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
  const code = exit === undefined ? '' : ` (${exit.name}: exit code ${exit.exitCode})`;
  return `${lastStatus}: ${shortIds(stoppedReason)}${code}`;
}

function hasFailed({ containers, stoppedReason = '' }: TaskSeen): boolean {
  return (
    /essential container|failed|cannotpull/i.test(stoppedReason) ||
    containers.some(({ exitCode = 0 }) => exitCode === 1)
  );
}

/** What is in `after` only, and what is in `before` only. */
function difference(before: readonly string[], after: readonly string[]): [string[], string[]] {
  return [after.filter((each) => !before.includes(each)), before.filter((each) => !after.includes(each))];
}
