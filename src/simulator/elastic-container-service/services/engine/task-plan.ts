import type { PlannedStep, TaskPace } from '../task-record.ts';
import type { Fate } from './fate-by-image-tag.ts';
import { TIMINGS } from './timings.ts';

/** What decides a task's life when it is started. Times are milliseconds. */
export interface LifeInput {
  readonly createdAt: number;
  readonly pace: TaskPace;
  /** The worst fate among the essential containers (a pull that fails counts for every container). */
  readonly fate: Fate;
  /** The container health check that decides; absent: none has one. */
  readonly healthCheck?: { readonly interval: number; readonly retries: number; readonly startPeriod: number };
  readonly behindBalancer: boolean;
  readonly gracePeriod: number;
  /** Something outside keeps the task from starting; it gives up after this. */
  readonly startFailsAfter?: number | undefined;
  /** When the last container starts after the first; and when one waits in vain, which fails the task. */
  readonly lastStart?: number | undefined;
  readonly dependencyFailsAfter?: number | undefined;
  /** After the first container's start: when containers start or end by themselves, and the task goes on. */
  readonly containerChanges?: readonly number[] | undefined;
}

/** A health check that others wait for is shown HEALTHY so long after they have started (recorded). */
const SHOWN_HEALTHY_LATER = 19_000;
/** How long a container works that fails its health check later. */
const TURNS_UNHEALTHY = 60_000;
/** A container that does not heed its stop signal ends so long after its time-out is over (recorded). */
const KILLED_LATER = 11_300;

/** The steps of a task that nobody stops, in order of time. */
export function planLife(input: LifeInput): PlannedStep[] {
  const at = (ms: number): number => input.createdAt + ms;
  const begin: PlannedStep[] = [
    { at: at(input.pace.connected), step: 'connect' },
    { at: at(input.pace.pending), step: 'pend' },
  ];
  const failsAfter = input.startFailsAfter ?? (input.fate === 'cannot-pull' ? TIMINGS.pullGivesUp : undefined);
  if (failsAfter !== undefined) return [...begin, ...planFailedStart(at(failsAfter))];
  const first = at(input.pace.running);
  const changes = (input.containerChanges ?? []).map((after): PlannedStep => ({
    at: first + after,
    step: 'containers',
  }));
  const { lastStart = 0, dependencyFailsAfter } = input;
  const rest =
    dependencyFailsAfter === undefined
      ? [{ at: first + lastStart, step: 'run' } as const, ...planRunning(input, first + lastStart)]
      : planFailedStart(first + dependencyFailsAfter);
  return [...begin, ...[...changes, ...rest].toSorted((a, b) => a.at - b.at)];
}

function planFailedStart(at: number): PlannedStep[] {
  return [
    { at, step: 'fail-to-start' },
    { at: at + TIMINGS.stoppingToStopped, step: 'stop' },
    { at: at + TIMINGS.stoppingToStopped + TIMINGS.taskMemory, step: 'forget' },
  ];
}

function planRunning(input: LifeInput, startedAt: number): PlannedStep[] {
  if (['crash', 'out-of-memory', 'exit'].includes(input.fate)) return planExit(startedAt + TIMINGS.crash);
  const check = input.healthCheck;
  if (check !== undefined && input.fate === 'unhealthy') {
    return [{ at: startedAt + check.startPeriod + check.interval * check.retries, step: 'unhealthy' }];
  }
  if (check !== undefined) {
    const healthyAt = startedAt + ((input.lastStart ?? 0) > 0 ? SHOWN_HEALTHY_LATER : check.interval);
    const later: PlannedStep = { at: healthyAt + TURNS_UNHEALTHY, step: 'unhealthy' };
    return [{ at: healthyAt, step: 'healthy' }, ...(input.fate === 'unhealthy-later' ? [later] : [])];
  }
  if (input.fate === 'unhealthy' && input.behindBalancer) {
    return [{ at: startedAt + input.gracePeriod + TIMINGS.balancerCheckFails, step: 'fail-balancer-check' }];
  }
  return [];
}

/** An essential container ends by itself: stoppingAt comes after executionStoppedAt (recorded). */
export function planExit(exitAt: number): PlannedStep[] {
  const stoppingAt = exitAt + TIMINGS.exitToStopping;
  const stoppedAt = stoppingAt + TIMINGS.stoppingToStopped;
  return [
    { at: exitAt, step: 'exit' },
    { at: stoppingAt, step: 'stopping' },
    { at: stoppedAt, step: 'stop' },
    { at: stoppedAt + TIMINGS.taskMemory, step: 'forget' },
  ];
}

/** How long a container takes to end that does not heed its stop signal, from its stop time-out. */
export function killedAfter(stopTimeoutSeconds: number): number {
  return stopTimeoutSeconds * 1_000 + KILLED_LATER;
}

/** A task is told to stop at `at`. One whose containers never ran has nothing to wait for. */
export function planStop(
  at: number,
  hasRun: boolean,
  pace: TaskPace,
  stopTakes: number = TIMINGS.stopToExit,
): PlannedStep[] {
  const exitAt = at + (hasRun ? stopTakes : 0);
  const stoppedAt = hasRun ? exitAt + pace.stopToStopped - TIMINGS.stopToExit : at + TIMINGS.stoppingToStopped;
  return [
    { at: exitAt, step: 'container-stop' },
    { at: hasRun ? exitAt + TIMINGS.exitToDeprovisioning : at, step: 'deprovision' },
    { at: stoppedAt, step: 'stop' },
    { at: stoppedAt + TIMINGS.taskMemory, step: 'forget' },
  ];
}
