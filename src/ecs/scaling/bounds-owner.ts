import type { ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';

type Bounds = { readonly [K in 'MinCapacity' | 'MaxCapacity']?: number | undefined };

/**
 * Who set the bounds that are in force: `Spec`, `ScheduledAction/<name>` for one that sets what is there now, or
 * `External`. Application Auto Scaling does not keep that with the target.
 */
export function boundsSetBy(
  spec: Pick<EcsScalingSpec, 'minCapacity' | 'maxCapacity'>,
  target: Bounds,
  actions: readonly ScheduledAction[],
): string {
  const ofSpec = { MinCapacity: spec.minCapacity, MaxCapacity: spec.maxCapacity };
  if (target.MinCapacity === ofSpec.MinCapacity && target.MaxCapacity === ofSpec.MaxCapacity) return 'Spec';
  const fitting = actions.filter(({ ScalableTargetAction: set = {} }) => explains(set, target, ofSpec));
  // One that names both bounds tells more than one that names a single bound.
  const [best] = fitting.toSorted((a, b) => named(b) - named(a));
  return best === undefined ? 'External' : `ScheduledAction/${best.ScheduledActionName ?? ''}`;
}

/** Every bound that `set` names is the one in force, and one of them is not the spec's. */
function explains(set: Bounds, target: Bounds, ofSpec: Bounds): boolean {
  const bounds = (['MinCapacity', 'MaxCapacity'] as const).filter((bound) => set[bound] !== undefined);
  return bounds.every((bound) => set[bound] === target[bound]) && bounds.some((bound) => set[bound] !== ofSpec[bound]);
}

function named({ ScalableTargetAction: set }: ScheduledAction): number {
  return [set?.MinCapacity, set?.MaxCapacity].filter((bound) => bound !== undefined).length;
}
