import type { ModifyCapacityReservationInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { findLoadBalancer } from '../find.ts';
import { checkRange } from '../refusals.ts';
import type { LoadBalancerRecord } from '../state.ts';

/** UNKNOWN: how long reserved capacity takes to be there. */
const PROVISIONING_MS = 60_000;

export function describeCapacityReservation({ world, clock }: Context, input: Json): Json {
  return view(findLoadBalancer(world.balancing, String(input['LoadBalancerArn'])), clock.now());
}

export function modifyCapacityReservation({ world, clock }: Context, input: Json): Json {
  const request = input as Json & ModifyCapacityReservationInput;
  const units = request.MinimumLoadBalancerCapacity?.CapacityUnits;
  checkRange('minimumLoadBalancerCapacity.capacityUnits', units, 1, 1_500);
  const balancer = findLoadBalancer(world.balancing, request.LoadBalancerArn ?? '');
  if (request.ResetCapacityReservation === true) balancer.capacity = undefined;
  else if (units !== undefined) balancer.capacity = { units, changedAt: clock.now() };
  return view(balancer, clock.now());
}

/** Two decreases a day are allowed (documented). */
function view({ capacity, subnets }: LoadBalancerRecord, now: number): Json {
  if (capacity === undefined) return { DecreaseRequestsRemaining: 2, CapacityReservationState: [] };
  const code = now < capacity.changedAt + PROVISIONING_MS ? 'pending' : 'provisioned';
  return {
    LastModifiedTime: capacity.changedAt / 1000,
    DecreaseRequestsRemaining: 2,
    MinimumLoadBalancerCapacity: { CapacityUnits: capacity.units },
    CapacityReservationState: subnets.map(({ zone }) => ({
      State: { Code: code },
      AvailabilityZone: zone,
      EffectiveCapacityUnits: code === 'pending' ? 0 : capacity.units / subnets.length,
    })),
  };
}
