import type { TaskContainer, TaskRecord, TaskStep } from '../task-record.ts';
import { planStop } from './task-plan.ts';

/** Between the two times of a pull that never was. */
const NOTHING_PULLED = 4;

/** What a step means to the service: nothing, a failed task, or a task that fails a health check and must go. */
export type StepOutcome = 'none' | 'failed' | 'unhealthy';

type Apply = (task: TaskRecord, at: number) => StepOutcome;

const STEPS: Record<TaskStep, Apply> = {
  connect: (task, at) => {
    task.attachmentStatus = 'ATTACHED';
    task.connectivityAt = at;
    return 'none';
  },
  pend: (task) => {
    task.lastStatus = 'PENDING';
    task.version += 1;
    return 'none';
  },
  containers: moveContainers,
  run,
  'fail-to-start': failToStart,
  exit,
  healthy: (task, at) => {
    task.healthySince = at;
    checked(task).forEach((container) => (container.healthStatus = 'HEALTHY'));
    task.version += 1;
    return 'none';
  },
  unhealthy: (task) => {
    task.healthySince = undefined;
    checked(task).forEach((container) => (container.healthStatus = 'UNHEALTHY'));
    task.version += 1;
    return 'unhealthy';
  },
  'fail-balancer-check': (task) => {
    task.healthySince = undefined;
    return 'unhealthy';
  },
  'container-stop': (task, at) => {
    task.executionStoppedAt = at;
    for (const container of task.containers) stopContainer(container, codeWhenStopped(container));
    return 'none';
  },
  stopping: (task, at) => {
    task.desiredStatus = 'STOPPED';
    task.lastStatus = 'DEPROVISIONING';
    task.stoppingAt = at;
    task.attachmentStatus = 'DETACHING';
    task.version += 1;
    return 'failed';
  },
  deprovision: (task) => {
    task.lastStatus = 'DEPROVISIONING';
    task.attachmentStatus = 'DETACHING';
    task.version += 1;
    return 'none';
  },
  stop: (task, at) => {
    task.lastStatus = 'STOPPED';
    task.attachmentStatus = 'DELETED';
    task.stoppedAt = at;
    task.version += 1;
    return 'none';
  },
  forget: () => 'none',
};

/** Applies one planned step at its time. `forget` is the caller's to act on. */
export function applyStep(task: TaskRecord, step: TaskStep, at: number): StepOutcome {
  return STEPS[step](task, at);
}

/** Tells a task to stop: desiredStatus, code, reason and stoppingAt at once; the rest follows (recorded). */
export function tellToStop(task: TaskRecord, at: number, stopCode: string, reason: string): void {
  task.desiredStatus = 'STOPPED';
  task.stopCode = stopCode;
  task.stoppedReason = reason;
  task.stoppingAt = at;
  task.healthySince = undefined;
  task.version += 1;
  task.plan = planStop(at, task.startedAt !== undefined, task.pace, task.stopTakes);
}

function run(task: TaskRecord, at: number): StepOutcome {
  task.lastStatus = 'RUNNING';
  task.startedAt = at;
  task.pullStartedAt = task.createdAt + task.pace.pullStarted;
  task.pullStoppedAt = task.createdAt + task.pace.pullStopped;
  for (const container of task.containers) {
    container.pulled = true;
    if (container.lastStatus === 'PENDING') startContainer(container);
  }
  if (!task.hasHealthCheck && !failsBalancer(task)) task.healthySince = at;
  task.version += 1;
  return 'none';
}

/** Containers that others wait for start before the task runs; one that is not essential ends without ending it. */
function moveContainers(task: TaskRecord, at: number): StepOutcome {
  for (const container of task.containers) {
    container.pulled = true;
    if (container.lastStatus === 'PENDING' && at >= (container.startsAt ?? Infinity)) startContainer(container);
    if (container.lastStatus === 'RUNNING' && at >= (container.endsAt ?? Infinity)) {
      stopContainer(container, container.endsWith);
    }
  }
  task.version += 1;
  return 'none';
}

function startContainer(container: TaskContainer): void {
  container.lastStatus = 'RUNNING';
  container.hasRun = true;
}

/** A container that was told to stop; one that does not heed that is killed (recorded). */
function codeWhenStopped({ hasRun, ignoresStop }: TaskContainer): number | undefined {
  if (!hasRun) return undefined;
  return ignoresStop === true ? 137 : 0;
}

/** Behind a load balancer a task counts once its target is healthy (documented): one that never is, never does. */
function failsBalancer(task: TaskRecord): boolean {
  return task.plan.some(({ step }) => step === 'fail-balancer-check');
}

function failToStart(task: TaskRecord, at: number): StepOutcome {
  task.desiredStatus = 'STOPPED';
  task.lastStatus = 'DEPROVISIONING';
  task.attachmentStatus = 'DETACHING';
  task.stopCode = 'TaskFailedToStart';
  task.stoppedReason = task.doomed?.reason;
  setPullTimes(task, at);
  task.executionStoppedAt = at;
  task.stoppingAt = at;
  for (const container of task.containers) stopContainer(container, codeWhenStopped(container));
  const culprit = task.containers.find((container) => container.name === task.doomed?.container);
  if (culprit !== undefined) culprit.reason = task.doomed?.containerReason;
  task.version += 1;
  return 'failed';
}

/** Both times are there whatever fails; milliseconds apart when nothing was pulled (recorded). */
function setPullTimes(task: TaskRecord, at: number): void {
  const pulled = task.containers.some((container) => container.pulled === true);
  task.pullStartedAt = task.doomed?.beforePull === true ? at - NOTHING_PULLED : task.createdAt + task.pace.pullStarted;
  task.pullStoppedAt = pulled ? task.createdAt + task.pace.pullStopped : at;
}

function exit(task: TaskRecord, at: number): StepOutcome {
  task.executionStoppedAt = at;
  task.healthySince = undefined;
  task.stopCode = 'EssentialContainerExited';
  task.stoppedReason = 'Essential container in task exited';
  const { doomed } = task;
  for (const container of task.containers) {
    const isDoomed = container.name === doomed?.container;
    stopContainer(container, isDoomed ? (doomed?.exitCode ?? 1) : 0);
    if (isDoomed) container.reason = doomed?.containerReason;
  }
  task.version += 1;
  return 'none';
}

function stopContainer(container: TaskContainer, exitCode: number | undefined): void {
  if (container.lastStatus === 'STOPPED') return;
  container.lastStatus = 'STOPPED';
  container.exitCode = exitCode;
}

function checked(task: TaskRecord): TaskContainer[] {
  return task.containers.filter((container) => container.healthChecked);
}
