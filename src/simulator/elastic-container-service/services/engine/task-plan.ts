import type { PlannedStep } from '../task-record.ts';
import type { Fate } from './fate.ts';
import { TIMINGS } from './timings.ts';

/** What decides a task's life when it is started. Times are milliseconds. */
export interface LifeInput {
  readonly createdAt: number;
  /** The worst fate among the essential containers (a pull that fails counts for every container). */
  readonly fate: Fate;
  /** The container health check that decides; absent: none has one. */
  readonly healthCheck?: { readonly interval: number; readonly retries: number; readonly startPeriod: number };
  readonly behindBalancer: boolean;
  readonly gracePeriod: number;
}

/** The steps of a task that nobody stops, in order of time. */
export function planLife(input: LifeInput): PlannedStep[] {
  const at = (ms: number): number => input.createdAt + ms;
  const begin: PlannedStep[] = [
    { at: at(TIMINGS.connected), step: 'connect' },
    { at: at(TIMINGS.pending), step: 'pend' },
  ];
  if (input.fate === 'cannot-pull') return [...begin, ...planFailedStart(at(TIMINGS.pullGivesUp))];
  const startedAt = at(TIMINGS.running);
  return [...begin, { at: startedAt, step: 'run' }, ...planRunning(input, startedAt)];
}

function planFailedStart(at: number): PlannedStep[] {
  return [
    { at, step: 'fail-to-start' },
    { at: at + TIMINGS.stoppingToStopped, step: 'stop' },
    { at: at + TIMINGS.stoppingToStopped + TIMINGS.taskMemory, step: 'forget' },
  ];
}

function planRunning(input: LifeInput, startedAt: number): PlannedStep[] {
  if (['crash', 'out-of-memory', 'exit-0'].includes(input.fate)) return planExit(startedAt + TIMINGS.crash);
  const check = input.healthCheck;
  if (check !== undefined && input.fate === 'unhealthy') {
    return [{ at: startedAt + check.startPeriod + check.interval * check.retries, step: 'unhealthy' }];
  }
  if (check !== undefined) return [{ at: startedAt + check.interval, step: 'healthy' }];
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

/** A task is told to stop at `at`. One whose containers never ran has nothing to wait for. */
export function planStop(at: number, hasRun: boolean): PlannedStep[] {
  const stoppedAt = at + (hasRun ? TIMINGS.stopToStopped : TIMINGS.stoppingToStopped);
  const exitAt = at + (hasRun ? TIMINGS.stopToExit : 0);
  return [
    { at: exitAt, step: 'container-stop' },
    { at: hasRun ? exitAt + TIMINGS.exitToDeprovisioning : at, step: 'deprovision' },
    { at: stoppedAt, step: 'stop' },
    { at: stoppedAt + TIMINGS.taskMemory, step: 'forget' },
  ];
}
