import type { Json } from '../operation.ts';
import type { LoadBalancerRecord } from './state.ts';

/** UNKNOWN: how long a load balancer is provisioning; more than 64 s (recorded), two or three minutes by reports. */
const PROVISIONING_MS = 120_000;

/** The hosted zones of us-east-1; records in Route 53 name them. */
const HOSTED_ZONES = { application: 'Z35SXDOTRQ7X7K', network: 'Z26RNL4JYFTOTI', gateway: undefined } as const;

export function isActive({ createdAt }: LoadBalancerRecord, now: number): boolean {
  return now >= createdAt + PROVISIONING_MS;
}

/** When the load balancer turns, or turned, active. */
export function activeAt({ createdAt }: LoadBalancerRecord): number {
  return createdAt + PROVISIONING_MS;
}

export function loadBalancerView(balancer: LoadBalancerRecord, now: number): Json {
  return {
    LoadBalancerArn: balancer.arn,
    DNSName: balancer.type === 'gateway' ? undefined : balancer.dnsName,
    CanonicalHostedZoneId: HOSTED_ZONES[balancer.type],
    CreatedTime: balancer.createdAt / 1000,
    LoadBalancerName: balancer.name,
    Scheme: balancer.scheme,
    VpcId: balancer.vpcId,
    State: { Code: isActive(balancer, now) ? 'active' : 'provisioning' },
    Type: balancer.type,
    AvailabilityZones: zonesView(balancer),
    SecurityGroups: balancer.securityGroups,
    IpAddressType: balancer.ipAddressType,
    CustomerOwnedIpv4Pool: balancer.customerOwnedIpv4Pool,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: balancer.enforcesInboundRules,
    EnablePrefixForIpv6SourceNat: balancer.prefixForIpv6SourceNat,
    IpamPools: balancer.ipamPool === undefined ? undefined : { Ipv4IpamPoolId: balancer.ipamPool },
  };
}

export function zonesView({ subnets }: LoadBalancerRecord): Json[] {
  return subnets.map(({ id, zone, allocationId, privateAddress, ipv6Address }) => {
    const address = { AllocationId: allocationId, PrivateIPv4Address: privateAddress, IPv6Address: ipv6Address };
    const hasAddress = Object.values(address).some((value) => value !== undefined);
    return { ZoneName: zone, SubnetId: id, LoadBalancerAddresses: hasAddress ? [address] : [] };
  });
}
