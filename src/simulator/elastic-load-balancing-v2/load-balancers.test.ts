import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { putFact } from '../outer-world/admin.ts';
import { balancingAdminActions } from './admin.ts';
import { createBalancingAccount } from './test-balancers.ts';

function first(answer: Json): Json {
  return (answer['LoadBalancers'] as Json[])[0] ?? {};
}

describe('CreateLoadBalancer', () => {
  it('makes an internet-facing Application Load Balancer that takes minutes to be active', () => {
    const account = createBalancingAccount();
    const subnets = ['subnet-a', 'subnet-b'];
    const made = first(account.elb('CreateLoadBalancer', { Name: 'web', Subnets: subnets, SecurityGroups: ['sg-a'] }));
    expect(made).toEqual({
      LoadBalancerArn: expect.stringMatching(
        /^arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer\/app\/web\/[0-9a-f]{16}$/,
      ),
      DNSName: expect.stringMatching(/^web-\d{10}\.us-east-1\.elb\.amazonaws\.com$/),
      CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
      CreatedTime: 1_767_225_600,
      LoadBalancerName: 'web',
      Scheme: 'internet-facing',
      VpcId: expect.stringMatching(/^vpc-/),
      State: { Code: 'provisioning' },
      Type: 'application',
      AvailabilityZones: [
        { ZoneName: 'us-east-1a', SubnetId: 'subnet-a', LoadBalancerAddresses: [] },
        { ZoneName: 'us-east-1b', SubnetId: 'subnet-b', LoadBalancerAddresses: [] },
      ],
      SecurityGroups: ['sg-a'],
      IpAddressType: 'ipv4',
    });
    account.clock.advance(64_000);
    expect(first(account.elb('DescribeLoadBalancers'))['State']).toEqual({ Code: 'provisioning' });
    account.clock.advance(120_000);
    expect(first(account.elb('DescribeLoadBalancers'))['State']).toEqual({ Code: 'active' });
  });

  it('makes internal ones, Network Load Balancers with addresses, and Gateway Load Balancers', () => {
    const account = createBalancingAccount();
    account.balancer('inner', { Scheme: 'internal' });
    account.balancer('net', {
      Type: 'network',
      Subnets: undefined,
      SubnetMappings: [{ SubnetId: 'subnet-a', AllocationId: 'eipalloc-1' }],
    });
    account.balancer('gate', { Type: 'gateway' });
    const { LoadBalancers: all } = account.elb('DescribeLoadBalancers') as { LoadBalancers: Json[] };
    expect(
      all.map((each) => [each['LoadBalancerName'], each['DNSName'], each['Scheme'], each['SecurityGroups']]),
    ).toEqual([
      ['inner', expect.stringMatching(/^internal-inner-\d{10}\./), 'internal', [expect.stringMatching(/^sg-/)]],
      [
        'net',
        expect.stringMatching(/^net-[0-9a-f]{16}\.elb\.us-east-1\.amazonaws\.com$/),
        'internet-facing',
        undefined,
      ],
      ['gate', undefined, undefined, undefined],
    ]);
    expect(all[1]?.['AvailabilityZones']).toEqual([
      { ZoneName: 'us-east-1a', SubnetId: 'subnet-a', LoadBalancerAddresses: [{ AllocationId: 'eipalloc-1' }] },
    ]);
  });

  it('answers a second time with the same one, and refuses other settings under its name', () => {
    const account = createBalancingAccount();
    const arn = account.balancer('web');
    expect(account.balancer('web', { Subnets: ['subnet-b', 'subnet-a'] })).toBe(arn);
    expect(account.elbRefusal('CreateLoadBalancer', { Name: 'web', Subnets: ['subnet-a', 'subnet-c'] })).toBe(
      "DuplicateLoadBalancerName: A load balancer with the same name 'web' exists, but with different settings",
    );
    expect(account.world.balancing.loadBalancers.size).toBe(1);
  });

  it('takes the zones and the VPC of subnets that the admin API described', () => {
    const account = createBalancingAccount();
    const subnets = [
      { subnetId: 'subnet-a', cidrBlock: '10.0.0.0/24', availabilityZone: 'us-east-1d' },
      { subnetId: 'subnet-b', cidrBlock: '10.0.1.0/24', availabilityZone: 'us-east-1d' },
      { subnetId: 'subnet-c', cidrBlock: '10.0.2.0/24', availabilityZone: 'us-east-1e' },
    ];
    balancingAdminActions['put-vpc']?.(account.context, { vpcId: 'vpc-known', cidrBlocks: ['10.0.0.0/16'], subnets });
    expect(account.elbRefusal('CreateLoadBalancer', { Name: 'web', Subnets: ['subnet-a', 'subnet-b'] })).toBe(
      'ValidationError: At least two subnets in two different Availability Zones must be specified',
    );
    account.balancer('web', { Subnets: ['subnet-a', 'subnet-c'] });
    expect(first(account.elb('DescribeLoadBalancers'))).toMatchObject({
      VpcId: 'vpc-known',
      AvailabilityZones: [{ ZoneName: 'us-east-1d' }, { ZoneName: 'us-east-1e' }],
    });
  });

  it.each<[Json, string]>([
    [{ Name: undefined }, "ValidationError: 1 validation error detected: Value null at 'name' failed"],
    [{ Name: 'a'.repeat(33) }, `ValidationError: Load balancer name '${'a'.repeat(33)}' cannot be longer than '32'`],
    [{ Name: 'a_b' }, "ValidationError: Load balancer name 'a_b' can only contain characters that are alphanumeric"],
    [{ Name: '-a' }, "ValidationError: Load balancer name '-a' cannot begin or end with '-'"],
    [{ Name: 'internal-a' }, "ValidationError: Load balancer name 'internal-a' cannot begin with 'internal-'"],
    [{ Type: 'classic' }, "ValidationError: 1 validation error detected: Value 'classic' at 'type' failed"],
    [{ Subnets: [] }, 'ValidationError: At least one subnet must be specified'],
    [{ Subnets: ['subnet-a'] }, 'ValidationError: At least two subnets in two different Availability Zones'],
    [{ Subnets: ['subnet-a', 'subnet-a'] }, 'ValidationError: A subnet cannot be specified more than once'],
    [{ Subnets: ['lan', 'subnet-a'] }, "SubnetNotFound: The subnet ID 'lan' does not exist"],
    [{ Subnets: ['subnet-gone', 'subnet-a'] }, "SubnetNotFound: The subnet ID 'subnet-gone' does not exist"],
    [{ SecurityGroups: ['sg-gone'] }, "InvalidSecurityGroup: The security group 'sg-gone' does not exist"],
    [{ Tags: [{ Key: 'a' }, { Key: 'a' }] }, 'DuplicateTagKeys: '],
  ])('refuses %j', (change, words) => {
    const account = createBalancingAccount();
    putFact(account.world, 'subnet', 'subnet-gone', 'missing');
    putFact(account.world, 'security-group', 'sg-gone', 'missing');
    const input = { Name: 'web', Subnets: ['subnet-a', 'subnet-b'], ...change };
    expect(account.elbRefusal('CreateLoadBalancer', input)).toContain(words);
    expect(account.world.balancing.loadBalancers.size).toBe(0);
  });
});

