import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import { alarmTagList, defaultAlarmName, wantedAlarms, withPolicyAction } from './alarm.ts';

const resourceId = 'service/demo/web';
const alarm = {
  metricName: 'Depth',
  namespace: 'Shop',
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 2,
  threshold: 5,
  comparisonOperator: 'GreaterThanThreshold',
  okActions: ['topic'],
} as const;

function spec(policies: NonNullable<EcsScalingSpec['policies']>): EcsScalingSpec {
  return { resourceId, minCapacity: 1, maxCapacity: 2, policies };
}

describe('the alarm of a policy', () => {
  it('is what the spec says, as CloudWatch spells it, under a name of its policy', () => {
    const policies = [{ name: 'queue', policyType: 'StepScaling' as const, alarm: { ...alarm, okActions: ['topic'] } }];
    expect(wantedAlarms(resourceId, spec(policies))).toEqual([
      {
        policy: 'queue',
        input: {
          AlarmName: 'ecs-operator/service/demo/web/queue',
          MetricName: 'Depth',
          Namespace: 'Shop',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 2,
          Threshold: 5,
          ComparisonOperator: 'GreaterThanThreshold',
          OKActions: ['topic'],
        },
      },
    ]);
  });

  it('has the name that the spec gives it', () => {
    const named = { ...alarm, okActions: [], alarmName: 'mine' };
    const policies = [{ name: 'queue', policyType: 'StepScaling' as const, alarm: named }];
    expect(wantedAlarms(resourceId, spec(policies)).map(({ input }) => input.AlarmName)).toEqual(['mine']);
  });

  it('is none for a policy without one', () => {
    expect(wantedAlarms(resourceId, spec([{ name: 'cpu', policyType: 'TargetTrackingScaling' }]))).toEqual([]);
    expect(wantedAlarms(resourceId, { resourceId, minCapacity: 1, maxCapacity: 2 })).toEqual([]);
  });

  it('calls its policy first', () => {
    const input = { AlarmName: 'a', EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold' } as const;
    expect(withPolicyAction(input, 'arn').AlarmActions).toEqual(['arn']);
    expect(withPolicyAction({ ...input, AlarmActions: ['topic'] }, 'arn').AlarmActions).toEqual(['arn', 'topic']);
  });

  it('has a name that CloudWatch takes, and no two policies the same', () => {
    const long = `service/${'c'.repeat(200)}/${'s'.repeat(200)}`;
    const names = ['a', 'b'].map((policy) => defaultAlarmName(long, policy));
    expect(names.map((name) => name.length)).toEqual([255, 255]);
    expect(new Set(names).size).toBe(2);
  });

  it('carries tags as CloudWatch takes them, in key order', () => {
    expect(alarmTagList({ b: '2', a: '1' })).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
  });
});
