import { describe, expect, it } from '@jest/globals';
import { createTestService } from '../elastic-container-service/services/test-service.ts';
import type { Json } from '../operation.ts';
import { balancerLabel, groupLabel } from './arns.ts';
import { createBalancingAccount } from './test-balancers.ts';
import type { BalancingAccount } from './test-balancers.ts';

interface Scene {
  readonly account: BalancingAccount;
  readonly balancer: string;
  readonly group: string;
  /** Three minutes of a metric, per minute. */
  readonly read: (name: string, dimensions: Json, statistics: readonly string[]) => Json[];
}

/** An active load balancer with two healthy targets, three minutes later. */
function prepared(input: Json = {}): Scene {
  const account = createBalancingAccount(createTestService());
  const [balancer, group] = [account.balancer('web', input), account.group('web')];
  account.listener(balancer, group);
  account.clock.advance(180_000);
  const Targets = [
    { Id: '10.0.0.1', AvailabilityZone: 'us-east-1a' },
    { Id: '10.0.0.2', AvailabilityZone: 'us-east-1b' },
  ];
  account.elb('RegisterTargets', { TargetGroupArn: group, Targets });
  account.clock.advance(240_000);
  const read: Scene['read'] = (name, dimensions, statistics) => {
    const now = Math.floor(account.clock.now() / 60_000) * 60;
    const answer = account.call('cloudwatch', 'GetMetricStatistics', {
      Namespace: 'AWS/ApplicationELB',
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: now - 180,
      EndTime: now,
      Period: 60,
      Statistics: statistics,
    });
    return answer['Datapoints'] as Json[];
  };
  return { account, balancer, group, read };
}

function metricNames(account: BalancingAccount): Set<string> {
  const answer = account.call('cloudwatch', 'ListMetrics', { Namespace: 'AWS/ApplicationELB' });
  const metrics = answer['Metrics'] as { MetricName: string; Dimensions: { Name: string }[] }[];
  return new Set(
    metrics.map(
      ({ MetricName, Dimensions }) =>
        `${MetricName} ${Dimensions.map(({ Name }) => Name)
          .toSorted()
          .join(' ')}`,
    ),
  );
}

describe('an active Application Load Balancer', () => {
  it('sends its metrics every minute, in the recorded sets of dimensions', () => {
    const { account } = prepared();
    expect(metricNames(account)).toEqual(
      new Set([
        'RequestCountPerTarget TargetGroup',
        'RequestCountPerTarget AvailabilityZone TargetGroup',
        'RequestCountPerTarget LoadBalancer TargetGroup',
        'RequestCountPerTarget AvailabilityZone LoadBalancer TargetGroup',
        'HealthyHostCount LoadBalancer TargetGroup',
        'HealthyHostCount AvailabilityZone LoadBalancer TargetGroup',
        'UnHealthyHostCount LoadBalancer TargetGroup',
        'UnHealthyHostCount AvailabilityZone LoadBalancer TargetGroup',
      ]),
    );
  });

  it('counts healthy targets, by zone as well, and no requests', () => {
    const { balancer, group, read } = prepared();
    const both = { LoadBalancer: balancerLabel(balancer), TargetGroup: groupLabel(group) };
    const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
    const healthy = read('HealthyHostCount', both, statistics);
    expect(healthy).toHaveLength(3);
    expect(healthy[0]).toMatchObject({ SampleCount: 2, Average: 2, Minimum: 2, Maximum: 2, Unit: 'Count' });
    const zone = { ...both, AvailabilityZone: 'us-east-1a' };
    expect(read('HealthyHostCount', zone, statistics)[0]).toMatchObject({ Average: 1 });
    expect(read('RequestCountPerTarget', { TargetGroup: groupLabel(group) }, statistics)[0]).toMatchObject({
      SampleCount: 4,
      Sum: 0,
      Minimum: 0,
      Maximum: 0,
      Unit: 'None',
    });
  });

  it('leaves a metric to the level that the admin API holds it at', () => {
    const { account, balancer, group } = prepared();
    const dimensions = { LoadBalancer: balancerLabel(balancer), TargetGroup: groupLabel(group) };
    const key = JSON.stringify(['AWS/ApplicationELB', 'RequestCountPerTarget', Object.entries(dimensions)]);
    const before = account.world.cloudwatch.samples.get(key)?.samples.length;
    account.world.autoscaling.metrics.set(key, [{ from: account.clock.now(), value: 50 }]);
    account.clock.advance(120_000);
    expect(account.world.cloudwatch.samples.get(key)?.samples).toHaveLength(before ?? -1);
  });

  it('keeps three hours, and sends nothing more once nothing is behind it', () => {
    const { account, balancer } = prepared();
    account.clock.advance(5 * 3_600_000);
    const [first] = account.world.cloudwatch.samples.values();
    expect(first?.samples.length).toBeLessThanOrEqual(180);
    expect(account.nextEventAt()).toBeDefined();
    account.elb('DeleteLoadBalancer', { LoadBalancerArn: balancer });
    expect(account.nextEventAt()).toBeUndefined();
  });
});

describe('others', () => {
  it('send nothing: Network Load Balancers, and those that are not active yet', () => {
    const account = createBalancingAccount(createTestService());
    const tcp = account.group('tcp', { Protocol: 'TCP' });
    account.listener(account.balancer('net', { Type: 'network' }), tcp, { Protocol: 'TCP' });
    account.listener(account.balancer('web'), account.group('web'));
    account.clock.advance(90_000);
    expect(metricNames(account)).toEqual(new Set());
    account.clock.advance(90_000);
    expect(metricNames(account).size).toBe(8);
  });
});