describe('DescribeLoadBalancers', () => {
  it('finds by name and ARN, page by page', () => {
    const account = createBalancingAccount();
    const arns = ['a', 'b', 'c'].map((name) => account.balancer(name));
    const names = (input: Json): unknown[] =>
      (account.elb('DescribeLoadBalancers', input)['LoadBalancers'] as Json[]).map((each) => each['LoadBalancerName']);
    expect(names({ Names: ['c', 'a'] })).toEqual(['a', 'c']);
    expect(names({ LoadBalancerArns: [arns[1]] })).toEqual(['b']);
    const { NextMarker: marker } = account.elb('DescribeLoadBalancers', { PageSize: 2 });
    expect(names({ PageSize: 2, Marker: marker })).toEqual(['c']);
    expect(account.elb('DescribeLoadBalancers', { PageSize: 2, Marker: marker })).not.toHaveProperty('NextMarker');
  });

  it.each([
    [{ Names: ['gone'] }, "LoadBalancerNotFound: Load balancers '[gone]' not found"],
    [
      {
        LoadBalancerArns: [
          'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/gone/0123456789abcdef',
        ],
      },
      'LoadBalancerNotFound: One or more load balancers not found',
    ],
    [{ PageSize: 401 }, "ValidationError: 1 validation error detected: Value '401' at 'pageSize' failed"],
    [{ Marker: 'x' }, 'ValidationError: Invalid marker'],
  ])('refuses %j', (input, words) => {
    expect(createBalancingAccount().elbRefusal('DescribeLoadBalancers', input)).toContain(words);
  });
});

