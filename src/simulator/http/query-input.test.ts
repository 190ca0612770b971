import * as watch from '@aws-sdk/client-cloudwatch';
import * as balancing from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from '@jest/globals';
import { inputShape } from '../input/schema.ts';
import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';
import { readQueryInput } from './query-input.ts';

function read(sdk: Readonly<Record<string, unknown>>, operation: string, body: string): Json {
  const shape = inputShape(sdk, operation);
  if (shape === undefined) throw new Error(`no shape of ${operation}`);
  return readQueryInput(new URLSearchParams(body), shape);
}

describe('flat parameters', () => {
  it('become structures, numbers and truth values', () => {
    const body =
      'Action=CreateTargetGroup&Version=2015-12-01&Name=web&Port=8080&HealthCheckEnabled=true&Matcher.HttpCode=200';
    expect(read(balancing, 'CreateTargetGroup', body)).toEqual({
      Name: 'web',
      Port: 8080,
      HealthCheckEnabled: true,
      Matcher: { HttpCode: '200' },
    });
  });

  it('become lists in the order of their numbers', () => {
    const body = [10, 2, 1]
      .map((at) => `Targets.member.${at}.Id=10.0.0.${at}&Targets.member.${at}.Port=${at}`)
      .join('&');
    expect(read(balancing, 'RegisterTargets', body)).toEqual({
      Targets: [1, 2, 10].map((at) => ({ Id: `10.0.0.${at}`, Port: at })),
    });
  });

  it('become an empty list where only the name is there', () => {
    expect(read(balancing, 'SetSecurityGroups', 'LoadBalancerArn=a&SecurityGroups=')).toEqual({
      LoadBalancerArn: 'a',
      SecurityGroups: [],
    });
  });

  it('become maps', () => {
    const action = 'Actions.member.1.AuthenticateOidcConfig';
    const parameters = `${action}.AuthenticationRequestExtraParams.entry.1`;
    const body = `${parameters}.key=display&${parameters}.value=page&${action}.Scope=openid`;
    expect(read(balancing, 'ModifyRule', body)).toEqual({
      Actions: [{ AuthenticateOidcConfig: { Scope: 'openid', AuthenticationRequestExtraParams: { display: 'page' } } }],
    });
  });

  it('become epoch seconds and doubles', () => {
    const datum = 'MetricData.member.1';
    const body = `Namespace=n&${datum}.MetricName=m&${datum}.Timestamp=2026-01-01T00%3A00%3A00.5Z&${datum}.Value=0.25`;
    expect(read(watch, 'PutMetricData', body)).toEqual({
      Namespace: 'n',
      MetricData: [{ MetricName: 'm', Timestamp: 1_767_225_600.5, Value: 0.25 }],
    });
  });

  it('that the operation does not know are dropped, whatever their names', () => {
    const body = 'Names.member.x=a&Names.member.1.B=c&__proto__.polluted=1&constructor=2&Names=&.=&PageSize.=7';
    expect(read(balancing, 'DescribeLoadBalancers', 'Rocket=1&PageSize=7')).toEqual({ PageSize: 7 });
    expect(read(balancing, 'DescribeTargetGroups', body.replace('&PageSize.=7', ''))).toEqual({ Names: [''] });
    expect(({} as Json)['polluted']).toBeUndefined();
  });

  it.each([
    ['CreateTargetGroup', 'Port=many', "Invalid value 'many' at 'Port'"],
    ['CreateTargetGroup', 'Port=', "Invalid value '' at 'Port'"],
    ['CreateTargetGroup', 'HealthCheckEnabled=perhaps', "Invalid value 'perhaps' at 'HealthCheckEnabled'"],
    ['RegisterTargets', 'Targets.member.1.Port=x', "Invalid value 'x' at 'Targets.member.1.Port'"],
  ])('of %s that are none are refused: %s', (operation, body, words) => {
    expect(() => read(balancing, operation, body)).toThrow(new AwsFault('MalformedInput', words));
  });

  it('refuses a time that is none', () => {
    expect(() => read(watch, 'PutMetricData', 'MetricData.member.1.Timestamp=noon')).toThrow(
      "Invalid value 'noon' at 'MetricData.member.1.Timestamp'",
    );
  });
});
