import type { Json } from './json.ts';

/** Parts of EcsScalings in which fields can be set; see scaling-guide.ts. */

export const [step, tracking, predictive, alarm] = [
  'policies[].stepScalingPolicyConfiguration',
  'policies[].targetTrackingScalingPolicyConfiguration',
  'policies[].predictiveScalingPolicyConfiguration',
  'policies[].alarm',
] as const;
export const custom = `${tracking}.customizedMetricSpecification`;
export const forecast = `${predictive}.metricSpecifications[]`;
export const topics = (name: string) => `arn:aws:sns:us-east-1:111122223333:${name}`;
export const label = (group: string) => `app/lb/0123456789abcdef/targetgroup/${group}/0123456789abcdef`;

export function policy(...changes: readonly Json[]): Json {
  return { policies: [Object.assign({ name: 'p' }, ...changes)] };
}

export const metric = { namespace: 'Shop', metricName: 'Depth' };
export const query = { id: 'a', metricStat: { metric, stat: 'Sum' } };
export const hidden = { id: 'b', metricStat: { metric, stat: 'Sum' }, returnData: false };
export const timed = (each: Json) => ({ ...each, metricStat: { metric, stat: 'Sum', period: 60 } });
export const noMetric = { namespace: undefined, metricName: undefined, statistic: undefined };

export const onSteps = policy({
  policyType: 'StepScaling',
  stepScalingPolicyConfiguration: {
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }],
  },
});
export const steps = (changes: Json) => policy({ stepScalingPolicyConfiguration: changes });
export const onTracking = policy({
  policyType: 'TargetTrackingScaling',
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 50,
    predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
});
export const customized = (specification: Json) =>
  policy({
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: undefined,
      customizedMetricSpecification: specification,
    },
  });
export const alarmed = (changes: Json) => policy({ alarm: changes });
export const depthAlarm = {
  ...metric,
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 2,
  threshold: 5,
  comparisonOperator: 'GreaterThanThreshold',
};
export const onMetrics = (...metrics: readonly Json[]) => ({ ...noMetric, period: undefined, metrics });

export const average = {
  predefinedScalingMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
};
export const total = { predefinedLoadMetricSpecification: { predefinedMetricType: 'ECSServiceTotalCPUUtilization' } };
export const queries = (...metricDataQueries: readonly Json[]) => ({ metricDataQueries });
export const forecasting = (specification: Json) =>
  policy({ predictiveScalingPolicyConfiguration: { metricSpecifications: [specification] } });
export const noPair = { predefinedMetricPairSpecification: undefined };
export const customizedForms: Readonly<Record<string, (own: Json) => Json>> = {
  customizedScalingMetricSpecification: (own) => ({ ...noPair, ...total, customizedScalingMetricSpecification: own }),
  customizedLoadMetricSpecification: (own) => ({ ...noPair, ...average, customizedLoadMetricSpecification: own }),
  customizedCapacityMetricSpecification: (own) => ({
    ...noPair,
    customizedScalingMetricSpecification: queries(query),
    customizedLoadMetricSpecification: queries(query),
    customizedCapacityMetricSpecification: own,
  }),
};

/** What queries need, wherever they stand: an expression has something to compute from, what is hidden something shown. */
export function queryNeeds(path: string, around: (...metrics: readonly Json[]) => Json): Record<string, Json> {
  return {
    [path]: around(query),
    [`${path}[].expression`]: around({ id: 'a', expression: 'b', metricStat: undefined }, hidden),
    [`${path}[].returnData`]: around(query, { id: 'c', expression: 'a', returnData: false }),
  };
}

/** A metric is there or the policy is not. */
export function wholePolicies(...paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, 'policies']));
}

export function queryValues(path: string): Record<string, readonly [unknown, unknown?]> {
  return {
    [`${path}[].id`]: ['a', 'b'],
    [`${path}[].expression`]: ['b * 2', 'b + 1'],
    // The other one is shown where this one is not.
    [`${path}[].returnData`]: [true],
    [`${path}[].metricStat.stat`]: ['Sum', 'Average'],
    [`${path}[].metricStat.unit`]: ['Count', 'Bytes'],
  };
}

const forecastQueries = Object.keys(customizedForms).map((form) => `${forecast}.${form}.metricDataQueries`);
export const allQueries = [`${custom}.metrics`, `${alarm}.metrics`, ...forecastQueries];
