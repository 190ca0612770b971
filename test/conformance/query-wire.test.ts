import { describe, expect, it } from '@jest/globals';
import { queryAnswer, queryForm } from './query-wire.ts';
import { startTestBed } from './test-bed.ts';

const elb = 'elasticloadbalancingv2';

describe('calls in the query protocol', () => {
  it('are written as SDKs write them', () => {
    const input = { TargetGroupArn: 'a', Targets: [{ Id: '10.0.0.1', Port: 80 }] };
    expect(queryForm(elb, 'RegisterTargets', input)).toBe(
      'Action=RegisterTargets&Version=2015-12-01&TargetGroupArn=a&Targets.member.1.Id=10.0.0.1&Targets.member.1.Port=80',
    );
    expect(queryForm(elb, 'SetSecurityGroups', { SecurityGroups: [] })).toMatch(/&SecurityGroups=$/);
  });

  it('are read with their types', () => {
    const xml =
      '<DescribeTargetGroupsResponse xmlns="x"><DescribeTargetGroupsResult><TargetGroups><member><Port>80</Port>' +
      '<HealthCheckEnabled>true</HealthCheckEnabled><LoadBalancerArns/><Matcher><HttpCode>a&amp;b</HttpCode></Matcher>' +
      '</member></TargetGroups></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>';
    expect(queryAnswer(elb, 'DescribeTargetGroups', xml)).toEqual({
      TargetGroups: [{ Port: 80, HealthCheckEnabled: true, LoadBalancerArns: [], Matcher: { HttpCode: 'a&b' } }],
    });
    expect(() => queryAnswer(elb, 'DescribeTargetGroups', '<a><b></a>')).toThrow('no well-formed XML');
  });

  it('reach the simulator over HTTP, refusals too', async () => {
    const bed = await startTestBed();
    try {
      const tags = [{ Key: '<a> & "b"', Value: 'line\nline' }];
      const input = { Name: 'web', Subnets: ['subnet-a', 'subnet-b'], Tags: tags };
      const made = await bed.call('CreateLoadBalancer', input, elb);
      const [balancer] = made['LoadBalancers'] as { LoadBalancerArn: string; CreatedTime: number }[];
      expect(balancer?.CreatedTime).toBe(bed.clock.now() / 1000);
      const told = await bed.call('DescribeTags', { ResourceArns: [balancer?.LoadBalancerArn] }, elb);
      expect(told).toEqual({ TagDescriptions: [{ ResourceArn: balancer?.LoadBalancerArn, Tags: tags }] });
      expect(await bed.send('DescribeLoadBalancers', { Names: ['gone'] }, elb)).toMatchObject({
        status: 400,
        body: { __type: 'LoadBalancerNotFound', message: "Load balancers '[gone]' not found" },
      });
    } finally {
      await bed.stop();
    }
  });
});
