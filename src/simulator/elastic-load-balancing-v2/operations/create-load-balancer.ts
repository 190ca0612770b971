import type { CreateLoadBalancerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { decimalDigits } from '../../identifiers.ts';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { newLoadBalancerArn } from '../arns.ts';
import { loadBalancerView } from '../load-balancer-view.ts';
import { checkEnum, checkName, validationError } from '../refusals.ts';
import type { LoadBalancerRecord } from '../state.ts';
import { readSecurityGroups, readSubnets, vpcOf } from '../subnets.ts';
import { mergedTags } from '../tags.ts';

/** The default security group of the simulated account's VPC. */
const DEFAULT_SECURITY_GROUP = 'sg-0a1b2c3d4e5f60718';

/** CreateLoadBalancer: again with the same settings it answers with the one that is there (documented). */
export function createLoadBalancer(context: Context, input: Json): Json {
  const request = input as Json & CreateLoadBalancerInput;
  check(request);
  const { loadBalancers } = context.world.balancing;
  const wanted = newBalancer(context, request);
  const existing = [...loadBalancers.values()].find(({ name }) => name === wanted.name);
  if (existing !== undefined && identityOf(existing) !== identityOf(wanted)) {
    throw new AwsFault(
      'DuplicateLoadBalancerName',
      `A load balancer with the same name '${wanted.name}' exists, but with different settings`,
    );
  }
  if (existing === undefined) loadBalancers.set(wanted.arn, wanted);
  return { LoadBalancers: [loadBalancerView(existing ?? wanted, context.clock.now())] };
}

function check({
  Name: name = '',
  Type: type,
  Scheme: scheme,
  IpAddressType: addresses,
}: CreateLoadBalancerInput): void {
  checkEnum('type', type, ['application', 'network', 'gateway']);
  checkEnum('scheme', scheme, ['internet-facing', 'internal']);
  checkEnum('ipAddressType', addresses, ['ipv4', 'dualstack', 'dualstack-without-public-ipv4']);
  checkName('Load balancer', name);
  if (name.startsWith('internal-')) throw validationError(`Load balancer name '${name}' cannot begin with 'internal-'`);
}

function newBalancer(context: Context, request: CreateLoadBalancerInput): LoadBalancerRecord {
  const { Name: name = '', Type: type = 'application' } = request;
  const subnets = readSubnets(context, type, request);
  const arn = newLoadBalancerArn(context, type, name);
  const scheme = type === 'gateway' ? undefined : (request.Scheme ?? 'internet-facing');
  return {
    arn,
    name,
    type,
    scheme,
    ipAddressType: request.IpAddressType ?? 'ipv4',
    dnsName: dnsName(context, { arn, name, type, scheme }),
    vpcId: vpcOf(context, subnets),
    createdAt: context.clock.now(),
    subnets,
    securityGroups: securityGroups(context, type, request.SecurityGroups ?? []),
    customerOwnedIpv4Pool: request.CustomerOwnedIpv4Pool,
    enforcesInboundRules: type === 'network' && (request.SecurityGroups ?? []).length > 0 ? 'on' : undefined,
    prefixForIpv6SourceNat: type === 'network' ? (request.EnablePrefixForIpv6SourceNat ?? 'off') : undefined,
    ipamPool: request.IpamPools?.Ipv4IpamPoolId,
    tags: mergedTags(new Map(), request.Tags ?? []),
    attributes: new Map(),
  };
}

function securityGroups(context: Context, type: string, given: readonly string[]): string[] | undefined {
  if (given.length > 0) return readSecurityGroups(context, given);
  return type === 'application' ? [DEFAULT_SECURITY_GROUP] : undefined;
}

function dnsName(
  { random, region }: Context,
  balancer: Pick<LoadBalancerRecord, 'arn' | 'name' | 'type' | 'scheme'>,
): string {
  const { arn, name, type, scheme } = balancer;
  if (type === 'network') return `${name}-${arn.slice(-16)}.elb.${region}.amazonaws.com`;
  const prefix = scheme === 'internal' ? 'internal-' : '';
  return `${prefix}${name}-${decimalDigits(random, 10)}.${region}.elb.amazonaws.com`;
}

/** What has to be the same for a second call to be the first one again. UNKNOWN: whether tags belong to it. */
function identityOf({ type, scheme, ipAddressType, subnets, securityGroups: groups = [] }: LoadBalancerRecord): string {
  return JSON.stringify([type, scheme, ipAddressType, subnets.map(({ id }) => id).toSorted(), groups.toSorted()]);
}
