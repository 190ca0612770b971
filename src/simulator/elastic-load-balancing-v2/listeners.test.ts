import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createBalancingAccount } from './test-balancers.ts';
import type { BalancingAccount } from './test-balancers.ts';

const certificate = { CertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/a' };

function prepared(): { account: BalancingAccount; balancer: string; group: string } {
  const account = createBalancingAccount();
  return { account, balancer: account.balancer('web'), group: account.group('web') };
}

function forwardTo(group: string): Json {
  return { Type: 'forward', TargetGroupArn: group };
}

function rules(account: BalancingAccount, listener: string): Json[] {
  return account.elb('DescribeRules', { ListenerArn: listener })['Rules'] as Json[];
}

describe('listeners', () => {
  it('have their default actions as a rule of their own', () => {
    const { account, balancer, group } = prepared();
    const arn = account.listener(balancer, group);
    const actions = [
      {
        Type: 'forward',
        TargetGroupArn: group,
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: group, Weight: 1 }],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      },
    ];
    expect(account.elb('DescribeListeners', { LoadBalancerArn: balancer })).toEqual({
      Listeners: [{ ListenerArn: arn, LoadBalancerArn: balancer, Port: 80, Protocol: 'HTTP', DefaultActions: actions }],
    });
    expect(rules(account, arn)).toEqual([
      {
        RuleArn: expect.stringMatching(/:listener-rule\/app\/web\/[0-9a-f]{16}\/[0-9a-f]{16}\/[0-9a-f]{16}$/),
        Priority: 'default',
        Conditions: [],
        Actions: actions,
        IsDefault: true,
        Transforms: [],
      },
    ]);
  });

  it('with TLS have a policy and a certificate, and lose them with it', () => {
    const { account, balancer, group } = prepared();
    const arn = account.listener(balancer, group, { Protocol: 'HTTPS', Port: 443, Certificates: [certificate] });
    const read = (): Json =>
      (account.elb('DescribeListeners', { ListenerArns: [arn] })['Listeners'] as Json[])[0] ?? {};
    expect(read()).toMatchObject({
      SslPolicy: 'ELBSecurityPolicy-2016-08',
      Certificates: [certificate],
      MutualAuthentication: { Mode: 'off' },
    });
    account.elb('ModifyListener', { ListenerArn: arn, SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' });
    expect(read()).toMatchObject({ SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06', Certificates: [certificate] });
    account.elb('ModifyListener', { ListenerArn: arn, Protocol: 'HTTP', Port: 80 });
    expect(read()).toMatchObject({ Protocol: 'HTTP', Port: 80 });
    expect(read()).not.toHaveProperty('SslPolicy');
    expect(read()).not.toHaveProperty('Certificates');
  });

  it('with TLS tell of mutual authentication when they are described, and when they are made only if it was asked for', () => {
    const { account, balancer, group } = prepared();
    const made = (port: number, more: Json = {}): Json =>
      (
        account.elb('CreateListener', {
          LoadBalancerArn: balancer,
          Protocol: 'HTTPS',
          Port: port,
          Certificates: [certificate],
          DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
          ...more,
        })['Listeners'] as Json[]
      )[0] ?? {};
    const { ListenerArn: arn, MutualAuthentication: told } = made(443);
    expect(told).toBeUndefined();
    expect(account.elb('DescribeListeners', { ListenerArns: [arn] })).toMatchObject({
      Listeners: [{ MutualAuthentication: { Mode: 'off' } }],
    });
    const MutualAuthentication = { Mode: 'passthrough' };
    expect(made(444, { MutualAuthentication })).toMatchObject({ MutualAuthentication });
  });

  it('have more certificates beside the default one', () => {
    const { account, balancer, group } = prepared();
    const arn = account.listener(balancer, group, { Protocol: 'HTTPS', Certificates: [certificate] });
    const more = { CertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/b' };
    const call = (operation: string, ...certificates: Json[]): Json =>
      account.elb(operation, {
        ListenerArn: arn,
        ...(certificates.length === 0 ? {} : { Certificates: certificates }),
      });
    expect(call('AddListenerCertificates', more)).toEqual({ Certificates: [{ ...more, IsDefault: false }] });
    call('AddListenerCertificates', more);
    expect(call('DescribeListenerCertificates')).toEqual({
      Certificates: [
        { ...certificate, IsDefault: true },
        { ...more, IsDefault: false },
      ],
    });
    expect(
      account.elbRefusal('RemoveListenerCertificates', { ListenerArn: arn, Certificates: [more, certificate] }),
    ).toBe('OperationNotPermitted: Default certificate cannot be removed');
    call('RemoveListenerCertificates', more);
    expect(call('DescribeListenerCertificates')['Certificates']).toHaveLength(1);
  });

  it('of Network Load Balancers forward with TCP', () => {
    const account = createBalancingAccount();
    const group = account.group('tcp', { Protocol: 'TCP' });
    const arn = account.listener(account.balancer('net', { Type: 'network' }), group, { Protocol: 'TCP' });
    expect(arn).toMatch(/:listener\/net\/net\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
    const rule = { ListenerArn: arn, Priority: 1, Conditions: [], Actions: [forwardTo(group)] };
    expect(account.elbRefusal('CreateRule', rule)).toMatch(/^OperationNotPermitted: Rules are unsupported for Network/);
  });

  it.each<[string, Json, string]>([
    [
      'a load balancer that is not there',
      { LoadBalancerArn: 'arn:a:loadbalancer/app/x/1' },
      'LoadBalancerNotFound: Load balancer',
    ],
    ['what is no load balancer', { LoadBalancerArn: 'x' }, "ValidationError: 'x' is not a valid load balancer ARN"],
    ['no protocol', { Protocol: undefined }, 'ValidationError: A listener protocol must be specified'],
    ['no port', { Port: undefined }, 'ValidationError: A listener port must be specified'],
    ['another protocol', { Protocol: 'TCP' }, "ValidationError: Protocol 'TCP' must be one of 'HTTP, HTTPS'"],
    ['TLS without a certificate', { Protocol: 'HTTPS' }, 'ValidationError: A certificate must be specified for HTTPS'],
    [
      'a policy without TLS',
      { SslPolicy: 'ELBSecurityPolicy-2016-08' },
      'ValidationError: An SSL policy cannot be specified for HTTP',
    ],
    [
      'a certificate without TLS',
      { Certificates: [certificate] },
      'ValidationError: A certificate cannot be specified for HTTP',
    ],
    ['no actions', { DefaultActions: [] }, 'ValidationError: You must specify actions'],
    ['an unknown action', { DefaultActions: [{ Type: 'sing' }] }, "Value 'sing' at 'actions.type' failed"],
    ['a forward to nowhere', { DefaultActions: [{ Type: 'forward' }] }, 'ValidationError: A target group ARN must be'],
    [
      'a group that is not there',
      { DefaultActions: [forwardTo('arn:aws:x:targetgroup/gone/1')] },
      "TargetGroupNotFound: Target group 'arn:aws:x:targetgroup/gone/1' not found",
    ],
    [
      'authentication without TLS',
      { DefaultActions: [{ Type: 'authenticate-cognito' }] },
      "InvalidLoadBalancerAction: Actions of type 'authenticate-cognito' are supported only on HTTPS listeners",
    ],
    [
      'a wrong weight',
      { DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ Weight: 1_000 }] } }] },
      "Value '1000' at 'weight'",
    ],
    [
      'two last actions',
      {
        DefaultActions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } }, { Type: 'fixed-response' }],
      },
      'InvalidLoadBalancerAction: ',
    ],
  ])('refuse %s', (_what, change, words) => {
    const { account, balancer, group } = prepared();
    const input = {
      LoadBalancerArn: balancer,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [forwardTo(group)],
      ...change,
    };
    expect(account.elbRefusal('CreateListener', input)).toContain(words);
    expect(account.world.balancing.listeners.size + account.world.balancing.listenerRules.size).toBe(0);
  });

  it('refuse a port that is taken, groups of other protocols and of other load balancers', () => {
    const { account, balancer, group } = prepared();
    account.listener(balancer, group);
    const input = { LoadBalancerArn: balancer, Protocol: 'HTTP', Port: 80, DefaultActions: [forwardTo(group)] };
    expect(account.elbRefusal('CreateListener', input)).toBe(
      `DuplicateListener: A listener already exists on this port for this load balancer '${balancer}'`,
    );
    const tcp = account.group('tcp', { Protocol: 'TCP' });
    expect(account.elbRefusal('CreateListener', { ...input, Port: 81, DefaultActions: [forwardTo(tcp)] })).toBe(
      `IncompatibleProtocols: The listener and the following target groups have incompatible protocols: ${tcp}`,
    );
    expect(account.elbRefusal('CreateListener', { ...input, LoadBalancerArn: account.balancer('other') })).toBe(
      `TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: ${group}`,
    );
  });
});
