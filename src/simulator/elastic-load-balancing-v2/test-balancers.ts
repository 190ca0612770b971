import type { DescribeTargetHealthOutput, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Json } from '../operation.ts';
import { createTestAccount } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';

/** An account for tests of load balancers. */
export interface BalancingAccount extends TestAccount {
  elb(operation: string, input?: Json): Json;
  /** The error of a refused call as `Code: words`. */
  elbRefusal(operation: string, input?: Json): string;
  /** Makes a load balancer; answers with its ARN. */
  balancer(name: string, input?: Json): string;
  /** Makes an HTTP group of addresses; answers with its ARN. */
  group(name: string, input?: Json): string;
  /** Makes an HTTP listener at port 80 that forwards to the group; answers with its ARN. */
  listener(balancerArn: string, groupArn: string, input?: Json): string;
  /** The health of a group's targets: `id:port state reason`. */
  health(groupArn: string): string[];
}

export function createBalancingAccount(account: TestAccount = createTestAccount()): BalancingAccount {
  const elb = (operation: string, input: Json = {}): Json => account.call('elasticloadbalancingv2', operation, input);
  const made = (operation: string, list: string, arn: string, input: Json): string =>
    String((elb(operation, input)[list] as Json[])[0]?.[arn]);
  return Object.assign(account, {
    elb,
    elbRefusal: (operation: string, input: Json = {}) => account.refusal(operation, input, 'elasticloadbalancingv2'),
    balancer: (name: string, input: Json = {}) =>
      made('CreateLoadBalancer', 'LoadBalancers', 'LoadBalancerArn', {
        Name: name,
        Subnets: ['subnet-a', 'subnet-b'],
        ...input,
      }),
    group: (name: string, input: Json = {}) =>
      made('CreateTargetGroup', 'TargetGroups', 'TargetGroupArn', {
        Name: name,
        Protocol: 'HTTP',
        Port: 8080,
        VpcId: 'vpc-a',
        TargetType: 'ip',
        ...input,
      }),
    listener: (balancerArn: string, groupArn: string, input: Json = {}) =>
      made('CreateListener', 'Listeners', 'ListenerArn', {
        LoadBalancerArn: balancerArn,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn }],
        ...input,
      }),
    health: (groupArn: string) =>
      (
        elb('DescribeTargetHealth', { TargetGroupArn: groupArn }) as DescribeTargetHealthOutput
      ).TargetHealthDescriptions?.map(healthLine) ?? [],
  });
}

function healthLine({ Target: target, TargetHealth: health }: TargetHealthDescription): string {
  const reason = health?.Reason === undefined ? '' : ` ${health.Reason}`;
  return `${target?.Id}:${target?.Port} ${health?.State}${reason}`;
}
