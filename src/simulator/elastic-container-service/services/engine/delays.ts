import type { TaskPace } from '../task-record.ts';
import type { Surroundings } from './scene.ts';
import { TIMINGS } from './timings.ts';

/**
 * What was seen to take a different time each time, in milliseconds: from the shortest to the longest observation on
 * real Fargate (`ecs-task-timeline-*`, `ecs-describeservicedeployments-*`, `ecs-listservicedeployments-*`). UNKNOWN: how
 * the times in between are spread; evenly here.
 */
const OBSERVED = {
  deploymentStarted: [130, 1_600],
  connected: [4_000, 5_000],
  pullStarted: [11_000, 12_600],
  pull: [9_000, 9_900],
  pulledToRunning: [600, 4_300],
  stopToStopped: [25_000, 26_000],
  steadyState: [7_000, 9_000],
} as const;

/** What decides how long something takes. */
type Circumstances = Pick<Surroundings, 'random' | 'delays'>;

/** How fast tasks go on Fargate where delays are not drawn. */
export const TYPICAL_PACE: TaskPace = {
  connected: TIMINGS.connected,
  pending: TIMINGS.pending,
  pullStarted: TIMINGS.pullStarted,
  pullStopped: TIMINGS.pullStopped,
  running: TIMINGS.running,
  stopToStopped: TIMINGS.stopToStopped,
};

/** UNKNOWN: how long a task takes to start on an instance. */
const PACE_ON_INSTANCE: TaskPace = {
  connected: 0,
  pending: 500,
  pullStarted: 1_000,
  pullStopped: 4_500,
  running: 5_000,
  stopToStopped: TIMINGS.stopToStopped,
};

/** How fast a new task goes: decided when it is made, so that nothing done to it later changes that. */
export function taskPace(circumstances: Circumstances, onInstance: boolean): TaskPace {
  if (onInstance) return PACE_ON_INSTANCE;
  if (circumstances.delays === 'typical') return TYPICAL_PACE;
  const connected = draw(circumstances, 'connected');
  const pullStarted = draw(circumstances, 'pullStarted');
  const pullStopped = pullStarted + draw(circumstances, 'pull');
  const running = pullStopped + draw(circumstances, 'pulledToRunning');
  return {
    connected,
    pending: TIMINGS.pending,
    pullStarted,
    pullStopped,
    running,
    stopToStopped: draw(circumstances, 'stopToStopped'),
  };
}

/** How long it takes this time until a service deployment is started, or until a service that is well is called steady. */
export function delayOf(circumstances: Circumstances, what: 'deploymentStarted' | 'steadyState'): number {
  return circumstances.delays === 'typical' ? TIMINGS[what] : draw(circumstances, what);
}

function draw({ random }: Circumstances, what: keyof typeof OBSERVED): number {
  const [least, most] = OBSERVED[what];
  return least + Math.floor(random() * (most - least + 1));
}
