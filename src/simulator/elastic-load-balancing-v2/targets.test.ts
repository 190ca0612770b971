import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { balancingAdminActions } from './admin.ts';
import { createBalancingAccount } from './test-balancers.ts';
import type { BalancingAccount } from './test-balancers.ts';

describe('targets', () => {
  function active(): { account: BalancingAccount; group: string } {
    const account = createBalancingAccount();
    const group = account.group('web');
    account.listener(account.balancer('web'), group);
    account.clock.advance(180_000);
    return { account, group };
  }

  function register(account: BalancingAccount, group: string, ...ids: string[]): Json {
    return account.elb('RegisterTargets', { TargetGroupArn: group, Targets: ids.map((Id) => ({ Id })) });
  }

  it('turn from initial to healthy within 5 s', () => {
    const { account, group } = active();
    register(account, group, '10.0.0.10', '10.0.0.11');
    expect(account.health(group)).toEqual([
      '10.0.0.10:8080 initial Elb.RegistrationInProgress',
      '10.0.0.11:8080 initial Elb.RegistrationInProgress',
    ]);
    account.clock.advance(5_000);
    expect(account.health(group)).toEqual(['10.0.0.10:8080 healthy', '10.0.0.11:8080 healthy']);
  });

  it('are unused until the group is used, and wait for the load balancer', () => {
    const account = createBalancingAccount();
    const group = account.group('web');
    register(account, group, '10.0.0.10');
    account.clock.advance(60_000);
    expect(account.health(group)).toEqual(['10.0.0.10:8080 unused Target.NotInUse']);
    account.listener(account.balancer('web'), group);
    account.clock.advance(60_000);
    expect(account.health(group)).toEqual(['10.0.0.10:8080 initial Elb.RegistrationInProgress']);
    account.clock.advance(65_000);
    expect(account.health(group)).toEqual(['10.0.0.10:8080 healthy']);
  });

  it('drain for as long as the group says, then are gone', () => {
    const { account, group } = active();
    const delay = { Key: 'deregistration_delay.timeout_seconds', Value: '30' };
    account.elb('ModifyTargetGroupAttributes', { TargetGroupArn: group, Attributes: [delay] });
    register(account, group, '10.0.0.10');
    const named = { TargetGroupArn: group, Targets: [{ Id: '10.0.0.10' }] };
    account.elb('DeregisterTargets', named);
    account.clock.advance(29_999);
    expect(account.health(group)).toEqual(['10.0.0.10:8080 draining Target.DeregistrationInProgress']);
    account.clock.advance(1);
    expect(account.health(group)).toEqual([]);
    expect(account.elb('DescribeTargetHealth', named)).toMatchObject({
      TargetHealthDescriptions: [
        { HealthCheckPort: '8080', TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } },
      ],
    });
    expect(account.elb('DeregisterTargets', named)).toEqual({});
  });

  it('that come back while they drain begin anew; an unused group lets them go at once', () => {
    const { account, group } = active();
    register(account, group, '10.0.0.10');
    account.clock.advance(10_000);
    const named = { Targets: [{ Id: '10.0.0.10', Port: 8080 }] };
    account.elb('DeregisterTargets', { TargetGroupArn: group, ...named });
    register(account, group, '10.0.0.10');
    expect(account.health(group)).toEqual(['10.0.0.10:8080 initial Elb.RegistrationInProgress']);
    const loose = account.group('loose');
    register(account, loose, '10.0.0.10');
    account.elb('DeregisterTargets', { TargetGroupArn: loose, ...named });
    expect(account.health(loose)).toEqual([]);
  });

  it('fail their checks when the admin API says so, after as many as the group asks for', () => {
    const { account, group } = active();
    register(account, group, '10.0.0.10');
    account.clock.advance(10_000);
    const put = (healthy: boolean, reason?: string): void => {
      const input = { targetGroupArn: group, id: '10.0.0.10', healthy, reason };
      balancingAdminActions['put-target-health']?.(account.context, input);
    };
    put(false, 'Health checks failed with these codes: [503]');
    account.clock.advance(59_000);
    expect(account.health(group)).toEqual(['10.0.0.10:8080 healthy']);
    account.clock.advance(1_000);
    expect(account.health(group)).toEqual(['10.0.0.10:8080 unhealthy Target.ResponseCodeMismatch']);
    put(false, 'Request timed out');
    account.clock.advance(60_000);
    expect(account.health(group)).toEqual(['10.0.0.10:8080 unhealthy Target.Timeout']);
    put(true);
    expect(account.health(group)).toEqual(['10.0.0.10:8080 healthy']);
  });

  it('tell of overrides, anomalies and the port that is checked', () => {
    const { account, group } = active();
    account.elb('ModifyTargetGroup', { TargetGroupArn: group, HealthCheckPort: '9000' });
    account.elb('RegisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.10', Port: 81 }] });
    expect(account.elb('DescribeTargetHealth', { TargetGroupArn: group, Include: ['AnomalyDetection'] })).toMatchObject(
      {
        TargetHealthDescriptions: [
          {
            Target: { Id: '10.0.0.10', Port: 81, AvailabilityZone: 'us-east-1a' },
            HealthCheckPort: '9000',
            AnomalyDetection: { Result: 'normal', MitigationInEffect: 'no' },
            AdministrativeOverride: { State: 'no_override' },
          },
        ],
      },
    );
  });

  it('of functions are not checked', () => {
    const account = createBalancingAccount();
    const group = account.group('fn', { TargetType: 'lambda', Protocol: undefined, Port: undefined, VpcId: undefined });
    account.listener(account.balancer('web'), group);
    register(account, group, 'arn:aws:lambda:us-east-1:111122223333:function:web');
    expect(account.elb('DescribeTargetHealth', { TargetGroupArn: group })).toMatchObject({
      TargetHealthDescriptions: [{ TargetHealth: { State: 'unavailable', Reason: 'Target.HealthCheckDisabled' } }],
    });
  });

  it.each<[Json, string, string]>([
    [
      {},
      '127.0.0.1',
      "The IP address '127.0.0.1' is not allowed, as it must be an address from a VPC subnet, RFC1918,",
    ],
    [{}, '10.0.254.254', "The IP address '10.0.254.254' is within the VPC, but is not within a VPC subnet"],
    [
      {},
      '192.168.0.1',
      "ValidationError: You must specify a valid Availability Zone or select 'all' for all enabled Availability",
    ],
    [{}, 'localhost', "The IP address 'localhost' is not valid"],
    [{ TargetType: 'instance' }, '10.0.0.1', "The target ID '10.0.0.1' is not valid: it must be an instance ID"],
  ])('of a group %j cannot be %s', (change, id, words) => {
    const account = createBalancingAccount();
    const group = account.group('web', change);
    const subnets = [{ subnetId: 'subnet-a', cidrBlock: '10.0.0.0/24' }];
    balancingAdminActions['put-vpc']?.(account.context, { vpcId: 'vpc-a', cidrBlocks: ['10.0.0.0/16'], subnets });
    const good = change['TargetType'] === 'instance' ? 'i-0123456789abcdef0' : '10.0.0.7';
    const input = { TargetGroupArn: group, Targets: [{ Id: good }, { Id: id }] };
    expect(account.elbRefusal('RegisterTargets', input)).toContain(words);
    expect(account.health(group)).toEqual([]);
    register(account, group, good);
    expect(account.health(group)).toHaveLength(1);
  });

  it.each([undefined, 'vpc-a'])('cannot be public addresses, not even in the zone all', (vpcId) => {
    const account = createBalancingAccount();
    const group = account.group('web');
    if (vpcId !== undefined)
      balancingAdminActions['put-vpc']?.(account.context, { vpcId, cidrBlocks: ['10.0.0.0/16'] });
    const Targets = [{ Id: '203.0.113.7', AvailabilityZone: 'all' }];
    expect(account.elbRefusal('RegisterTargets', { TargetGroupArn: group, Targets })).toBe(
      "ValidationError: The IP address '203.0.113.7' is not allowed, as it must be an address from a VPC subnet, RFC1918, or RFC6598",
    );
  });

  it('outside of the VPC are in the zone all', () => {
    const account = createBalancingAccount();
    const group = account.group('web');
    balancingAdminActions['put-vpc']?.(account.context, { vpcId: 'vpc-a', cidrBlocks: ['10.0.0.0/16'] });
    const target = { Id: '192.168.0.1', Port: 80, AvailabilityZone: 'all' };
    account.elb('RegisterTargets', { TargetGroupArn: group, Targets: [target] });
    expect(account.elb('DescribeTargetHealth', { TargetGroupArn: group })).toMatchObject({
      TargetHealthDescriptions: [{ Target: target }],
    });
  });
});
