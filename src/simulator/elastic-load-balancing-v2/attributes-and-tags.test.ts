import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createBalancingAccount } from './test-balancers.ts';

function asMap(answer: Json): Record<string, string> {
  return Object.fromEntries(
    (answer['Attributes'] as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]),
  );
}

describe('attributes', () => {
  const account = createBalancingAccount();
  const balancer = account.balancer('web');
  const group = account.group('web');
  const listener = account.listener(balancer, group);
  const resources = [
    ['LoadBalancer', { LoadBalancerArn: balancer }, 'idle_timeout.timeout_seconds', '60', '120', '0'],
    ['LoadBalancer', { LoadBalancerArn: balancer }, 'routing.http2.enabled', 'true', 'false', 'maybe'],
    ['TargetGroup', { TargetGroupArn: group }, 'deregistration_delay.timeout_seconds', '300', '5', '3601'],
    ['TargetGroup', { TargetGroupArn: group }, 'slow_start.duration_seconds', '0', '30', '29'],
    [
      'TargetGroup',
      { TargetGroupArn: group },
      'target_group_health.dns_failover.minimum_healthy_targets.percentage',
      'off',
      '50',
      '101',
    ],
    ['Listener', { ListenerArn: listener }, 'routing.http.response.server.enabled', 'true', 'false', '1'],
  ] as const;

  it.each(resources)('of a %s %j: %s', (kind, name, key, standard, value, wrong) => {
    const set = (Value: string): Json => ({ ...name, Attributes: [{ Key: key, Value }] });
    expect(asMap(account.elb(`Describe${kind}Attributes`, name))[key]).toBe(standard);
    expect(account.elbRefusal(`Modify${kind}Attributes`, set(wrong))).toContain(
      `attribute value '${wrong}' is not valid for key '${key}'`,
    );
    expect(asMap(account.elb(`Modify${kind}Attributes`, set(value)))[key]).toBe(value);
    expect(asMap(account.elb(`Describe${kind}Attributes`, name))[key]).toBe(value);
  });

  it('are all set or none', () => {
    const attributes = [
      { Key: 'idle_timeout.timeout_seconds', Value: '77' },
      { Key: 'made.up', Value: 'x' },
    ];
    expect(
      account.elbRefusal('ModifyLoadBalancerAttributes', { LoadBalancerArn: balancer, Attributes: attributes }),
    ).toBe("ValidationError: Load balancer attribute key 'made.up' is not recognized");
    const now = asMap(account.elb('DescribeLoadBalancerAttributes', { LoadBalancerArn: balancer }));
    expect(now['idle_timeout.timeout_seconds']).toBe('120');
  });

  it.each([
    ['TCP, ip', { Protocol: 'TCP' }, { 'stickiness.type': 'source_ip', 'preserve_client_ip.enabled': 'false' }],
    ['TCP, instance', { Protocol: 'TCP', TargetType: 'instance' }, { 'preserve_client_ip.enabled': 'true' }],
    ['GENEVE', { Protocol: 'GENEVE', Port: 6081 }, { 'target_failover.on_unhealthy': 'no_rebalance' }],
    [
      'functions',
      { TargetType: 'lambda', Protocol: undefined, Port: undefined, VpcId: undefined },
      { 'lambda.multi_value_headers.enabled': 'false' },
    ],
  ])('of other target groups: %s', (what, input, attributes) => {
    const arn = account.group(what.replaceAll(/\W/g, ''), input);
    expect(asMap(account.elb('DescribeTargetGroupAttributes', { TargetGroupArn: arn }))).toMatchObject(attributes);
  });

  it('of HTTP groups come in the order of AWS, changed ones too', () => {
    const account = createBalancingAccount();
    const arn = account.group('web');
    const delay = { Key: 'deregistration_delay.timeout_seconds', Value: '17' };
    const { Attributes: list } = account.elb('ModifyTargetGroupAttributes', {
      TargetGroupArn: arn,
      Attributes: [delay],
    });
    expect((list as Json[]).slice(0, 3)).toEqual([
      { Key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', Value: 'off' },
      delay,
      { Key: 'stickiness.type', Value: 'lb_cookie' },
    ]);
    expect(list).toHaveLength(14);
  });

  it('of other load balancers and listeners', () => {
    const net = account.balancer('net', { Type: 'network' });
    expect(asMap(account.elb('DescribeLoadBalancerAttributes', { LoadBalancerArn: net }))).toMatchObject({
      'load_balancing.cross_zone.enabled': 'false',
      'dns_record.client_routing_policy': 'any_availability_zone',
    });
    const tcp = account.listener(net, account.group('tcp', { Protocol: 'TCP' }), { Protocol: 'TCP' });
    expect(asMap(account.elb('DescribeListenerAttributes', { ListenerArn: tcp }))).toEqual({
      'tcp.idle_timeout.seconds': '350',
    });
  });
});

describe('tags', () => {
  it('are put on, read from and taken off every kind of resource', () => {
    const account = createBalancingAccount();
    const balancer = account.balancer('web', { Tags: [{ Key: 'team', Value: 'a' }] });
    const listener = account.listener(balancer, account.group('web'));
    const rule = String((account.elb('DescribeRules', { ListenerArn: listener })['Rules'] as Json[])[0]?.['RuleArn']);
    const arns = [balancer, listener, rule];
    account.elb('AddTags', { ResourceArns: arns, Tags: [{ Key: 'stage', Value: 'test' }] });
    account.elb('RemoveTags', { ResourceArns: [listener], TagKeys: ['stage', 'none'] });
    expect(account.elb('DescribeTags', { ResourceArns: arns })).toEqual({
      TagDescriptions: [
        {
          ResourceArn: balancer,
          Tags: [
            { Key: 'team', Value: 'a' },
            { Key: 'stage', Value: 'test' },
          ],
        },
        { ResourceArn: listener, Tags: [] },
        { ResourceArn: rule, Tags: [{ Key: 'stage', Value: 'test' }] },
      ],
    });
  });

  it.each<[Json, RegExp]>([
    [{ Tags: [{ Key: 'a' }, { Key: 'a' }] }, /^DuplicateTagKeys/],
    [{ Tags: Array.from({ length: 51 }, (_item, index) => ({ Key: `k${index}` })) }, /^TooManyTags/],
    [{ Tags: [{ Key: 'aws:mine' }] }, /^ValidationError: The tag key 'aws:mine'/],
    [{ ResourceArns: ['arn:a:targetgroup/gone/1'] }, /^TargetGroupNotFound/],
    [{ ResourceArns: ['nothing'] }, /^ValidationError: 'nothing' is not a valid listener rule ARN/],
    [
      { ResourceArns: Array.from({ length: 21 }, () => 'x') },
      /^ValidationError: The maximum number of resources is 20/,
    ],
  ])('refuse %j', (change, words) => {
    const account = createBalancingAccount();
    const arn = account.group('web');
    const input = { ResourceArns: [arn], Tags: [{ Key: 'good', Value: '1' }], ...change };
    expect(account.elbRefusal('AddTags', input)).toMatch(words);
    expect(account.elb('DescribeTags', { ResourceArns: [arn] })).toMatchObject({ TagDescriptions: [{ Tags: [] }] });
  });
});
