import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { differences } from '../compare.ts';
import { at } from '../setup.ts';
import type { CaseSetups, Names } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';

const httpGroup = { Name: 'web', Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-a', TargetType: 'ip' };

/** A call to Elastic Load Balancing. */
export function balance(bed: TestBed, operation: string, input: Json = {}): Promise<Json> {
  return bed.call(operation, input, 'elasticloadbalancingv2');
}

/** Makes a target group of addresses; answers with its ARN. */
export async function targetGroup(bed: TestBed, input: Json = {}): Promise<string> {
  const made = await balance(bed, 'CreateTargetGroup', { ...httpGroup, ...input });
  return String(at(made, 'TargetGroups', 0, 'TargetGroupArn'));
}

/** Makes a load balancer `web` with a listener that forwards to the group, and waits until it is active. */
export async function activeBalancer(bed: TestBed, group: string): Promise<{ balancer: string; listener: string }> {
  const made = await balance(bed, 'CreateLoadBalancer', { Name: 'web', Subnets: ['subnet-a', 'subnet-b'] });
  const balancer = String(at(made, 'LoadBalancers', 0, 'LoadBalancerArn'));
  const input = {
    LoadBalancerArn: balancer,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
  };
  const listener = String(at(await balance(bed, 'CreateListener', input), 'Listeners', 0, 'ListenerArn'));
  bed.advance(180);
  return { balancer, listener };
}

/** The group that the cases call `targetgroup/web/<tg>`. */
async function namedGroup(bed: TestBed, names: Names): Promise<string> {
  const arn = await targetGroup(bed);
  names.set('<tg>', arn.slice(-16));
  return arn;
}

async function vpcWithOneSubnet(bed: TestBed): Promise<void> {
  await bed.admin('POST', '/_sim/balancing/put-vpc', {
    vpcId: 'vpc-a',
    cidrBlocks: ['10.0.0.0/16'],
    subnets: [{ subnetId: 'subnet-a', cidrBlock: '10.0.0.0/24', availabilityZone: 'us-east-1a' }],
  });
}

async function readHealth(bed: TestBed, group: string): Promise<unknown[]> {
  const answer = await balance(bed, 'DescribeTargetHealth', { TargetGroupArn: group });
  return answer['TargetHealthDescriptions'] as unknown[];
}

/** The names of dimensions that a metric of load balancers has, each set in order. */
async function dimensionSets(bed: TestBed, name: string): Promise<string[]> {
  const input = { Namespace: 'AWS/ApplicationELB', MetricName: name };
  const { Metrics: metrics } = await bed.call('ListMetrics', input, 'cloudwatch');
  const sets = (metrics as { Dimensions: { Name: string }[] }[]).map(({ Dimensions }) => setName(Dimensions));
  return [...new Set(sets)].toSorted((a, b) => (a < b ? -1 : 1));
}

function setName(dimensions: readonly { Name: string }[]): string {
  return dimensions
    .map(({ Name: name }) => name)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join(', ');
}

/** The statistics of each minute of the last three. */
async function lastMinutes(bed: TestBed, name: string, dimensions: Readonly<Record<string, string>>): Promise<Json[]> {
  const now = Math.floor(bed.clock.now() / 60_000) * 60;
  const input = {
    Namespace: 'AWS/ApplicationELB',
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    StartTime: now - 180,
    EndTime: now,
    Period: 60,
    Statistics: ['SampleCount', 'Sum', 'Minimum', 'Maximum'],
  };
  return (await bed.call('GetMetricStatistics', input, 'cloudwatch'))['Datapoints'] as Json[];
}

export const setups: CaseSetups = {
  'cw-alb-requestcountpertarget': {
    run: async (bed, recorded) => {
      const group = await targetGroup(bed);
      const { balancer } = await activeBalancer(bed, group);
      const Targets = [{ Id: '10.0.0.10' }, { Id: '10.0.0.11' }];
      await balance(bed, 'RegisterTargets', { TargetGroupArn: group, Targets });
      bed.advance(300);
      for (const [name, sets] of Object.entries(at(recorded.output, 'signals') as Record<string, string[]>)) {
        const expected = sets.map((set) => setName(set.split(', ').map((Name) => ({ Name }))));
        assert.deepEqual(
          await dimensionSets(bed, name),
          expected.toSorted((a, b) => (a < b ? -1 : 1)),
        );
      }
      const TargetGroup = group.slice(group.lastIndexOf(':') + 1);
      const LoadBalancer = balancer.slice(balancer.indexOf('app/'));
      const requests = await lastMinutes(bed, 'RequestCountPerTarget', { TargetGroup });
      assert.equal(requests.length, 3);
      for (const { SampleCount: count, ...minute } of requests) {
        assert.ok(count === 4 || count === 5);
        assert.deepEqual({ ...minute, Timestamp: 0 }, { Timestamp: 0, Sum: 0, Minimum: 0, Maximum: 0, Unit: 'None' });
      }
      for (const { Timestamp: _time, ...minute } of await lastMinutes(bed, 'HealthyHostCount', {
        LoadBalancer,
        TargetGroup,
      })) {
        assert.deepEqual(minute, { SampleCount: 2, Sum: 4, Minimum: 2, Maximum: 2, Unit: 'Count' });
      }
    },
  },
  'elbv2-createtargetgroup-ip-defaults': {
    check: ([answer]) => {
      const [group] = at(answer?.body, 'TargetGroups') as Json[];
      assert.ok(!('LoadBalancerArns' in (group ?? {})), 'no load balancers');
    },
  },
  'elbv2-createtargetgroup-again-same': {
    prepare: async (bed, names) => names.set('<tg>', (await targetGroup(bed, { Port: 80 })).slice(-16)),
    check: async (answers, bed) => {
      const again = await balance(bed, 'CreateTargetGroup', { ...httpGroup, Port: 80 });
      assert.deepEqual(answers[0]?.body, again);
    },
  },
  'elbv2-registertargets-ip-outside-subnet': {
    prepare: async (bed, names) => {
      await vpcWithOneSubnet(bed);
      await namedGroup(bed, names);
    },
  },
  'elbv2-targetgroup-attributes-defaults': {
    prepare: namedGroup,
    check: ([answer]) => {
      const attributes = at(answer?.body, 'Attributes') as Json[];
      assert.equal(attributes.length, 14);
      assert.ok(attributes.every(({ Value: value }) => typeof value === 'string'));
    },
  },
  'elbv2-describetargethealth-not-in-use': {
    prepare: async (bed, names) => {
      await vpcWithOneSubnet(bed);
      const group = await namedGroup(bed, names);
      await balance(bed, 'RegisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.10', Port: 8080 }] });
      bed.advance(60);
    },
  },
  'elbv2-targethealth-initial-to-healthy': {
    run: async (bed, recorded) => {
      const group = await targetGroup(bed);
      await activeBalancer(bed, group);
      const Targets = [{ Id: '10.0.0.10' }, { Id: '10.0.0.11' }];
      await balance(bed, 'RegisterTargets', { TargetGroupArn: group, Targets });
      const sequence = at(recorded.output, 'sequence') as Json[];
      const rules = { volatile: [], ordered: [], ignore: [], partial: [] };
      const expected = (step: Json | undefined): Json[] => Targets.map((Target) => ({ Target, ...step }));
      assert.deepEqual(differences(expected(sequence[0]), await readHealth(bed, group), rules), []);
      bed.advance(5);
      const healthy = await readHealth(bed, group);
      assert.deepEqual(differences(expected(sequence[1]), healthy, rules), []);
      assert.deepEqual(
        healthy.map((each) => at(each, 'TargetHealth')),
        [{ State: 'healthy' }, { State: 'healthy' }],
      );
    },
  },
  'elbv2-loadbalancer-provisioning': {
    prepare: async (bed) => {
      const Subnets = ['subnet-a', 'subnet-b'];
      const made = await balance(bed, 'CreateLoadBalancer', { Name: 'web', Subnets });
      assert.equal(typeof at(made, 'LoadBalancers', 0, 'DNSName'), 'string');
      bed.advance(64);
    },
    // The recording was cut to one of its zones.
    ignore: { '$.LoadBalancers[*].AvailabilityZones': 'a load balancer has at least two; compared below' },
    check: ([answer]) => {
      assert.deepEqual(at(answer?.body, 'LoadBalancers', 0, 'AvailabilityZones', 0), {
        ZoneName: 'us-east-1a',
        SubnetId: 'subnet-a',
        LoadBalancerAddresses: [],
      });
    },
  },
};
