import type { ScalingState } from './application-autoscaling/state.ts';
import type { ServicesState } from './elastic-container-service/services/state.ts';
import type { ContainerServiceState } from './elastic-container-service/state.ts';

/** The whole state of the simulated account and Region: plain data, so that it can be dumped and restored. */
export interface World {
  readonly ecs: ContainerServiceState;
  readonly services: ServicesState;
  readonly autoscaling: ScalingState;
}
