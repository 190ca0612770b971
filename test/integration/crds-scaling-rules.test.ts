import { but, describeRules, type Spec } from '../support/rule-cases.ts';

const scaling: Spec = { serviceRef: { name: 'web' }, minCapacity: 1, maxCapacity: 4 };
const cpu = { predefinedMetricType: 'ECSServiceAverageCPUUtilization' };
const queue = { id: 'm', metricStat: { metric: { metricName: 'Depth' }, stat: 'Sum' }, returnData: false };

function policy(changes: Spec): Spec {
  return but(scaling, { policies: [{ name: 'p', ...changes }] });
}

function tracking(targetTrackingScalingPolicyConfiguration: Spec): Spec {
  return policy({ policyType: 'TargetTrackingScaling', targetTrackingScalingPolicyConfiguration });
}

function predictive(specification: Spec, more: Spec = {}): Spec {
  const metricSpecifications = [{ targetValue: 50, ...specification }];
  return policy({
    policyType: 'PredictiveScaling',
    predictiveScalingPolicyConfiguration: { metricSpecifications, ...more },
  });
}

function action(changes: Spec): Spec {
  const base = { name: 'a', schedule: 'rate(1 hour)', scalableTargetAction: { minCapacity: 1 } };
  return but(scaling, { scheduledActions: [{ ...base, ...changes }] });
}

