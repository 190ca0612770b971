import { choice, double, flag, integer, keyed, list, type Overlays, structure, text } from '../overlay.ts';
import { UNBOUNDED } from './bounds.ts';
import { exactlyOne } from './rules.ts';

const OTHERS = [
  'predefinedScalingMetricSpecification',
  'predefinedLoadMetricSpecification',
  'customizedScalingMetricSpecification',
  'customizedLoadMetricSpecification',
  'customizedCapacityMetricSpecification',
];

const metricForm = {
  rule: `has(self.predefinedMetricPairSpecification) ? ${OTHERS.map((field) => `!has(self.${field})`).join(' && ')} : has(self.predefinedScalingMetricSpecification) != has(self.customizedScalingMetricSpecification) && has(self.predefinedLoadMetricSpecification) != has(self.customizedLoadMetricSpecification)`,
  message:
    'either `predefinedMetricPairSpecification` alone, or one scaling and one load metric specification, must be set',
};

function predefined(pattern: string) {
  return {
    members: {
      PredefinedMetricType: text(`Metric, such as ${pattern}.`, 128, { minLength: 1 }),
      ResourceLabel: text(
        '`app/<lb>/<id>/targetgroup/<tg>/<id>`, for metrics of a load balancer; looked up when absent, see `targetGroupArn` of the policy.',
        1023,
      ),
    },
  };
}

/** Predictive scaling policies. Names are as the SDK spells them. */
export const predictiveScalingOverlays = {
  PredictiveScalingPolicyConfiguration: {
    rules: [
      {
        rule: "has(self.maxCapacityBuffer) == (has(self.maxCapacityBreachBehavior) && self.maxCapacityBreachBehavior == 'IncreaseMaxCapacity')",
        message:
          '`maxCapacityBuffer` must be set when `maxCapacityBreachBehavior` is IncreaseMaxCapacity, and only then',
      },
    ],
    members: {
      MetricSpecifications: list('The metric to forecast.', 1, { minItems: 1 }),
      Mode: choice('Whether the forecast scales; ForecastOnly when absent.'),
      SchedulingBufferTime: integer('Seconds by which tasks start ahead; 300 when absent.', 0, 3600),
      MaxCapacityBreachBehavior: choice(
        'What happens when the forecast passes `maxCapacity`; HonorMaxCapacity when absent.',
      ),
      MaxCapacityBuffer: integer('Percent by which the forecast may be passed.', 0, 100),
    },
  },
  PredictiveScalingMetricSpecification: {
    rules: [metricForm],
    members: {
      TargetValue: double('Value to keep the metric at.', -UNBOUNDED, UNBOUNDED),
      PredefinedMetricPairSpecification: structure('A load and a scaling metric that AWS defines together.'),
      PredefinedScalingMetricSpecification: structure('A scaling metric that AWS defines.'),
      PredefinedLoadMetricSpecification: structure('A load metric that AWS defines.'),
      CustomizedScalingMetricSpecification: structure('A scaling metric of your own.'),
      CustomizedLoadMetricSpecification: structure('A load metric of your own.'),
      CustomizedCapacityMetricSpecification: structure('A capacity metric of your own.'),
    },
  },
  PredictiveScalingPredefinedMetricPairSpecification: predefined('ECSServiceCPUUtilization'),
  PredictiveScalingPredefinedScalingMetricSpecification: predefined('ECSServiceAverageCPUUtilization'),
  PredictiveScalingPredefinedLoadMetricSpecification: predefined('ECSServiceTotalCPUUtilization'),
  PredictiveScalingCustomizedMetricSpecification: {
    members: { MetricDataQueries: keyed('Metrics and expressions, by id.', 10, 'Id', { minItems: 1 }) },
  },
  PredictiveScalingMetricDataQuery: {
    rules: [exactlyOne('expression', 'metricStat')],
    members: {
      Id: text('Name in expressions.', 255, { pattern: '^[a-z][a-zA-Z0-9_]*$' }),
      Expression: text('Expression over other ids.', 1023),
      MetricStat: structure('A metric.'),
      Label: text('Label.', 2047),
      ReturnData: flag('Whether this is the value to use. True when absent.'),
    },
  },
  PredictiveScalingMetricStat: {
    members: { Metric: structure('The metric.'), Stat: text('Statistic.', 100), Unit: text('Unit.', 1023) },
  },
  PredictiveScalingMetric: {
    members: {
      Dimensions: keyed('Dimensions, by name.', 30, 'Name'),
      MetricName: text('Name of the metric.', 255),
      Namespace: text('Namespace of the metric.', 255),
    },
  },
  PredictiveScalingMetricDimension: { members: { Name: text('Name.', 255), Value: text('Value.', 1024) } },
} satisfies Overlays;
