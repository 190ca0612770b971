import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createBalancingAccount } from './test-balancers.ts';

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

  it('answers without a list of load balancers, even for one that is in use', () => {
    const account = createBalancingAccount();
    account.listener(account.balancer('web'), account.group('web'));
    expect(first(account.elb('CreateTargetGroup', http))).not.toHaveProperty('LoadBalancerArns');
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
