import { emptyScalingState } from './application-autoscaling/state.ts';
import type { ScalingState } from './application-autoscaling/state.ts';
import { emptyCloudWatchState } from './cloudwatch/state.ts';
import type { CloudWatchState } from './cloudwatch/state.ts';
import { emptyServicesState } from './elastic-container-service/services/state.ts';
import type { ServicesState } from './elastic-container-service/services/state.ts';
import { emptyContainerServiceState } from './elastic-container-service/state.ts';
import type { ContainerServiceState } from './elastic-container-service/state.ts';
import { emptyBalancingState } from './elastic-load-balancing-v2/state.ts';
import type { BalancingState } from './elastic-load-balancing-v2/state.ts';
import type { Operation, OperationContext } from './operation.ts';
import { emptyOuterWorld } from './outer-world/state.ts';
import type { OuterWorldState } from './outer-world/state.ts';

/**
 * The whole state of the simulated account and Region: plain data (objects, arrays, Maps, Sets, no functions, no
 * class instances), so that it can be dumped and restored.
 */
export interface World {
  readonly ecs: ContainerServiceState;
  readonly services: ServicesState;
  readonly autoscaling: ScalingState;
  readonly balancing: BalancingState;
  readonly cloudwatch: CloudWatchState;
  readonly outer: OuterWorldState;
}

export type Context = OperationContext<World>;
export type WorldOperation = Operation<World>;

/** An account in which nothing exists yet. */
export function emptyWorld(): World {
  return {
    ecs: emptyContainerServiceState(),
    services: emptyServicesState(),
    autoscaling: emptyScalingState(),
    balancing: emptyBalancingState(),
    cloudwatch: emptyCloudWatchState(),
    outer: emptyOuterWorld(),
  };
}
