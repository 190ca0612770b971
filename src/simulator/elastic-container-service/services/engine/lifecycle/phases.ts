import type {
  DeploymentConfiguration,
  DeploymentLifecycleHookStage,
  ServiceDeploymentLifecycleStage,
} from '@aws-sdk/client-ecs';
import { TIMINGS } from '../timings.ts';

/** One step in the life of a deployment that shifts traffic. */
export interface Phase {
  /** The stage that DescribeServiceDeployments shows meanwhile. */
  readonly stage: ServiceDeploymentLifecycleStage;
  /** The hooks that run in it. */
  readonly hooks?: DeploymentLifecycleHookStage;
  /** The new revision's share of the traffic from here on, in percent. */
  readonly testWeight?: number;
  readonly productionWeight?: number;
  /** It lasts at least so long, in milliseconds. */
  readonly lasts: number;
  /** What it waits for beside time and hooks. */
  readonly until?: 'reconciled' | 'scaled-up';
}

/** A step of the production traffic: the new revision's share, and how long it is watched, in milliseconds. */
export interface TrafficStep {
  readonly weight: number;
  readonly bake: number;
}

const MINUTE = 60_000;

/**
 * The steps in which production traffic moves. The last one, to 100 percent, is followed by the deployment's own bake
 * time and by no step bake (documented). Percentages are multiples of 0.1.
 */
export function trafficSteps(configuration: DeploymentConfiguration): TrafficStep[] {
  return [...partialSteps(configuration).filter(({ weight }) => weight < 100), { weight: 100, bake: 0 }];
}

function partialSteps({ strategy, linearConfiguration, canaryConfiguration }: DeploymentConfiguration): TrafficStep[] {
  if (strategy === 'CANARY') {
    const { canaryPercent = 5, canaryBakeTimeInMinutes = 10 } = canaryConfiguration ?? {};
    return [{ weight: canaryPercent, bake: canaryBakeTimeInMinutes * MINUTE }];
  }
  if (strategy !== 'LINEAR') return [];
  const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = linearConfiguration ?? {};
  return Array.from({ length: Math.ceil(100 / stepPercent) }, (_, index) => ({
    weight: Math.round(stepPercent * (index + 1) * 10) / 10,
    bake: stepBakeTimeInMinutes * MINUTE,
  }));
}

/**
 * Every phase of a deployment of BLUE_GREEN, LINEAR or CANARY, in order (documented). The hooks before a shift of
 * production traffic have a stage of their own and no stage is shown for them: the one before stays (UNKNOWN: AWS's choice).
 */
export function phasesOf(configuration: DeploymentConfiguration, reconciles: boolean): Phase[] {
  return [
    ...(reconciles ? [{ ...passing('RECONCILE_SERVICE'), until: 'reconciled' as const }] : []),
    passing('PRE_SCALE_UP'),
    { stage: 'SCALE_UP', lasts: 0, until: 'scaled-up' },
    passing('POST_SCALE_UP'),
    { ...passing('TEST_TRAFFIC_SHIFT'), testWeight: 100 },
    passing('POST_TEST_TRAFFIC_SHIFT'),
    ...trafficSteps(configuration).flatMap(shift),
    passing('POST_PRODUCTION_TRAFFIC_SHIFT'),
    { stage: 'BAKE_TIME', lasts: (configuration.bakeTimeInMinutes ?? 0) * MINUTE },
    { stage: 'CLEAN_UP', lasts: TIMINGS.stage },
  ];
}

function passing(stage: ServiceDeploymentLifecycleStage & DeploymentLifecycleHookStage): Phase {
  return { stage, hooks: stage, lasts: TIMINGS.stage };
}

function shift({ weight, bake }: TrafficStep, index: number): Phase[] {
  return [
    {
      stage: index === 0 ? 'POST_TEST_TRAFFIC_SHIFT' : 'PRODUCTION_TRAFFIC_SHIFT',
      hooks: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
      lasts: 0,
    },
    {
      stage: 'PRODUCTION_TRAFFIC_SHIFT',
      hooks: 'PRODUCTION_TRAFFIC_SHIFT',
      productionWeight: weight,
      lasts: Math.max(TIMINGS.stage, bake),
    },
  ];
}
