import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import { act, condition, isReady, key, read } from '../support/scaling-world.ts';
import { spec as serviceSpec, taskDefinition } from '../support/service-stack.ts';

type Json = Record<string, unknown>;

const requests = {
  name: 'requests',
  policyType: 'TargetTrackingScaling',
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 100,
    predefinedMetricSpecification: { predefinedMetricType: 'ALBRequestCountPerTarget' },
  },
} as const;
const scaling: EcsScalingSpec = { serviceRef: { name: 'web' }, minCapacity: 1, maxCapacity: 4, policies: [requests] };

function elb(bed: OperatorBed, operation: string, input: Json, list: string, arn: string): string {
  const answer = bed.simulator.act('elasticloadbalancingv2', operation, input);
  return String((answer[list] as Json[])[0]?.[arn]);
}

function targetGroup(bed: OperatorBed, name: string): string {
  const input = { Name: name, Protocol: 'HTTP', Port: 80, VpcId: 'vpc-a', TargetType: 'ip' };
  return elb(bed, 'CreateTargetGroup', input, 'TargetGroups', 'TargetGroupArn');
}

/** Makes an Application Load Balancer that sends everything to the group; answers with its ARN. */
function balance(bed: OperatorBed, name: string, group: string): string {
  const balancer = { Name: name, Subnets: ['subnet-a', 'subnet-b'] };
  const LoadBalancerArn = elb(bed, 'CreateLoadBalancer', balancer, 'LoadBalancers', 'LoadBalancerArn');
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: group }];
  const listener = { LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions };
  elb(bed, 'CreateListener', listener, 'Listeners', 'ListenerArn');
  return LoadBalancerArn;
}

function labelOf(balancer: string, group: string): string {
  return `${balancer.replace(/^.*:loadbalancer\//, '')}/${group.replace(/^.*:/, '')}`;
}

function heldLabels(bed: OperatorBed): unknown[] {
  const { ScalingPolicies: held } = act(bed, 'DescribeScalingPolicies') as { ScalingPolicies: Json[] };
  return held.map((policy) => {
    const tracking = policy['TargetTrackingScalingPolicyConfiguration'] as { PredefinedMetricSpecification: Json };
    return tracking.PredefinedMetricSpecification['ResourceLabel'];
  });
}

/** A service with these target groups, scaled; the operator runs. */
function start(bed: OperatorBed, groups: readonly string[], spec: EcsScalingSpec = scaling): void {
  bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  bed.taskDefinitions.create({ ...key, spec: taskDefinition('app:1') });
  const loadBalancers = groups.map((targetGroupArn) => ({ targetGroupArn, containerName: 'app', containerPort: 80 }));
  bed.services.create({ ...key, spec: { ...serviceSpec, loadBalancers } });
  bed.scalings.create({ ...key, spec });
  bed.start();
}

describe('a policy on the requests of a target group', () => {
  it('follows the one that the service has, by the load balancer that uses it', async () => {
    const bed = new OperatorBed();
    const group = targetGroup(bed, 'web');
    const balancer = balance(bed, 'front', group);
    start(bed, [group]);
    await bed.until(() => isReady(bed));
    expect(heldLabels(bed)).toEqual([labelOf(balancer, group)]);
    expect(read(bed).status?.targetGroups).toEqual([
      { targetGroupArn: group, resourceLabel: labelOf(balancer, group) },
    ]);
    bed.simulator.calls.reset();
    await bed.pass(1_800_000);
    expect(Object.keys(bed.simulator.calls.read())).not.toContain('elasticloadbalancingv2.DescribeTargetGroups');
  });

  it('works for a service that is spelled out, too', async () => {
    const bed = new OperatorBed();
    const group = targetGroup(bed, 'web');
    const balancer = balance(bed, 'front', group);
    const { serviceRef: _serviceRef, ...rest } = scaling;
    start(bed, [group], { ...rest, resourceId: 'service/demo/shop_web' });
    await bed.until(() => isReady(bed));
    expect(heldLabels(bed)).toEqual([labelOf(balancer, group)]);
  });

  it('waits for a load balancer to use the group', async () => {
    const bed = new OperatorBed();
    const group = targetGroup(bed, 'web');
    start(bed, [group]);
    bed.services.changeSpec(key, ({ loadBalancers: _loadBalancers, ...without }) => without);
    await bed.until(() => condition(bed, 'Ready')?.message.includes('the service has none') === true);
    bed.scalings.changeSpec(key, (held) => ({ ...held, policies: [{ ...requests, targetGroupArn: group }] }));
    await bed.until(() => condition(bed, 'Ready')?.message === `No Application Load Balancer uses ${group} yet.`);
    balance(bed, 'front', group);
    bed.services.changeSpec(key, (held) => ({
      ...held,
      loadBalancers: [{ targetGroupArn: group, containerName: 'app', containerPort: 80 }],
    }));
    await bed.until(() => isReady(bed));
    expect(heldLabels(bed)).toHaveLength(1);
  });

  it('asks which one where there are two, and takes the one that is named', async () => {
    const bed = new OperatorBed();
    const [one, two] = [targetGroup(bed, 'one'), targetGroup(bed, 'two')];
    balance(bed, 'front', one);
    const other = balance(bed, 'other', two);
    start(bed, [one, two]);
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'InvalidSpec');
    expect(condition(bed, 'Stalled')?.message).toContain('the service has 2: name it in targetGroupArn');
    bed.scalings.changeSpec(key, (held) => ({ ...held, policies: [{ ...requests, targetGroupArn: two }] }));
    await bed.until(() => isReady(bed));
    expect(heldLabels(bed)).toEqual([labelOf(other, two)]);
  });

  it('follows the service to another group', async () => {
    const bed = new OperatorBed();
    const [one, two] = [targetGroup(bed, 'one'), targetGroup(bed, 'two')];
    balance(bed, 'front', one);
    const other = balance(bed, 'other', two);
    start(bed, [one]);
    await bed.until(() => isReady(bed));
    bed.services.changeSpec(key, (held) => ({
      ...held,
      loadBalancers: [{ targetGroupArn: two, containerName: 'app', containerPort: 80 }],
    }));
    await bed.until(() => heldLabels(bed)[0] === labelOf(other, two));
    await bed.until(() => isReady(bed));
  });

  it('leaves a label alone that the spec spells out, and asks nobody', async () => {
    const bed = new OperatorBed();
    const group = targetGroup(bed, 'web');
    const resourceLabel = labelOf(balance(bed, 'front', group), group);
    const metric = { predefinedMetricType: 'ALBRequestCountPerTarget', resourceLabel } as const;
    const configuration = { targetValue: 100, predefinedMetricSpecification: metric };
    start(bed, [group], {
      ...scaling,
      policies: [{ ...requests, targetTrackingScalingPolicyConfiguration: configuration }],
    });
    await bed.until(() => isReady(bed));
    expect(Object.keys(bed.simulator.calls.read())).not.toContain('elasticloadbalancingv2.DescribeTargetGroups');
    expect(read(bed).status?.targetGroups).toBeUndefined();
  });
});
