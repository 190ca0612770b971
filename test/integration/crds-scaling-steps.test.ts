import { but, describeRules, type Spec } from '../support/rule-cases.ts';

const scaling: Spec = { serviceRef: { name: 'web' }, minCapacity: 1, maxCapacity: 4 };
const cpu = { predefinedMetricType: 'ECSServiceAverageCPUUtilization' };

function policy(changes: Spec): Spec {
  return but(scaling, { policies: [{ name: 'p', ...changes }] });
}

type Steps = readonly (readonly [lower: number | undefined, upper: number | undefined])[];

function steps(bounds: Steps, more: Spec = {}): Spec {
  const stepAdjustments = bounds.map(([metricIntervalLowerBound, metricIntervalUpperBound]) => ({
    ...(metricIntervalLowerBound === undefined ? {} : { metricIntervalLowerBound }),
    ...(metricIntervalUpperBound === undefined ? {} : { metricIntervalUpperBound }),
    scalingAdjustment: 1,
  }));
  const stepScalingPolicyConfiguration = { adjustmentType: 'ChangeInCapacity', stepAdjustments, ...more };
  return policy({ policyType: 'StepScaling', stepScalingPolicyConfiguration });
}

const depth = {
  namespace: 'Shop',
  metricName: 'Depth',
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 2,
  threshold: 0.5,
  comparisonOperator: 'GreaterThanThreshold',
};

function alarmed(alarm: Spec, name = 'p'): Spec {
  const stepAdjustments = [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }];
  const stepScalingPolicyConfiguration = { adjustmentType: 'ChangeInCapacity', stepAdjustments };
  return { name, policyType: 'StepScaling', stepScalingPolicyConfiguration, alarm };
}

const alarm = (changes: Spec) => but(scaling, { policies: [alarmed(but(depth, changes))] });

describeRules('EcsScaling', {
  taken: [
    ['one step without end', steps([[0, undefined]])],
    [
      'steps in any order',
      steps([
        [10.5, undefined],
        [-5, 0],
        [undefined, -5],
        [0, 10.5],
      ]),
    ],
    [
      'steps on one side',
      steps([
        [0, 10],
        [10, 20],
      ]),
    ],
    [
      'a magnitude with percents',
      steps([[0, undefined]], { adjustmentType: 'PercentChangeInCapacity', minAdjustmentMagnitude: 2 }),
    ],
    ['an alarm', alarm({})],
    ['an alarm on a percentile', alarm({ statistic: undefined, extendedStatistic: 'p99.9', datapointsToAlarm: 2 })],
    [
      'an alarm on an expression',
      alarm({
        namespace: undefined,
        metricName: undefined,
        statistic: undefined,
        period: undefined,
        metrics: [
          {
            id: 'm',
            metricStat: { metric: { metricName: 'Depth', namespace: 'Shop' }, period: 60, stat: 'Sum' },
            returnData: false,
          },
          { id: 'e', expression: 'm / 2' },
        ],
      }),
    ],
    [
      'two alarms with names',
      but(scaling, {
        policies: [alarmed({ ...depth, alarmName: 'a' }, 'p'), alarmed({ ...depth, alarmName: 'b' }, 'q')],
      }),
    ],
  ],
  refused: [
    [
      steps([
        [undefined, 0],
        [1, undefined],
      ]),
      '`stepAdjustments` must not have gaps between them',
    ],
    [
      steps([
        [undefined, 2],
        [1, undefined],
      ]),
      '`stepAdjustments` must not overlap',
    ],
    [
      steps([
        [undefined, 2],
        [undefined, 5],
      ]),
      '`stepAdjustments` must not overlap',
    ],
    [
      steps([
        [0, 5],
        [0, 5],
      ]),
      '`stepAdjustments` must not overlap',
    ],
    [
      steps([
        [0, undefined],
        [undefined, undefined],
      ]),
      '`stepAdjustments` must not overlap',
    ],
    [steps([[0, undefined]], { minAdjustmentMagnitude: 2 }), '`minAdjustmentMagnitude` must not be set unless'],
    [alarm({ threshold: undefined }), 'exactly one of `threshold`, `thresholdMetricId` must be set'],
    [alarm({ metricName: undefined }), 'exactly one of `metricName`, `metrics` must be set'],
    [alarm({ extendedStatistic: 'p90' }), 'one of `statistic` and `extendedStatistic`'],
    [alarm({ period: 45 }), '`period` must be 10, 20, 30 or a multiple of 60 seconds'],
    [alarm({ period: undefined }), 'either `metrics`, or `metricName`, `namespace`, `period`'],
    [alarm({ datapointsToAlarm: 3 }), '`datapointsToAlarm` must not be greater than `evaluationPeriods`'],
    [alarm({ treatMissingData: 'never' }), 'treatMissingData in body should match'],
    [alarm({ alarmActions: ['a', 'b', 'c', 'd', 'e'] }), 'alarmActions: Too many'],
    [
      policy({
        policyType: 'TargetTrackingScaling',
        targetTrackingScalingPolicyConfiguration: { targetValue: 1, predefinedMetricSpecification: cpu },
        alarm: depth,
      }),
      '`alarm` is for StepScaling',
    ],
    [
      but(scaling, {
        policies: [alarmed({ ...depth, alarmName: 'a' }, 'p'), alarmed({ ...depth, alarmName: 'a' }, 'q')],
      }),
      'alarmName` must differ',
    ],
  ],
});
