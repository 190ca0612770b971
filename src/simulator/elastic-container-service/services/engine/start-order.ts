import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { exitCodeOf, fateOf } from './fate-by-image-tag.ts';
import { inMilliseconds } from './health-check.ts';
import { TIMINGS } from './timings.ts';

/** When the containers of a task start and end by themselves, in milliseconds after the first of them starts. */
export interface StartOrder {
  /** By name of the container; those that wait for nothing start at 0. */
  readonly starts: ReadonlyMap<string, number>;
  /** When the last one starts, and with it the task is RUNNING. */
  readonly lastStart: number;
  /** Set when a container waits for what never comes: the task fails to start then. */
  readonly failsAfter?: number | undefined;
}

/** A container that waits is started by `startTimeout`; Fargate's own limit is three minutes (documented). */
const START_TIMEOUT_MS = 180_000;
/** After what a container waits for has come true (recorded). */
const NOTICED_MS = 600;

/** Works out `dependsOn`. Cycles and unknown names are refused at registration. */
export function startOrder(containers: readonly ContainerDefinition[]): StartOrder {
  const starts = new Map<string, number>();
  const failures: number[] = [];
  const startOf = (container: ContainerDefinition): number => {
    const { name = '', dependsOn = [] } = container;
    const known = starts.get(name);
    if (known !== undefined) return known;
    starts.set(name, 0);
    const waits = dependsOn.map(({ containerName, condition }) => {
      const target = containers.find((each) => each.name === containerName);
      if (target === undefined) return 0;
      const { after, fails } = comesTrue(target, condition ?? 'START');
      const at = startOf(target) + after;
      if (fails) failures.push(at);
      return condition === 'START' ? at : at + NOTICED_MS;
    });
    starts.set(name, Math.max(0, ...waits));
    return starts.get(name) ?? 0;
  };
  const lastStart = Math.max(0, ...containers.map(startOf));
  return { starts, lastStart, failsAfter: failures.length === 0 ? undefined : Math.min(...failures) };
}

/** When a condition is met, or can no longer be, after the container that it is about has started. */
function comesTrue(target: ContainerDefinition, condition: string): { after: number; fails: boolean } {
  if (condition === 'START') return { after: 0, fails: false };
  const image = target.image ?? '';
  if (condition === 'HEALTHY') {
    const { interval, retries, startPeriod } = inMilliseconds(target.healthCheck);
    if (fateOf(image) !== 'unhealthy') return { after: interval, fails: false };
    return { after: startPeriod + interval * retries, fails: true };
  }
  const code = exitCodeOf(image);
  if (code === undefined) return { after: START_TIMEOUT_MS, fails: true };
  return { after: TIMINGS.crash, fails: condition === 'SUCCESS' && code !== 0 };
}
