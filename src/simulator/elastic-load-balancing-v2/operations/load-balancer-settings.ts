import type {
  ModifyIpPoolsInput,
  SetIpAddressTypeInput,
  SetSecurityGroupsInput,
  SetSubnetsInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { findLoadBalancer } from '../find.ts';
import { zonesView } from '../load-balancer-view.ts';
import { checkEnum, invalidConfiguration } from '../refusals.ts';
import { readSecurityGroups, readSubnets } from '../subnets.ts';

/** A Network Load Balancer that was made without security groups cannot get any (documented). UNKNOWN: the words. */
export function setSecurityGroups(context: Context, input: Json): Json {
  const request = input as Json & SetSecurityGroupsInput;
  const balancer = findLoadBalancer(context.world.balancing, request.LoadBalancerArn ?? '');
  if (balancer.securityGroups === undefined) {
    throw invalidConfiguration('Security groups cannot be set on a load balancer that was created without them');
  }
  const { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforces, SecurityGroups: groups = [] } = request;
  balancer.securityGroups = readSecurityGroups(context, groups);
  if (balancer.type === 'network') balancer.enforcesInboundRules = enforces ?? balancer.enforcesInboundRules;
  return {
    SecurityGroupIds: balancer.securityGroups,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: balancer.enforcesInboundRules,
  };
}

export function setSubnets(context: Context, input: Json): Json {
  const request = input as Json & SetSubnetsInput;
  checkEnum('ipAddressType', request.IpAddressType, ['ipv4', 'dualstack', 'dualstack-without-public-ipv4']);
  const balancer = findLoadBalancer(context.world.balancing, request.LoadBalancerArn ?? '');
  balancer.subnets = readSubnets(context, balancer.type, request);
  balancer.ipAddressType = request.IpAddressType ?? balancer.ipAddressType;
  balancer.prefixForIpv6SourceNat = request.EnablePrefixForIpv6SourceNat ?? balancer.prefixForIpv6SourceNat;
  return {
    AvailabilityZones: zonesView(balancer),
    IpAddressType: balancer.ipAddressType,
    EnablePrefixForIpv6SourceNat: balancer.prefixForIpv6SourceNat,
  };
}

export function setIpAddressType({ world }: Context, input: Json): Json {
  const { LoadBalancerArn: arn = '', IpAddressType: type } = input as Json & SetIpAddressTypeInput;
  checkEnum('ipAddressType', type, ['ipv4', 'dualstack', 'dualstack-without-public-ipv4']);
  const balancer = findLoadBalancer(world.balancing, arn);
  balancer.ipAddressType = type ?? balancer.ipAddressType;
  return { IpAddressType: balancer.ipAddressType };
}

export function modifyIpPools({ world }: Context, input: Json): Json {
  const {
    LoadBalancerArn: arn = '',
    IpamPools: pools,
    RemoveIpamPools: removed = [],
  } = input as Json & ModifyIpPoolsInput;
  const balancer = findLoadBalancer(world.balancing, arn);
  balancer.ipamPool = removed.includes('ipv4') ? undefined : (pools?.Ipv4IpamPoolId ?? balancer.ipamPool);
  return balancer.ipamPool === undefined ? {} : { IpamPools: { Ipv4IpamPoolId: balancer.ipamPool } };
}
