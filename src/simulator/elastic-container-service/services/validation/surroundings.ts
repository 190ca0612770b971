import type {
  CreateServiceRequest,
  LoadBalancer,
  ServiceConnectConfiguration,
  ServiceRegistry,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { AwsFault } from '../../../operation.ts';
import { namedState, outerState } from '../../../outer-world/facts.ts';
import type { OuterWorldState } from '../../../outer-world/state.ts';
import { invalidParameter } from '../../parameter-rules.ts';
import type { RolloutSettings } from '../state.ts';

/** The things of other services that a service is told of, as far as AWS looks at them when the call is made. */
export function checkSurroundings(outer: OuterWorldState, rollout: RolloutSettings): void {
  checkNetworkExists(outer, rollout.networkConfiguration?.awsvpcConfiguration);
  checkTargetGroups(outer, rollout.loadBalancers);
  checkRegistries(outer, rollout.serviceRegistries);
  checkNamespace(outer, rollout.serviceConnectConfiguration);
  checkVolumeTypes(outer, rollout.volumeConfigurations ?? []);
}

/** The roles that a request passes on to ECS, beside those of its task definition. */
export function rolesNamed(
  request: Partial<CreateServiceRequest> | Partial<UpdateServiceRequest>,
): (string | undefined)[] {
  return [
    ...('role' in request ? [request.role] : []),
    ...(request.loadBalancers ?? []).map((each) => each.advancedConfiguration?.roleArn),
    ...(request.volumeConfigurations ?? []).map((each) => each.managedEBSVolume?.roleArn),
    ...(request.vpcLatticeConfigurations ?? []).map((each) => each.roleArn),
    ...(request.deploymentConfiguration?.lifecycleHooks ?? []).map((each) => each.roleArn),
    ...(request.serviceConnectConfiguration?.services ?? []).map((each) => each.tls?.roleArn),
  ];
}

interface Network {
  readonly subnets?: readonly string[] | undefined;
  readonly securityGroups?: readonly string[] | undefined;
}

/**
 * Subnets and security groups: ECS asks EC2 and passes its answer on (recorded texts). Ids of zeros are never there.
 *
 * @throws AwsFault InvalidParameterException
 */
export function checkNetworkExists(outer: OuterWorldState, network: Network | undefined): void {
  const { subnets = [], securityGroups = [] } = network ?? {};
  const lost = subnets.find((id) => outerState(outer, 'subnet', id) === 'missing' || !/^subnet-(?!0+$)/.test(id));
  if (lost !== undefined) {
    throw invalidParameter(
      `Error retrieving subnet information for [${subnets.join(', ')}]: The subnet ID '${lost}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`,
    );
  }
  checkGroupsExist(outer, securityGroups);
  checkOneVpc(outer, subnets, securityGroups);
}

function checkGroupsExist(outer: OuterWorldState, groups: readonly string[]): void {
  const refuse = (cause: string): AwsFault =>
    invalidParameter(`Error retrieving security group information for [${groups.join(', ')}]: ${cause}`);
  for (const id of groups) {
    if (!id.startsWith('sg-'))
      throw refuse(`Invalid id: "${id}" (expecting "sg-...") (ErrorCode: InvalidGroupId.Malformed)`);
    if (/^sg-0+$/.test(id)) throw refuse(`Invalid id: "${id}" (ErrorCode: InvalidGroupId.Malformed)`);
    if (outerState(outer, 'security-group', id) !== 'missing') continue;
    throw refuse(`The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`);
  }
}

/** Reported for security groups; UNKNOWN: the words for subnets of two VPCs. */
function checkOneVpc(outer: OuterWorldState, subnets: readonly string[], groups: readonly string[]): void {
  const isElsewhere = (id: string): boolean => outerState(outer, 'subnet', id) === 'other-vpc';
  const [first, ...others] = subnets;
  if (first === undefined) return;
  const elsewhere = isElsewhere(first);
  if (others.some((id) => isElsewhere(id) !== elsewhere)) {
    throw invalidParameter('The input subnets do not appear to belong to the same VPC.');
  }
  const stranger = groups.find((id) => (outerState(outer, 'security-group', id) === 'other-vpc') !== elsewhere);
  if (stranger === undefined) return;
  throw invalidParameter(`Security group ${stranger} does not appear to belong to the same VPC as the input subnets.`);
}

/** A target group that is not there looks to ECS like a role that may not see it (reported). */
function checkTargetGroups(outer: OuterWorldState, balancers: readonly LoadBalancer[]): void {
  const groups = balancers.flatMap((each) => [
    each.targetGroupArn,
    each.advancedConfiguration?.alternateTargetGroupArn,
  ]);
  if (groups.every((arn) => outerState(outer, 'target-group', arn) !== 'missing')) return;
  throw invalidParameter(
    'Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.',
  );
}

/** UNKNOWN: the words. */
function checkRegistries(outer: OuterWorldState, registries: readonly ServiceRegistry[]): void {
  const lost = registries.find(({ registryArn }) => namedState(outer, 'service-registry', registryArn) === 'missing');
  if (lost !== undefined) throw invalidParameter(`The service registry does not exist. Registry: ${lost.registryArn}`);
}

/** UNKNOWN: the words; the error's own description is taken. */
function checkNamespace(outer: OuterWorldState, connect: ServiceConnectConfiguration | undefined): void {
  if (connect?.enabled !== true || namedState(outer, 'namespace', connect.namespace) !== 'missing') return;
  throw namespaceNotFound();
}

/** EC2's code and words, wrapped (reported). */
function checkVolumeTypes(outer: OuterWorldState, volumes: NonNullable<RolloutSettings['volumeConfigurations']>): void {
  for (const { name = '', managedEBSVolume } of volumes) {
    const type = managedEBSVolume?.volumeType ?? 'gp3';
    if (managedEBSVolume === undefined || outerState(outer, 'volume-type', type) !== 'missing') continue;
    throw invalidParameter(
      `ECS managed EBS volume configuration was invalid for volume '${name}'. Encountered 'VolumeTypeNotAvailableInZone' error from AmazonEC2: "The specified zone does not support ${type} volume type."`,
    );
  }
}

export function namespaceNotFound(): AwsFault {
  return new AwsFault('NamespaceNotFoundException', "The specified namespace wasn't found.");
}
