import type { MetricAlarm, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from '@jest/globals';
import { policyInput, scheduledActionInput } from './desired.ts';
import { sameAlarm, samePolicy, sameScheduledAction, sameSuspension } from './difference.ts';

const tracking = {
  name: 'cpu',
  policyType: 'TargetTrackingScaling',
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 60,
    predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
} as const;

const wanted = policyInput('service/demo/web', tracking);
const held = wanted.TargetTrackingScalingPolicyConfiguration;

describe('samePolicy', () => {
  it.each([
    ['as it was put', { ...held, TargetValue: 60 }, true],
    ['a default spelled out', { ...held, TargetValue: 60, DisableScaleIn: false }, true],
    ['another target value', { ...held, TargetValue: 50 }, false],
    ['a cooldown that the spec does not have', { ...held, TargetValue: 60, ScaleInCooldown: 60 }, false],
    ['scale-in disabled by somebody', { ...held, TargetValue: 60, DisableScaleIn: true }, false],
  ])('%s', (_what, configuration, expected) => {
    const actual = {
      ...wanted,
      Alarms: [],
      PolicyARN: 'arn',
      PolicyType: 'TargetTrackingScaling' as const,
      CreationTime: new Date(0),
      TargetTrackingScalingPolicyConfiguration: configuration,
    };
    expect(samePolicy(wanted, actual as Parameters<typeof samePolicy>[1])).toBe(expected);
  });

  it('does not mind the order of dimensions and steps', () => {
    const dimensions = [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ];
    const policy = (order: typeof dimensions) =>
      policyInput('service/demo/web', {
        name: 'custom',
        policyType: 'TargetTrackingScaling',
        targetTrackingScalingPolicyConfiguration: {
          targetValue: 1,
          customizedMetricSpecification: { metricName: 'm', namespace: 'n', statistic: 'Average', dimensions: order },
        },
      });
    const actual = policy(dimensions.toReversed());
    expect(samePolicy(policy(dimensions), actual as Parameters<typeof samePolicy>[1])).toBe(true);
  });
});

describe('sameScheduledAction', () => {
  const action = { name: 'night', schedule: 'cron(0 22 * * ? *)', scalableTargetAction: { minCapacity: 1 } };
  const put = scheduledActionInput('service/demo/web', { ...action, startTime: '2026-01-01T00:00:00Z' });

  it.each([
    ['the same moment', { StartTime: new Date('2026-01-01T01:00:00+01:00') }, true],
    ['another start', { StartTime: new Date('2027-01-01T00:00:00Z') }, false],
    ['an end that the spec does not have', { StartTime: put.StartTime, EndTime: new Date(0) }, false],
    ['another bound', { StartTime: put.StartTime, ScalableTargetAction: { MinCapacity: 2 } }, false],
  ])('%s', (_what, change, expected) => {
    expect(sameScheduledAction(put, { ...put, ...change } as Parameters<typeof sameScheduledAction>[1])).toBe(expected);
  });
});

it('absent suspension is no suspension', () => {
  const off = { DynamicScalingInSuspended: false, DynamicScalingOutSuspended: false, ScheduledScalingSuspended: false };
  expect(sameSuspension({}, off)).toBe(true);
  expect(sameSuspension({}, undefined)).toBe(true);
  expect(sameSuspension({ DynamicScalingInSuspended: true }, off)).toBe(false);
});

describe('sameAlarm', () => {
  const put = {
    AlarmName: 'a',
    MetricName: 'Depth',
    Namespace: 'Shop',
    Dimensions: [
      { Name: 'A', Value: '1' },
      { Name: 'B', Value: '2' },
    ],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: ['policy', 'topic'],
  } as const satisfies Partial<PutMetricAlarmCommandInput>;
  const input: PutMetricAlarmCommandInput = {
    ...put,
    Dimensions: [...put.Dimensions],
    AlarmActions: [...put.AlarmActions],
  };
  const state = { StateValue: 'ALARM', StateReason: 'because', AlarmArn: 'arn' } as const;
  const shown: MetricAlarm = { ...input, ...state, ActionsEnabled: true, OKActions: [], InsufficientDataActions: [] };

  it.each<[string, MetricAlarm, boolean]>([
    ['as CloudWatch shows it', shown, true],
    [
      'lists in another order',
      { ...shown, AlarmActions: ['topic', 'policy'], Dimensions: [...(input.Dimensions ?? [])].reverse() },
      true,
    ],
    ['defaults spelled out', { ...shown, TreatMissingData: 'missing', DatapointsToAlarm: 3 }, true],
    ['a sliding window', { ...shown, EvaluationWindow: { SlidingWindow: {} } }, true],
    ['a window by the clock', { ...shown, EvaluationWindow: { WallClockWindow: {} } }, false],
    ['another threshold', { ...shown, Threshold: 6 }, false],
    ['fewer data points', { ...shown, DatapointsToAlarm: 2 }, false],
    ['actions switched off', { ...shown, ActionsEnabled: false }, false],
    ['an action less', { ...shown, AlarmActions: ['policy'] }, false],
    ['a description', { ...shown, AlarmDescription: 'mine' }, false],
    ['a threshold that is a band', { ...shown, Threshold: undefined, ThresholdMetricId: 'band' }, false],
  ])('%s', (_case, actual, same) => {
    expect(sameAlarm(input, actual)).toBe(same);
  });

  it('takes queries in any order, and one that is shown for one that does not say so', () => {
    const stat = { Metric: { MetricName: 'm', Namespace: 'n' }, Period: 60, Stat: 'Sum' };
    const queries = [
      { Id: 'a', MetricStat: stat, ReturnData: false },
      { Id: 'b', Expression: 'a * 2' },
    ];
    const wantedQueries: PutMetricAlarmCommandInput = { ...input, Metrics: queries };
    const filledIn = { ...stat, Metric: { ...stat.Metric, Dimensions: [] } };
    const shownQueries = [
      { Id: 'b', Expression: 'a * 2', ReturnData: true },
      { Id: 'a', MetricStat: filledIn, ReturnData: false },
    ];
    expect(sameAlarm(wantedQueries, { ...shown, Metrics: shownQueries })).toBe(true);
    expect(sameAlarm(wantedQueries, shown)).toBe(false);
  });
});