describe('DeleteLoadBalancer', () => {
  it('takes the listeners with it and leaves the target groups', () => {
    const account = createBalancingAccount();
    const arn = account.balancer('web');
    const group = account.group('web');
    const listener = account.listener(arn, group);
    account.elb('DeleteLoadBalancer', { LoadBalancerArn: arn });
    expect(account.elbRefusal('DescribeListeners', { ListenerArns: [listener] })).toBe(
      'ListenerNotFound: One or more listeners not found',
    );
    expect(account.world.balancing.listenerRules.size).toBe(0);
    expect(account.elb('DescribeTargetGroups')).toMatchObject({ TargetGroups: [{ LoadBalancerArns: [] }] });
    expect(account.elb('DeleteLoadBalancer', { LoadBalancerArn: arn })).toEqual({});
  });

  it('is refused while deletion protection is on', () => {
    const account = createBalancingAccount();
    const arn = account.balancer('web');
    const protect = (Value: string): Json => ({
      LoadBalancerArn: arn,
      Attributes: [{ Key: 'deletion_protection.enabled', Value }],
    });
    account.elb('ModifyLoadBalancerAttributes', protect('true'));
    expect(account.elbRefusal('DeleteLoadBalancer', { LoadBalancerArn: arn })).toBe(
      `OperationNotPermitted: Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
    account.elb('ModifyLoadBalancerAttributes', protect('false'));
    account.elb('DeleteLoadBalancer', { LoadBalancerArn: arn });
    expect(account.elb('DescribeLoadBalancers')).toEqual({ LoadBalancers: [] });
  });
});

describe('settings of a load balancer', () => {
  it('are changed one by one', () => {
    const account = createBalancingAccount();
    const arn = account.balancer('web');
    const change = (operation: string, input: Json): Json => account.elb(operation, { LoadBalancerArn: arn, ...input });
    expect(change('SetSecurityGroups', { SecurityGroups: ['sg-b'] })).toEqual({ SecurityGroupIds: ['sg-b'] });
    expect(change('SetIpAddressType', { IpAddressType: 'dualstack' })).toEqual({ IpAddressType: 'dualstack' });
    expect(change('SetSubnets', { Subnets: ['subnet-c', 'subnet-d'] })).toMatchObject({
      AvailabilityZones: [{ SubnetId: 'subnet-c' }, { SubnetId: 'subnet-d' }],
      IpAddressType: 'dualstack',
    });
    const pool = { Ipv4IpamPoolId: 'ipam-pool-1' };
    expect(change('ModifyIpPools', { IpamPools: pool })).toEqual({ IpamPools: pool });
    expect(first(account.elb('DescribeLoadBalancers'))).toMatchObject({
      SecurityGroups: ['sg-b'],
      IpAddressType: 'dualstack',
      AvailabilityZones: [{ SubnetId: 'subnet-c' }, { SubnetId: 'subnet-d' }],
      IpamPools: pool,
    });
    expect(change('ModifyIpPools', { RemoveIpamPools: ['ipv4'] })).toEqual({});
  });

  it('of Network Load Balancers have no security groups unless they had some', () => {
    const account = createBalancingAccount();
    const without = account.balancer('net', { Type: 'network' });
    const groups = { LoadBalancerArn: without, SecurityGroups: ['sg-a'] };
    expect(account.elbRefusal('SetSecurityGroups', groups)).toMatch(/^InvalidConfigurationRequest: /);
    const arn = account.balancer('other', { Type: 'network', SecurityGroups: ['sg-a'] });
    const enforcement = { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' };
    expect(account.elb('SetSecurityGroups', { ...groups, LoadBalancerArn: arn, ...enforcement })).toEqual({
      SecurityGroupIds: ['sg-a'],
      ...enforcement,
    });
  });

  it('may reserve capacity, which takes its time', () => {
    const account = createBalancingAccount();
    const arn = account.balancer('web');
    const call = (operation: string, input: Json = {}): Json =>
      account.elb(operation, { LoadBalancerArn: arn, ...input });
    expect(call('DescribeCapacityReservation')).toEqual({ DecreaseRequestsRemaining: 2, CapacityReservationState: [] });
    call('ModifyCapacityReservation', { MinimumLoadBalancerCapacity: { CapacityUnits: 100 } });
    expect(call('DescribeCapacityReservation')).toMatchObject({
      MinimumLoadBalancerCapacity: { CapacityUnits: 100 },
      CapacityReservationState: [{ State: { Code: 'pending' } }, { State: { Code: 'pending' } }],
    });
    account.clock.advance(60_000);
    expect(call('DescribeCapacityReservation')).toMatchObject({
      CapacityReservationState: [{ State: { Code: 'provisioned' }, EffectiveCapacityUnits: 50 }, {}],
    });
    call('ModifyCapacityReservation', { ResetCapacityReservation: true });
    expect(call('DescribeCapacityReservation')).not.toHaveProperty('MinimumLoadBalancerCapacity');
  });
});

describe('what belongs to no load balancer', () => {
  it('account limits and TLS policies', () => {
    const account = createBalancingAccount();
    expect(account.elb('DescribeAccountLimits')['Limits']).toContainEqual({ Name: 'target-groups', Max: '3000' });
    expect(account.elb('DescribeSSLPolicies', { Names: ['ELBSecurityPolicy-2016-08'] })).toMatchObject({
      SslPolicies: [{ Name: 'ELBSecurityPolicy-2016-08', SslProtocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] }],
    });
    expect(account.elbRefusal('DescribeSSLPolicies', { Names: ['Mine'] })).toBe(
      "SSLPolicyNotFound: SSL policy 'Mine' not found",
    );
  });
});
