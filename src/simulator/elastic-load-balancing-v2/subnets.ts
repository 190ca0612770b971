import type { SubnetMapping } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFault } from '../operation.ts';
import type { Context } from '../world.ts';
import { outerState } from '../outer-world/facts.ts';
import { validationError } from './refusals.ts';
import type { LoadBalancerRecord, SubnetRecord } from './state.ts';

/** The VPC of everything that does not say which: the simulated account's default one. */
export const DEFAULT_VPC = 'vpc-0d1e2f3a4b5c6d7e8';

/** What a request says about subnets: their ids, or ids with addresses. */
export interface SubnetRequest {
  readonly Subnets?: readonly string[] | undefined;
  readonly SubnetMappings?: readonly SubnetMapping[] | undefined;
}

/**
 * The subnets of a load balancer, each in a zone: as the admin API described it, else one after the other.
 *
 * @throws AwsFault ValidationError, SubnetNotFound. UNKNOWN: the words for no subnets and for twice the same one
 */
export function readSubnets(
  context: Context,
  type: LoadBalancerRecord['type'],
  request: SubnetRequest,
): SubnetRecord[] {
  const { Subnets: ids = [], SubnetMappings: mappings = [] } = request;
  if (ids.length > 0 && mappings.length > 0) {
    throw validationError('Only one of subnets or subnet mappings can be specified');
  }
  const wanted: SubnetMapping[] = ids.length > 0 ? ids.map((SubnetId) => ({ SubnetId })) : [...mappings];
  const subnets = wanted.map((mapping, index) => readSubnet(context, mapping, index));
  if (subnets.length === 0) throw validationError('At least one subnet must be specified');
  if (new Set(subnets.map(({ id }) => id)).size < subnets.length) {
    throw validationError('A subnet cannot be specified more than once');
  }
  const zones = new Set(subnets.map(({ zone }) => zone));
  if (type === 'application' && zones.size < 2) {
    throw validationError('At least two subnets in two different Availability Zones must be specified');
  }
  if (zones.size < subnets.length) {
    throw new AwsFault(
      'InvalidConfigurationRequest',
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  }
  return subnets;
}

/** The VPC that has these subnets, as far as it is known. */
export function vpcOf({ world }: Context, subnets: readonly SubnetRecord[]): string {
  const ids = new Set(subnets.map(({ id }) => id));
  const known = [...world.balancing.vpcs].find(([, vpc]) => vpc.subnets.some(({ subnetId }) => ids.has(subnetId)));
  return known?.[0] ?? DEFAULT_VPC;
}

/** The security groups of a request. @throws AwsFault InvalidSecurityGroup. UNKNOWN: its words */
export function readSecurityGroups({ world }: Context, ids: readonly string[]): string[] {
  const wrong = ids.find((id) => !id.startsWith('sg-') || outerState(world.outer, 'security-group', id) !== undefined);
  if (wrong !== undefined) throw new AwsFault('InvalidSecurityGroup', `The security group '${wrong}' does not exist`);
  return [...ids];
}

function readSubnet({ world, region }: Context, mapping: SubnetMapping, index: number): SubnetRecord {
  const id = mapping.SubnetId ?? '';
  const isMissing = outerState(world.outer, 'subnet', id) === 'missing';
  if (isMissing || !id.startsWith('subnet-'))
    throw new AwsFault('SubnetNotFound', `The subnet ID '${id}' does not exist`);
  const described = [...world.balancing.vpcs.values()]
    .flatMap(({ subnets }) => subnets)
    .find((each) => each.subnetId === id);
  return {
    id,
    zone: described?.availabilityZone ?? `${region}${'abcdef'.charAt(index % 6)}`,
    allocationId: mapping.AllocationId,
    privateAddress: mapping.PrivateIPv4Address,
    ipv6Address: mapping.IPv6Address,
  };
}
