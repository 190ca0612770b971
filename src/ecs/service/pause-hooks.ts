import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';

/** How long a PAUSE hook waits when it does not say: 24 hours (DeploymentLifecycleHookTimeoutConfiguration). */
const DEFAULT_PAUSE_MINUTES = 1440;

/** Stages in the order in which deployments go through them (ServiceDeployment, lifecycleStage). */
const STAGES = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
];

/**
 * How many minutes PAUSE hooks may have held a deployment that has come to this stage. ECS does not tell how long they
 * did; at most until they time out. Hooks of one stage wait at the same time.
 *
 * @param steps how often production traffic moves: so often hooks wait before it
 */
export function pauseMinutes(spec: EcsServiceSpec, stage: string | undefined, steps: number): number {
  const reached = STAGES.slice(0, STAGES.indexOf(stage ?? '') + 1);
  const before = pauseAt(spec, 'PRE_PRODUCTION_TRAFFIC_SHIFT');
  // AWS documents no lifecycleStage for it: the one before it stays.
  const shifts = reached.includes('PRODUCTION_TRAFFIC_SHIFT')
    ? steps
    : Number(reached.includes('POST_TEST_TRAFFIC_SHIFT'));
  return reached.reduce((minutes, each) => minutes + pauseAt(spec, each), before * shifts);
}

function pauseAt({ deploymentConfiguration }: EcsServiceSpec, stage: string): number {
  const pauses = (deploymentConfiguration?.lifecycleHooks ?? [])
    .filter(
      ({ targetType, lifecycleStages }) => targetType === 'PAUSE' && lifecycleStages.some((each) => each === stage),
    )
    .map(({ timeoutConfiguration }) => timeoutConfiguration?.timeoutInMinutes ?? DEFAULT_PAUSE_MINUTES);
  return Math.max(0, ...pauses);
}
