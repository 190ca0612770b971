import type { FieldGuide } from './field-case.ts';
import type { Json } from './json.ts';
import {
  step,
  tracking,
  predictive,
  alarm,
  custom,
  forecast,
  topics,
  label,
  policy,
  metric,
  query,
  hidden,
  timed,
  noMetric,
  onSteps,
  steps,
  onTracking,
  customized,
  alarmed,
  depthAlarm,
  onMetrics,
  average,
  total,
  queries,
  forecasting,
  noPair,
  customizedForms,
  queryNeeds,
  wholePolicies,
  queryValues,
  allQueries,
} from './scaling-surroundings.ts';

/** How the fields of an EcsScaling are set one by one; see {@link FieldGuide}. */
export const scalingGuide: FieldGuide = {
  base: { resourceId: 'service/demo/web', minCapacity: 1, maxCapacity: 30 },
  values: {
    minCapacity: [1, 2],
    maxCapacity: [5, 6],
    [`${step}.adjustmentType`]: ['ChangeInCapacity', 'ExactCapacity'],
    [`${step}.stepAdjustments[].scalingAdjustment`]: [1, 2],
    [`${step}.stepAdjustments[].metricIntervalLowerBound`]: [0, 5],
    [`${step}.stepAdjustments[].metricIntervalUpperBound`]: [0, -5],
    [`${tracking}.targetValue`]: [50, 60.5],
    [`${tracking}.predefinedMetricSpecification.predefinedMetricType`]: [
      'ECSServiceAverageCPUUtilization',
      'ECSServiceAverageMemoryUtilization',
    ],
    [`${tracking}.predefinedMetricSpecification.resourceLabel`]: [label('web'), label('other')],
    [`${custom}.statistic`]: ['Average', 'Sum'],
    [`${custom}.unit`]: ['Count', 'Bytes'],
    [`${forecast}.predefinedMetricPairSpecification.predefinedMetricType`]: [
      'ECSServiceCPUUtilization',
      'ECSServiceMemoryUtilization',
    ],
    [`${forecast}.predefinedMetricPairSpecification.resourceLabel`]: [label('web'), label('other')],
    [`${forecast}.predefinedScalingMetricSpecification.predefinedMetricType`]: [
      'ECSServiceAverageCPUUtilization',
      'ECSServiceAverageMemoryUtilization',
    ],
    [`${forecast}.predefinedScalingMetricSpecification.resourceLabel`]: [label('web'), label('other')],
    [`${forecast}.predefinedLoadMetricSpecification.predefinedMetricType`]: [
      'ECSServiceTotalCPUUtilization',
      'ECSServiceTotalMemoryUtilization',
    ],
    [`${forecast}.predefinedLoadMetricSpecification.resourceLabel`]: [label('web'), label('other')],
    [`${predictive}.maxCapacityBreachBehavior`]: ['IncreaseMaxCapacity'],
    [`${alarm}.okActions`]: [[topics('a')], [topics('b'), topics('a')]],
    [`${alarm}.alarmActions`]: [[topics('a')], [topics('b'), topics('a')]],
    [`${alarm}.insufficientDataActions`]: [[topics('a')], [topics('b'), topics('a')]],
    [`${alarm}.statistic`]: ['Sum', 'Maximum'],
    [`${alarm}.extendedStatistic`]: ['p90', 'p99.9'],
    [`${alarm}.period`]: [60, 300],
    [`${alarm}.metrics[].metricStat.period`]: [60, 300],
    [`${alarm}.metrics[].period`]: [60, 300],
    [`${alarm}.unit`]: ['Count', 'Bytes'],
    [`${alarm}.evaluationPeriods`]: [2, 3],
    [`${alarm}.datapointsToAlarm`]: [1, 2],
    [`${alarm}.comparisonOperator`]: ['GreaterThanThreshold', 'LessThanThreshold'],
    [`${alarm}.treatMissingData`]: ['notBreaching', 'missing'],
    [`${alarm}.evaluateLowSampleCountPercentile`]: ['ignore', 'evaluate'],
    [`${alarm}.evaluationWindow.wallClockWindow.timezone`]: ['Europe/Berlin', 'UTC'],
    'scheduledActions[].schedule': ['cron(0 3 ? * SUN *)', 'rate(7 days)'],
    'scheduledActions[].timezone': ['Europe/Berlin', 'UTC'],
    'scheduledActions[].startTime': ['2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z'],
    'scheduledActions[].endTime': ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'],
    ...Object.assign({}, ...allQueries.map(queryValues)),
  },
  needs: {
    'policies[].name': onTracking,
    [step]: onSteps,
    [`${step}.stepAdjustments[].metricIntervalUpperBound`]: steps({
      stepAdjustments: [{ metricIntervalLowerBound: undefined }],
    }),
    [`${step}.minAdjustmentMagnitude`]: steps({ adjustmentType: 'PercentChangeInCapacity' }),
    [tracking]: onTracking,
    [`${tracking}.predefinedMetricSpecification.resourceLabel`]: policy({
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: 'ALBRequestCountPerTarget' },
      },
    }),
    [custom]: customized({ ...metric, statistic: 'Average' }),
    ...queryNeeds(`${custom}.metrics`, (...metrics) => customized({ ...noMetric, metrics })),
    [predictive]: policy({
      policyType: 'PredictiveScaling',
      predictiveScalingPolicyConfiguration: {
        metricSpecifications: [
          {
            targetValue: 50,
            predefinedMetricPairSpecification: { predefinedMetricType: 'ECSServiceCPUUtilization' },
          },
        ],
      },
    }),
    [`${forecast}.predefinedMetricPairSpecification.resourceLabel`]: forecasting({
      predefinedMetricPairSpecification: { predefinedMetricType: 'ALBRequestCount' },
    }),
    [`${forecast}.predefinedScalingMetricSpecification`]: forecasting({ ...noPair, ...average, ...total }),
    [`${forecast}.predefinedScalingMetricSpecification.resourceLabel`]: forecasting({
      predefinedScalingMetricSpecification: { predefinedMetricType: 'ALBRequestCountPerTarget' },
    }),
    [`${forecast}.predefinedLoadMetricSpecification`]: forecasting({ ...noPair, ...average, ...total }),
    [`${forecast}.predefinedLoadMetricSpecification.resourceLabel`]: forecasting({
      predefinedLoadMetricSpecification: { predefinedMetricType: 'ALBTargetGroupRequestCount' },
    }),
    ...Object.assign(
      {},
      ...Object.entries(customizedForms).map(([form, around]) =>
        queryNeeds(`${forecast}.${form}.metricDataQueries`, (...own) => forecasting(around(queries(...own)))),
      ),
    ),
    [`${predictive}.maxCapacityBuffer`]: policy({
      predictiveScalingPolicyConfiguration: { maxCapacityBreachBehavior: 'IncreaseMaxCapacity' },
    }),
    [`${predictive}.maxCapacityBreachBehavior`]: policy({
      predictiveScalingPolicyConfiguration: { maxCapacityBuffer: 10 },
    }),
    [alarm]: policy(...(onSteps['policies'] as Json[]), { alarm: depthAlarm }),
    [`${alarm}.extendedStatistic`]: alarmed({ statistic: undefined }),
    [`${alarm}.evaluateLowSampleCountPercentile`]: alarmed({ statistic: undefined, extendedStatistic: 'p90' }),
    [`${alarm}.metrics`]: alarmed(onMetrics(timed(query))),
    [`${alarm}.metrics[].expression`]: alarmed(
      onMetrics({ id: 'a', expression: 'b', metricStat: undefined }, timed(hidden)),
    ),
    [`${alarm}.metrics[].period`]: alarmed(
      onMetrics({ id: 'a', expression: 'b', metricStat: undefined }, timed(hidden)),
    ),
    [`${alarm}.metrics[].returnData`]: alarmed(
      onMetrics(timed(query), { id: 'c', expression: 'a', returnData: false }),
    ),
    [`${alarm}.actionConfiguration`]: alarmed({ actionConfiguration: { alarmTagsPropagation: { enabled: true } } }),
    scheduledActions: {
      scheduledActions: [{ name: 'a', schedule: 'cron(0 3 ? * SUN *)', scalableTargetAction: { minCapacity: 1 } }],
    },
    'scheduledActions[].scalableTargetAction.minCapacity': {
      scheduledActions: [{ scalableTargetAction: { maxCapacity: 30 } }],
    },
  },
  removals: {
    ...wholePolicies(
      `${step}.adjustmentType`,
      `${step}.stepAdjustments[].scalingAdjustment`,
      `${step}.stepAdjustments[].metricIntervalLowerBound`,
      `${step}.stepAdjustments[].metricIntervalUpperBound`,
      `${tracking}.targetValue`,
      `${tracking}.predefinedMetricSpecification.predefinedMetricType`,
      `${tracking}.predefinedMetricSpecification.resourceLabel`,
      `${custom}.metricName`,
      `${custom}.namespace`,
      `${custom}.statistic`,
      `${forecast}.targetValue`,
      `${predictive}.maxCapacityBuffer`,
      `${predictive}.maxCapacityBreachBehavior`,
      ...['Pair', 'Scaling', 'Load'].flatMap((form) => {
        const specification = `${forecast}.predefined${form === 'Pair' ? 'MetricPair' : `${form}Metric`}Specification`;
        return [`${specification}.predefinedMetricType`, `${specification}.resourceLabel`];
      }),
      ...allQueries.flatMap((path) => [
        `${path}[].id`,
        `${path}[].expression`,
        `${path}[].metricStat.stat`,
        `${path}[].metricStat.metric.metricName`,
        `${path}[].metricStat.metric.namespace`,
      ]),
      `${alarm}.metrics[].metricStat.period`,
    ),
    ...Object.fromEntries(
      ['metricName', 'namespace', 'statistic', 'extendedStatistic', 'period', 'threshold'].map((field) => [
        `${alarm}.${field}`,
        alarm,
      ]),
    ),
  },
  leftOut: {
    resourceId: 'immutable: refused by CEL (crds-scaling-rules.test.ts)',
    serviceRef: 'immutable: refused by CEL (crds-scaling-rules.test.ts)',
    region: 'immutable: refused by CEL (crds.test.ts)',
    'policies[].policyType': 'changes together with its configuration (scaling.test.ts)',
    [`${alarm}.thresholdMetricId`]:
      'an anomaly detection band, which the simulator does not compute (difference.test.ts)',
    'policies[].targetGroupArn': 'looked up and sent as the label (scaling-requests.test.ts)',
    boundsPolicy: 'not sent to AWS (scaling-bounds.test.ts)',
    deletionPolicy: 'not sent to AWS (scaling.test.ts)',
    adoptionPolicy: 'not sent to AWS (adoption.test.ts)',
    driftPolicy: 'not sent to AWS (scaling.test.ts)',
    suspend: 'not sent to AWS (scaling.test.ts)',
  },
};
