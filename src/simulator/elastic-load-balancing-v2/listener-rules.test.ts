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

describe('rules', () => {
  const path = { Field: 'path-pattern', Values: ['/api/*'] };

  it('are told by priority, the default one last, conditions in both forms', () => {
    const { account, balancer, group } = prepared();
    const listener = account.listener(balancer, group);
    const create = (Priority: number, ...Conditions: Json[]): Json =>
      account.elb('CreateRule', { ListenerArn: listener, Priority, Conditions, Actions: [forwardTo(group)] });
    create(20, path);
    create(
      10,
      { Field: 'host-header', HostHeaderConfig: { Values: ['a.example'] } },
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x', Values: ['1'] } },
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'a', Value: 'b' }] } },
      { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
    );
    expect(rules(account, listener).map((rule) => [rule['Priority'], rule['Conditions']])).toEqual([
      [
        '10',
        [
          { Field: 'host-header', Values: ['a.example'], HostHeaderConfig: { Values: ['a.example'] } },
          { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x', Values: ['1'] } },
          { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'a', Value: 'b' }] } },
          { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
        ],
      ],
      ['20', [{ ...path, PathPatternConfig: { Values: ['/api/*'] } }]],
      ['default', []],
    ]);
  });

  it('change, change places and go', () => {
    const { account, balancer, group } = prepared();
    const listener = account.listener(balancer, group);
    const [first, second] = [1, 2].map((Priority) => {
      const rule = { ListenerArn: listener, Priority, Conditions: [path], Actions: [forwardTo(group)] };
      return String((account.elb('CreateRule', rule)['Rules'] as Json[])[0]?.['RuleArn']);
    });
    const redirect = { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', Protocol: 'HTTPS', Port: '443' } };
    expect(account.elb('ModifyRule', { RuleArn: first, Actions: [redirect] })).toMatchObject({
      Rules: [
        {
          Conditions: [path],
          Actions: [
            {
              Type: 'redirect',
              RedirectConfig: { Protocol: 'HTTPS', Port: '443', Host: '#{host}', Path: '/#{path}', Query: '#{query}' },
            },
          ],
        },
      ],
    });
    const swap = [
      { RuleArn: first, Priority: 2 },
      { RuleArn: second, Priority: 1 },
    ];
    account.elb('SetRulePriorities', { RulePriorities: swap });
    expect(rules(account, listener).map((rule) => rule['RuleArn'])).toEqual([second, first, expect.anything()]);
    expect(account.elbRefusal('SetRulePriorities', { RulePriorities: [{ RuleArn: first, Priority: 1 }] })).toBe(
      "PriorityInUse: Priority '1' is currently in use",
    );
    account.elb('DeleteRule', { RuleArn: first });
    expect(account.elbRefusal('DescribeRules', { RuleArns: [first] })).toBe(
      'RuleNotFound: One or more rules not found',
    );
  });

  it('hide secrets of authentication and fill in the rest', () => {
    const { account, balancer, group } = prepared();
    const oidc = {
      Issuer: 'https://issuer',
      AuthorizationEndpoint: 'https://issuer/a',
      TokenEndpoint: 'https://issuer/t',
      UserInfoEndpoint: 'https://issuer/u',
      ClientId: 'id',
    };
    const authenticate = {
      Type: 'authenticate-oidc',
      Order: 1,
      AuthenticateOidcConfig: { ...oidc, ClientSecret: 's' },
    };
    const listener = account.listener(balancer, group, {
      Protocol: 'HTTPS',
      Certificates: [certificate],
      DefaultActions: [{ ...forwardTo(group), Order: 2 }, authenticate],
    });
    const [action, last] = (rules(account, listener)[0]?.['Actions'] ?? []) as Json[];
    expect(action).toEqual({
      Type: 'authenticate-oidc',
      Order: 1,
      AuthenticateOidcConfig: {
        ...oidc,
        SessionCookieName: 'AWSELBAuthSessionCookie',
        Scope: 'openid',
        SessionTimeout: 604_800,
        OnUnauthenticatedRequest: 'authenticate',
      },
    });
    expect(last).toMatchObject({ Type: 'forward', Order: 2 });
  });

  it.each<[string, Json, string]>([
    ['a priority that is taken', { Priority: 5 }, "PriorityInUse: Priority '5' is currently in use"],
    ['a priority that is none', { Priority: 0 }, "Value '0' at 'priority' failed to satisfy constraint"],
    ['no conditions', { Conditions: [] }, 'ValidationError: A condition must be specified'],
    ['an unknown field', { Conditions: [{ Field: 'mood' }] }, "ValidationError: Condition field 'mood' must be one of"],
    ['a condition without values', { Conditions: [{ Field: 'host-header' }] }, 'A condition value must be specified'],
    ['a long value', { Conditions: [{ Field: 'host-header', Values: ['a'.repeat(129)] }] }, "longer than '128'"],
    ['a fixed response without status', { Actions: [{ Type: 'fixed-response' }] }, 'ValidationError: The status code'],
    ['a redirect without status', { Actions: [{ Type: 'redirect' }] }, "at 'redirectConfig.statusCode' failed"],
  ])('refuse %s', (_what, change, words) => {
    const { account, balancer, group } = prepared();
    const listener = account.listener(balancer, group);
    const rule = { ListenerArn: listener, Priority: 5, Conditions: [path], Actions: [forwardTo(group)] };
    account.elb('CreateRule', rule);
    expect(account.elbRefusal('CreateRule', { ...rule, Priority: 6, ...change })).toContain(words);
    expect(rules(account, listener)).toHaveLength(2);
  });

  it('that are default ones can be neither deleted nor moved nor modified', () => {
    const { account, balancer, group } = prepared();
    const arn = rules(account, account.listener(balancer, group))[0]?.['RuleArn'];
    expect(account.elbRefusal('DeleteRule', { RuleArn: arn })).toMatch(/^OperationNotPermitted: /);
    expect(account.elbRefusal('ModifyRule', { RuleArn: arn })).toMatch(/^OperationNotPermitted: /);
    const priorities = [{ RuleArn: arn, Priority: 1 }];
    expect(account.elbRefusal('SetRulePriorities', { RulePriorities: priorities })).toMatch(/^OperationNotPermitted: /);
  });

  it('are asked for by listener or by name', () => {
    const { account } = prepared();
    expect(account.elbRefusal('DescribeRules')).toMatch(/^ValidationError: You must specify either/);
    expect(account.elbRefusal('DescribeListeners')).toMatch(/^ValidationError: You must specify either/);
  });
});
