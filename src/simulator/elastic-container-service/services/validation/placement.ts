import type { PlacementConstraint, PlacementStrategy } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../parameter-rules.ts';

export interface PlacementRequest {
  readonly placementConstraints?: PlacementConstraint[] | undefined;
  readonly placementStrategy?: PlacementStrategy[] | undefined;
}

/** Placement is EC2's, and a DAEMON takes no strategy, not even an empty one (reported). */
export function checkPlacement(request: PlacementRequest, scheduling: string, fargate: boolean): void {
  if (scheduling === 'DAEMON' && request.placementStrategy !== undefined) {
    throw invalidParameter(
      'The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and try again',
    );
  }
  if (!fargate) return;
  if ((request.placementConstraints ?? []).length > 0) {
    throw invalidParameter('Placement constraints are not supported with FARGATE launch type.');
  }
  if ((request.placementStrategy ?? []).length > 0) {
    throw invalidParameter('Placement strategies are not supported with FARGATE launch type.');
  }
}