describeRules('EcsScaling', {
  taken: [
    [
      'requests of the target group of the service',
      tracking({ targetValue: 1, predefinedMetricSpecification: { predefinedMetricType: 'ALBRequestCountPerTarget' } }),
    ],
    ['bounds alone', scaling],
    ['a foreign service', { resourceId: 'service/main/web', minCapacity: 0, maxCapacity: 0 }],
    ['target tracking', tracking({ targetValue: 60.5, predefinedMetricSpecification: cpu })],
    [
      'metric math',
      tracking({
        targetValue: 1,
        customizedMetricSpecification: { metrics: [queue, { id: 'e', expression: 'm / 2' }] },
      }),
    ],
    [
      'a forecast',
      predictive({ predefinedMetricPairSpecification: { predefinedMetricType: 'ECSServiceCPUUtilization' } }),
    ],
    ['a scheduled action', action({ startTime: '2026-01-01T00:00:00Z', endTime: '2026-02-01T00:00:00Z' })],
    ['a schedule with a plural', action({ schedule: 'rate(1 days)' })],
    ['a moment in the past', action({ schedule: 'at(2020-01-01T00:00:00)', timezone: 'America/Argentina/Ushuaia' })],
    ['six fields', action({ schedule: 'cron(0/5 8-18 ? * MON-FRI 2026-2030)', timezone: 'Etc/GMT+5' })],
    ['a name with spaces in it', action({ name: 'every night, or so' })],
    ['bounds that are enforced', but(scaling, { boundsPolicy: 'Enforce' })],
  ],
  refused: [
    [policy({ policyType: 'StepScaling', targetGroupArn: 'web' }), 'targetGroupArn in body should match'],
    [action({ schedule: 'cron(0 1 * * *)' }), '`schedule` must be at(yyyy-mm-ddThh:mm:ss), rate(n minutes)'],
    [action({ schedule: 'rate(1 week)' }), '`schedule` must be at(yyyy-mm-ddThh:mm:ss), rate(n minutes)'],
    [action({ schedule: 'at(tomorrow)' }), '`schedule` must be at(yyyy-mm-ddThh:mm:ss), rate(n minutes)'],
    [action({ timezone: 'Mars Olympus' }), 'timezone in body should match'],
    [action({ name: 'a/b' }), 'name in body should match'],
    [action({ name: ' night' }), 'name in body should match'],
    [policy({ name: 'tab\t', policyType: 'StepScaling' }), 'name in body should match'],
    [but(scaling, { boundsPolicy: 'Sometimes' }), 'boundsPolicy: Unsupported value'],
    [but(scaling, { resourceId: 'service/a/b' }), 'exactly one of `serviceRef`, `resourceId` must be set'],
    [but(scaling, { serviceRef: undefined }), 'exactly one of `serviceRef`, `resourceId` must be set'],
    [{ resourceId: 'arn:aws:ecs:x', minCapacity: 1, maxCapacity: 2 }, 'spec.resourceId in body should match'],
    [but(scaling, { minCapacity: 5 }), '`minCapacity` must not be greater than `maxCapacity`'],
    [but(scaling, { maxCapacity: undefined }), 'spec.maxCapacity: Required value'],
    [
      policy({ policyType: 'TargetTrackingScaling' }),
      '`targetTrackingScalingPolicyConfiguration` must be set when `policyType` is TargetTrackingScaling',
    ],
    [
      policy({
        policyType: 'StepScaling',
        targetTrackingScalingPolicyConfiguration: { targetValue: 1, predefinedMetricSpecification: cpu },
      }),
      '`targetTrackingScalingPolicyConfiguration` must be set when `policyType` is TargetTrackingScaling, and only then',
    ],
    [policy({ policyType: 'RightSizing' }), 'spec.policies[0].policyType: Unsupported value'],
    [
      policy({
        policyType: 'StepScaling',
        stepScalingPolicyConfiguration: { adjustmentType: 'ExactCapacity', stepAdjustments: [] },
      }),
      'stepAdjustments in body should have at least 1 items',
    ],
    [
      policy({
        policyType: 'StepScaling',
        stepScalingPolicyConfiguration: {
          adjustmentType: 'ExactCapacity',
          stepAdjustments: [{ scalingAdjustment: 1, metricIntervalLowerBound: 2.5, metricIntervalUpperBound: 2.5 }],
        },
      }),
      '`metricIntervalLowerBound` must be less than `metricIntervalUpperBound`',
    ],
    [tracking({ targetValue: 1 }), 'exactly one of `predefinedMetricSpecification`, `customizedMetricSpecification`'],
    [
      tracking({
        targetValue: 1,
        predefinedMetricSpecification: { predefinedMetricType: 'DynamoDBReadCapacityUtilization' },
      }),
      'predefinedMetricType: Unsupported value',
    ],
    [
      tracking({ targetValue: 1, customizedMetricSpecification: { metricName: 'm' } }),
      'either `metrics`, or `metricName`, `namespace` and `statistic`',
    ],
    [
      tracking({ targetValue: 1, customizedMetricSpecification: { metrics: [queue] } }),
      'exactly one of `metrics` must return data',
    ],
    [
      tracking({ targetValue: 1, customizedMetricSpecification: { metrics: [{ id: 'm' }] } }),
      'exactly one of `expression`, `metricStat` must be set',
    ],
    [predictive({}), 'either `predefinedMetricPairSpecification` alone'],
    [
      predictive(
        { predefinedMetricPairSpecification: { predefinedMetricType: 'ECSServiceCPUUtilization' } },
        { maxCapacityBreachBehavior: 'IncreaseMaxCapacity' },
      ),
      '`maxCapacityBuffer` must be set when',
    ],
    [but(scaling, { policies: [{ policyType: 'StepScaling' }] }), 'spec.policies[0].name: Required value'],
    [
      action({ schedule: 'every day' }),
      'spec.scheduledActions[0].schedule: Invalid value: "every day": `schedule` must be at(',
    ],
    [action({ scalableTargetAction: {} }), '`minCapacity`, `maxCapacity` or both must be set'],
    [
      action({ scalableTargetAction: { minCapacity: 3, maxCapacity: 2 } }),
      '`minCapacity` must not be greater than `maxCapacity`',
    ],
    [
      action({ startTime: '2026-02-01T00:00:00Z', endTime: '2026-01-01T00:00:00Z' }),
      '`startTime` must be before `endTime`',
    ],
    [action({ startTime: 'tomorrow' }), 'startTime in body must be of type date-time'],
  ],
});
