import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import { openLabels, resourceLabel, withResourceLabels } from './resource-label.ts';

const group = (name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/${name}/0123456789abcdef`;
const balancer = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/front/fedcba9876543210';
const label = (name: string) => `app/front/fedcba9876543210/targetgroup/${name}/0123456789abcdef`;

type Policies = NonNullable<EcsScalingSpec['policies']>;

function tracking(
  metric: { predefinedMetricType: 'ALBRequestCountPerTarget'; resourceLabel?: string },
  own = {},
): Policies {
  const targetTrackingScalingPolicyConfiguration = { targetValue: 10, predefinedMetricSpecification: metric };
  return [{ name: 'p', policyType: 'TargetTrackingScaling', targetTrackingScalingPolicyConfiguration, ...own }];
}

function spec(policies: Policies): EcsScalingSpec {
  return { serviceRef: { name: 'web' }, minCapacity: 1, maxCapacity: 2, policies };
}

const open = tracking({ predefinedMetricType: 'ALBRequestCountPerTarget' });
const named = tracking({ predefinedMetricType: 'ALBRequestCountPerTarget' }, { targetGroupArn: group('named') });
const forecast: Policies = [
  {
    name: 'f',
    policyType: 'PredictiveScaling',
    predictiveScalingPolicyConfiguration: {
      metricSpecifications: [
        {
          targetValue: 10,
          predefinedScalingMetricSpecification: { predefinedMetricType: 'ALBRequestCountPerTarget' },
          predefinedLoadMetricSpecification: { predefinedMetricType: 'ALBTargetGroupRequestCount' },
        },
      ],
    },
  },
];

describe('the label of a target group', () => {
  it('is composed of the ends of two ARNs', () => {
    expect(resourceLabel(balancer, group('web'))).toBe(label('web'));
  });

  it.each([
    ['a Network Load Balancer', balancer.replace('/app/', '/net/'), group('web')],
    ['no target group', balancer, balancer],
    ['no ARN', 'front', group('web')],
  ])('is none of %s', (_case, loadBalancerArn, targetGroupArn) => {
    expect(resourceLabel(loadBalancerArn, targetGroupArn)).toBeUndefined();
  });

  it.each([
    ['of the service', open, [{ policy: 'p', targetGroupArn: undefined }]],
    ['by name', named, [{ policy: 'p', targetGroupArn: group('named') }]],
    ['of a forecast', forecast, [{ policy: 'f', targetGroupArn: undefined }]],
    ['that is spelled out', tracking({ predefinedMetricType: 'ALBRequestCountPerTarget', resourceLabel: 'x' }), []],
    ['of a metric that has none', [{ name: 's', policyType: 'StepScaling' } as const], []],
  ])('is looked up or not: %s', (_case, policies, expected) => {
    expect(openLabels(spec([...policies]))).toEqual(expected);
  });

  it('is filled in wherever it is open, and nowhere else', () => {
    const labels = ['only', 'named'].map((name) => ({ targetGroupArn: group(name), resourceLabel: label(name) }));
    const fill = (policies: Policies) => withResourceLabels(spec(policies), labels, group('only')).policies;
    expect(fill(open)).toMatchObject([
      { targetTrackingScalingPolicyConfiguration: { predefinedMetricSpecification: { resourceLabel: label('only') } } },
    ]);
    expect(fill(named)).toMatchObject([
      {
        targetTrackingScalingPolicyConfiguration: { predefinedMetricSpecification: { resourceLabel: label('named') } },
      },
    ]);
    const [made] = fill(forecast) ?? [];
    expect(made?.predictiveScalingPolicyConfiguration?.metricSpecifications).toMatchObject([
      {
        predefinedScalingMetricSpecification: { resourceLabel: label('only') },
        predefinedLoadMetricSpecification: { resourceLabel: label('only') },
      },
    ]);
    const spelledOut = tracking({ predefinedMetricType: 'ALBRequestCountPerTarget', resourceLabel: 'x' });
    expect(fill(spelledOut)).toEqual(spelledOut);
  });

  it('stays open where it is not known', () => {
    expect(withResourceLabels(spec(open), [], undefined)).toEqual(spec(open));
  });
});
