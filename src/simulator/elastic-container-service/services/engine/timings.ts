/**
 * How long things take, in milliseconds of the domain clock: single observations on real Fargate (recorded cases
 * `ecs-describetasks-*`, `ecs-task-timeline-*`, `ecs-describeservices-*`, `ecs-rollout-*`), not promises.
 */
export const TIMINGS = {
  /** CreateService or UpdateService until the scheduler acts on it: 15 to 17 s; a zero-task service completes then. */
  schedulerLag: 15_000,
  schedulerJitter: 2_000,
  /** Until a service deployment is shown at all, and until it is started. */
  deploymentRecorded: 1_000,
  deploymentStarted: 1_600,
  /** A superseded service deployment is STOPPED this long after its successor was made. */
  superseded: 290,
  /** From the decision to roll back until the scheduler acts on it. */
  rollbackLag: 2_000,

  /** From a task's creation. */
  connected: 4_500,
  pending: 6_500,
  pullStarted: 11_500,
  pullStopped: 20_500,
  running: 21_200,
  /** The pull of an image that is not there is tried again before the task gives up. */
  pullGivesUp: 130_000,

  /** A container with a fate that says so exits this long after it started. */
  crash: 3_000,
  /** A container that ends by itself: the task is stopping 10 s later and stopped 13.4 s after that. */
  exitToStopping: 10_000,
  stoppingToStopped: 13_400,
  /** A task told to stop: its containers end after 2 s, it is deprovisioned 10 s later, STOPPED after 26 s in all. */
  stopToExit: 2_000,
  exitToDeprovisioning: 10_000,
  stopToStopped: 26_000,
  /** A stopped task can be described for an hour. */
  taskMemory: 3_600_000,

  /** Behind a load balancer, without a container check: how long until failing checks stop the task. */
  balancerCheckFails: 60_000,
  /** RUNNING without any check counts as healthy for the minimum after 40 s. */
  readinessWait: 40_000,
  /** From all is well to the service deployment's end, and to COMPLETED and the steady state event (7 to 9 s). */
  deploymentSettles: 3_000,
  steadyState: 8_000,

  /** UNKNOWN: a lifecycle stage with nothing to wait for. A whole canary took its bakes and 36 s, so it is short. */
  stage: 1_000,
  /** A hook's function answers after this, and is called again after IN_PROGRESS when it does not say when. */
  hookAnswers: 1_000,
  hookCallsAgain: 30_000,
  hookTimeout: 1_440 * 60_000,
  /** SUCCESSFUL comes 38 s before COMPLETED, and old tasks still run then (reported): they are told to stop later. */
  cleanUp: 4_000,
  /** How often a deployment looks at its alarms; a rollback was seen 21 s after the alarm. */
  alarmCheck: 20_000,

  /** After this many failures in a row the scheduler waits, longer each time, at most 15 minutes. */
  failuresBeforeBackOff: 2,
  backOff: 240_000,
  backOffMax: 900_000,
  /** A message whose cause lasts is repeated after six hours only. */
  eventRepeat: 21_600_000,

  /** DRAINING lasts at least so long, and so long after the last task has stopped. */
  draining: 15_000,
  drainingAfterTasks: 8_000,
  /** UNKNOWN: how long an INACTIVE service can be described; an hour is the shortest that was seen. */
  inactiveMemory: 3_600_000,
} as const;

/** How long the scheduler takes to see a change, this time. */
export function schedulerDelay(random: () => number): number {
  return TIMINGS.schedulerLag + Math.floor(random() * TIMINGS.schedulerJitter);
}
