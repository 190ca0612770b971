import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { balancingAdminActions } from './admin.ts';
import { createBalancingAccount } from './test-balancers.ts';
import type { BalancingAccount } from './test-balancers.ts';

const http = { Name: 'web', Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-a', TargetType: 'ip' };

function first(answer: Json): Json {
  return (answer['TargetGroups'] as Json[])[0] ?? {};
}

describe('CreateTargetGroup', () => {
  it('fills in what HTTP checks have', () => {
    expect(first(createBalancingAccount().elb('CreateTargetGroup', http))).toEqual({
      TargetGroupArn: expect.stringMatching(/:targetgroup\/web\/[0-9a-f]{16}$/),
      TargetGroupName: 'web',
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-a',
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: 'traffic-port',
      HealthCheckEnabled: true,
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      HealthCheckPath: '/',
      Matcher: { HttpCode: '200' },
      TargetType: 'ip',
      ProtocolVersion: 'HTTP1',
      IpAddressType: 'ipv4',
    });
  });

  it.each<[string, Json, Json, string[]]>([
    [
      'TCP',
      { Protocol: 'TCP' },
      { HealthCheckProtocol: 'TCP', HealthCheckTimeoutSeconds: 10 },
      ['HealthCheckPath', 'Matcher', 'ProtocolVersion'],
    ],
    [
      'TCP with HTTP checks',
      { Protocol: 'TCP', HealthCheckProtocol: 'HTTP' },
      { HealthCheckTimeoutSeconds: 6, HealthCheckPath: '/', Matcher: { HttpCode: '200' } },
      ['ProtocolVersion'],
    ],
    [
      'gRPC',
      { ProtocolVersion: 'GRPC' },
      { HealthCheckProtocol: 'HTTP', HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' } },
      [],
    ],
    [
      'functions',
      { TargetType: 'lambda', Protocol: undefined, Port: undefined, VpcId: undefined },
      { HealthCheckEnabled: false, HealthCheckIntervalSeconds: 35, HealthCheckTimeoutSeconds: 30 },
      ['Protocol', 'Port', 'VpcId', 'HealthCheckPort', 'IpAddressType'],
    ],
    ['HTTP with an empty version, as Terraform sends it,', { ProtocolVersion: '' }, { ProtocolVersion: 'HTTP1' }, []],
    ['instances, when nothing is said', { TargetType: undefined }, { TargetType: 'instance' }, []],
  ])('fills in what %s have', (_what, change, settings, absent) => {
    const group = first(createBalancingAccount().elb('CreateTargetGroup', { ...http, ...change }));
    expect(group).toMatchObject(settings);
    for (const member of absent) expect(group).not.toHaveProperty(member);
  });

  it('answers a second time with the same one, and refuses other settings under its name', () => {
    const account = createBalancingAccount();
    const arn = account.group('web');
    expect(account.group('web')).toBe(arn);
    expect(account.elbRefusal('CreateTargetGroup', { ...http, Port: 80 })).toBe(
      "DuplicateTargetGroupName: A target group with the same name 'web' exists, but with different settings",
    );
  });

  it.each<[Json, string]>([
    [{ Protocol: undefined }, 'ValidationError: A protocol must be specified'],
    [{ Protocol: 'GOPHER' }, "Value 'GOPHER' at 'protocol' failed to satisfy constraint: Member must satisfy enum"],
    [{ Port: undefined }, 'ValidationError: A port must be specified'],
    [{ Port: 70_000 }, "Value '70000' at 'port' failed to satisfy constraint: Member must have value less than"],
    [{ VpcId: undefined }, 'ValidationError: A VPC ID must be specified'],
    [{ VpcId: 'lan' }, "ValidationError: The VPC ID 'lan' is not found"],
    [{ HealthCheckIntervalSeconds: 5 }, 'ValidationError: Health check interval must be greater than the timeout'],
    [{ HealthCheckPort: 'http' }, "ValidationError: Health check port 'http' must be 'traffic-port' or between"],
    [{ HealthyThresholdCount: 11 }, "Value '11' at 'healthyThresholdCount' failed"],
    [
      { Protocol: 'TCP', Matcher: { HttpCode: '200' } },
      'InvalidConfigurationRequest: Custom health check matchers are not supported for health checks for target groups',
    ],
    [
      { TargetType: 'lambda' },
      "ValidationError: Protocol cannot be specified for target groups with target type 'lambda'",
    ],
  ])('refuses %j', (change, words) => {
    const account = createBalancingAccount();
    expect(account.elbRefusal('CreateTargetGroup', { ...http, ...change })).toContain(words);
    expect(account.world.balancing.targetGroups.size).toBe(0);
  });
});

describe('target groups', () => {
  it('are found by name, ARN and load balancer', () => {
    const account = createBalancingAccount();
    const [used, loose] = [account.group('used'), account.group('loose')];
    const balancer = account.balancer('web');
    account.listener(balancer, used);
    const names = (input: Json): unknown[] =>
      (account.elb('DescribeTargetGroups', input)['TargetGroups'] as Json[]).map((each) => each['TargetGroupName']);
    expect(names({})).toEqual(['used', 'loose']);
    expect(names({ LoadBalancerArn: balancer })).toEqual(['used']);
    expect(names({ TargetGroupArns: [loose] })).toEqual(['loose']);
    expect(names({ Names: ['loose', 'used'] })).toEqual(['used', 'loose']);
    expect(account.elb('DescribeTargetGroups', { Names: ['used'] })).toMatchObject({
      TargetGroups: [{ LoadBalancerArns: [balancer] }],
    });
    expect(account.elbRefusal('DescribeTargetGroups', { Names: ['used', 'gone'] })).toBe(
      'TargetGroupNotFound: One or more target groups not found',
    );
  });

  it('change their health check, also to another protocol', () => {
    const account = createBalancingAccount();
    const arn = account.group('web', { Protocol: 'TCP' });
    const modify = (input: Json): Json => first(account.elb('ModifyTargetGroup', { TargetGroupArn: arn, ...input }));
    expect(modify({ HealthCheckProtocol: 'HTTP', HealthCheckPath: '/up' })).toMatchObject({
      HealthCheckProtocol: 'HTTP',
      HealthCheckPath: '/up',
      Matcher: { HttpCode: '200' },
    });
    expect(modify({ HealthCheckProtocol: 'TCP' })).not.toHaveProperty('Matcher');
    expect(modify({ HealthyThresholdCount: 3, HealthCheckIntervalSeconds: 15 })).toMatchObject({
      HealthyThresholdCount: 3,
      HealthCheckIntervalSeconds: 15,
    });
    const refused = { TargetGroupArn: arn, HealthCheckTimeoutSeconds: 60 };
    expect(account.elbRefusal('ModifyTargetGroup', refused)).toContain('must be greater than the timeout');
  });

  it('cannot be deleted while they are in use', () => {
    const account = createBalancingAccount();
    const arn = account.group('web');
    const listener = account.listener(account.balancer('web'), arn);
    expect(account.elbRefusal('DeleteTargetGroup', { TargetGroupArn: arn })).toBe(
      `ResourceInUse: Target group '${arn}' is currently in use by a listener or a rule`,
    );
    account.elb('DeleteListener', { ListenerArn: listener });
    account.elb('DeleteTargetGroup', { TargetGroupArn: arn });
    expect(account.elb('DeleteTargetGroup', { TargetGroupArn: arn })).toEqual({});
    expect(account.elbRefusal('ModifyTargetGroup', { TargetGroupArn: arn })).toBe(
      `TargetGroupNotFound: Target group '${arn}' not found`,
    );
  });
});

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
      TargetHealthDescriptions: [{ TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } }],
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
    [{}, '192.168.0.1', "InvalidTarget: The Availability Zone of the IP address '192.168.0.1' must be 'all'"],
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
