import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Definition } from '../task-definitions.ts';
import type { Doom, TaskContainer, TaskRecord } from '../task-record.ts';
import { exitCodeOf, fateOf, FATES_BY_WEIGHT, ignoresStop, type Fate } from './fate-by-image-tag.ts';
import { inMilliseconds } from './health-check.ts';
import type { TaskBlueprint } from './task-blueprint.ts';
import type { Surroundings } from './scene.ts';
import { startOrder, type StartOrder } from './start-order.ts';
import { cannotPull } from './start-trouble/images.ts';
import { startTrouble } from './start-trouble/start-trouble.ts';
import { killedAfter, planLife } from './task-plan.ts';
import { TIMINGS } from './timings.ts';

/**
 * Plans a task's whole life: what keeps it from starting, containers that wait for others, and the worst fate among the
 * containers that count (a pull that fails always does, an exit only of an essential one).
 */
export function decideFate(surroundings: Surroundings, task: TaskRecord, blueprint: TaskBlueprint): void {
  const { definition, balancer, gracePeriod } = blueprint;
  const order = startOrder(definition.containers);
  const trouble = startTrouble(surroundings, definition, task.id);
  const { fate, doom } = worstFate(task, balancer);
  task.doomed = doom;
  if (order.failsAfter !== undefined) task.doomed = { container: '', reason: 'Task failed to start' };
  if (trouble !== undefined) {
    const { container = '', reason } = trouble;
    task.doomed = { container, reason, containerReason: reason, beforePull: trouble.container === undefined };
  }
  timeContainers(task, order);
  timeStop(task, definition);
  const check = definition.containers.find((container) => container.essential !== false && container.healthCheck);
  task.plan = planLife({
    createdAt: task.createdAt,
    pace: task.pace,
    fate,
    ...(check === undefined ? {} : { healthCheck: inMilliseconds(check.healthCheck) }),
    behindBalancer: balancer !== undefined,
    gracePeriod,
    startFailsAfter: trouble?.failsAfter,
    lastStart: order.lastStart,
    dependencyFailsAfter: order.failsAfter,
    containerChanges: changesOf(task),
  });
}

function worstFate(task: TaskRecord, balancer: string | undefined): { fate: Fate; doom?: Doom | undefined } {
  const culprit = (fate: Fate): TaskContainer | undefined =>
    task.containers.find(
      (container) => fateOf(container.image) === fate && (fate === 'cannot-pull' || container.essential),
    );
  const fate = FATES_BY_WEIGHT.find((each) => culprit(each) !== undefined) ?? 'healthy';
  const doomed = culprit(fate);
  if (fate === 'healthy' || doomed === undefined) return { fate };
  const reason = reasonOf(fate, doomed.image, balancer);
  return {
    fate,
    doom: { container: doomed.name, reason, exitCode: exitCodeOf(doomed.image), ...atContainer(fate, reason) },
  };
}

/** What stands at the container itself: why it was not pulled or why it was killed (reported). */
function atContainer(fate: Fate, reason: string): Pick<Doom, 'containerReason'> {
  if (fate === 'cannot-pull') return { containerReason: reason };
  if (fate !== 'out-of-memory') return {};
  return { containerReason: 'OutOfMemoryError: Container killed due to memory usage' };
}

function reasonOf(fate: Fate, image: string, balancer: string | undefined): string {
  if (fate === 'cannot-pull') return cannotPull(image);
  if (balancer !== undefined) return `Task failed ELB health checks in (${balancer})`;
  return 'Task failed container health checks';
}

/** When containers start or end apart from their task: while others wait for them, or because they are not essential. */
function timeContainers(task: TaskRecord, order: StartOrder): void {
  const first = task.createdAt + task.pace.running;
  const limit = order.failsAfter ?? Infinity;
  for (const container of task.containers) {
    const start = order.starts.get(container.name) ?? 0;
    if (start > limit) continue;
    if (start < order.lastStart) container.startsAt = first + start;
    const code = container.essential ? undefined : exitCodeOf(container.image);
    if (code === undefined) continue;
    container.endsAt = first + start + TIMINGS.crash;
    container.endsWith = code;
  }
}

/** The times of these changes, after the first container's start. */
function changesOf(task: TaskRecord): number[] {
  const first = task.createdAt + task.pace.running;
  const times = task.containers.flatMap(({ startsAt, endsAt }) => [startsAt ?? [], endsAt ?? []].flat());
  return [...new Set(times.map((time) => time - first))];
}

/** Containers that do not heed their stop signal are waited for until their time-out, 30 s when they name none. */
function timeStop(task: TaskRecord, definition: Definition): void {
  const deaf = definition.containers.filter(({ image = '' }: ContainerDefinition) => ignoresStop(image));
  if (deaf.length === 0) return;
  task.stopTakes = Math.max(...deaf.map(({ stopTimeout = 30 }) => killedAfter(stopTimeout)));
  for (const container of task.containers) container.ignoresStop = ignoresStop(container.image);
}
