import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import type { DesiredCountOwner, EcsServiceStatus } from '../../api/status.ts';

/** What is known of scaling of this service by others. */
export interface ScalingKnowledge {
  /** Whether a scalable target names the service; `unknown` while Application Auto Scaling is not read. */
  readonly target: 'present' | 'absent' | 'unknown';
  /** The EcsScaling that names the service and is not being deleted; `unknown` while they are not listed. */
  readonly scaling: { readonly minCapacity?: number | undefined } | 'absent' | 'unknown';
}

export interface CountDecision {
  readonly owner: DesiredCountOwner;
  /** The count to bring about; `undefined`: the count is not ours to send. */
  readonly count: number | undefined;
  /** {@link EcsServiceStatus.releasedDesiredCount} from now on. */
  readonly released: EcsServiceStatus['releasedDesiredCount'];
}

type CountSpec = Pick<EcsServiceSpec, 'desiredCount' | 'schedulingStrategy'>;
type CountStatus = Pick<EcsServiceStatus, 'releasedDesiredCount'>;

/**
 * Who owns the desired count of an existing service. The one place that decides it:
 *
 * 1. DAEMON: ECS runs one task per instance, a count cannot be sent.
 * 2. A scalable target or an EcsScaling: Application Auto Scaling. The spec's count of that moment is remembered.
 * 3. Nobody looked yet: unknown, nothing is sent.
 * 4. No count in the spec: whoever else sets it.
 * 5. An autoscaler has left and the spec's count is still the one of then: whoever else sets it.
 * 6. The spec (which the scale subresource writes).
 */
export function decideDesiredCount(spec: CountSpec, status: CountStatus, known: ScalingKnowledge): CountDecision {
  const wanted = spec.desiredCount ?? 'absent';
  const released = status.releasedDesiredCount;
  if (spec.schedulingStrategy === 'DAEMON') return { owner: 'External', count: undefined, released };
  if (known.target === 'present' || isPresent(known.scaling)) {
    return { owner: 'ApplicationAutoScaling', count: undefined, released: wanted };
  }
  if (known.target === 'unknown' || known.scaling === 'unknown') {
    return { owner: 'Unknown', count: undefined, released };
  }
  if (wanted === 'absent' || released === wanted) return { owner: 'External', count: undefined, released };
  return { owner: 'Spec', count: wanted, released: undefined };
}

/**
 * The count in CreateService, which REPLICA services need: the spec's, else the lower bound of the EcsScaling that
 * names the service, else 1. `undefined` for DAEMON services, which refuse a count.
 */
export function countAtCreation(spec: CountSpec, known: ScalingKnowledge): number | undefined {
  if (spec.schedulingStrategy === 'DAEMON') return undefined;
  const minimum = isPresent(known.scaling) ? known.scaling.minCapacity : undefined;
  return spec.desiredCount ?? minimum ?? 1;
}

function isPresent(scaling: ScalingKnowledge['scaling']): scaling is { readonly minCapacity?: number | undefined } {
  return typeof scaling === 'object';
}

/**
 * Whether Application Auto Scaling must be asked before a plan can be made: nobody decided yet whose the count is, an
 * autoscaler had it and may have left, or a count would be sent.
 */
export function needsScalingRead(
  spec: CountSpec,
  status: CountStatus & Pick<EcsServiceStatus, 'desiredCountOwner'>,
  live: number | undefined,
  scaling: ScalingKnowledge['scaling'],
): boolean {
  if (spec.schedulingStrategy === 'DAEMON' || spec.desiredCount === undefined || isPresent(scaling)) return false;
  const { desiredCountOwner: owner } = status;
  if (owner === undefined || owner === 'Unknown' || owner === 'ApplicationAutoScaling') return true;
  const { count } = decideDesiredCount(spec, status, { target: 'absent', scaling: 'absent' });
  return count !== undefined && count !== live;
}
