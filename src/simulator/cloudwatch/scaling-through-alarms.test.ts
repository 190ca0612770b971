import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createTestAccount, fargateDefinition } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';

const identity = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/demo/web',
  ScalableDimension: 'ecs:service:DesiredCount',
};

/** A running service of one task, at most four, and an alarm that adds two tasks while `depth` is above 10. */
function scaledAccount(): TestAccount {
  const account = createTestAccount();
  account.start();
  account.ecs('CreateCluster', { clusterName: 'demo' });
  account.ecs('RegisterTaskDefinition', fargateDefinition());
  account.ecs('CreateService', {
    cluster: 'demo',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  });
  account.clock.advance(300_000);
  account.call('application-autoscaling', 'RegisterScalableTarget', { ...identity, MinCapacity: 1, MaxCapacity: 4 });
  const { PolicyARN: arn } = account.call('application-autoscaling', 'PutScalingPolicy', {
    ...identity,
    PolicyName: 'out',
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity',
      Cooldown: 3_600,
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }],
    },
  });
  account.call('cloudwatch', 'PutMetricAlarm', {
    AlarmName: 'deep',
    Namespace: 'my',
    MetricName: 'depth',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [arn],
  });
  return account;
}

function desiredCount(account: TestAccount): unknown {
  const { services } = account.ecs('DescribeServices', { cluster: 'demo', services: ['web'] });
  return (services as Json[])[0]?.['desiredCount'];
}

function putDepth(account: TestAccount, Value: number): void {
  account.call('cloudwatch', 'PutMetricData', { Namespace: 'my', MetricData: [{ MetricName: 'depth', Value }] });
  account.clock.advance(120_000);
}

describe('a step policy', () => {
  it('runs when its alarm goes off, and not again while its cooldown lasts', () => {
    const account = scaledAccount();
    putDepth(account, 5);
    expect(desiredCount(account)).toBe(1);
    putDepth(account, 11);
    expect(desiredCount(account)).toBe(3);
    putDepth(account, 11);
    expect(desiredCount(account)).toBe(3);
  });

  it('names the alarm that acts on it', () => {
    const { ScalingPolicies: policies } = scaledAccount().call('application-autoscaling', 'DescribeScalingPolicies', {
      ServiceNamespace: 'ecs',
    });
    expect(policies).toMatchObject([
      { Alarms: [{ AlarmName: 'deep', AlarmARN: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:deep' }] },
    ]);
  });

  it('does not run while actions are switched off', () => {
    const account = scaledAccount();
    const { MetricAlarms: alarms } = account.call('cloudwatch', 'DescribeAlarms', { AlarmNames: ['deep'] });
    account.call('cloudwatch', 'PutMetricAlarm', { ...(alarms as Json[])[0], ActionsEnabled: false });
    putDepth(account, 11);
    expect(desiredCount(account)).toBe(1);
  });
});

describe('target tracking', () => {
  it('follows metric data that were put, and its alarms tell', () => {
    const account = scaledAccount();
    account.call('application-autoscaling', 'PutScalingPolicy', {
      ...identity,
      PolicyName: 'depth',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 5,
        CustomizedMetricSpecification: { Namespace: 'my', MetricName: 'depth', Statistic: 'Average' },
      },
    });
    for (let minute = 0; minute < 8; minute += 1) {
      account.call('cloudwatch', 'PutMetricData', { Namespace: 'my', MetricData: [{ MetricName: 'depth', Value: 9 }] });
      account.clock.advance(60_000);
    }
    expect(desiredCount(account)).toBe(2);
    const answer = account.call('cloudwatch', 'DescribeAlarms', { StateValue: 'ALARM' });
    expect(answer['MetricAlarms']).toMatchObject([
      {
        MetricName: 'depth',
        StateReason: expect.stringContaining('Threshold Crossed: 3 out of the last 3 datapoints [9.0 ('),
      },
    ]);
  });
});
