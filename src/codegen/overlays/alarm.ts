import { choice, double, flag, integer, keyed, type Overlays, set, structure, text, textItem } from '../overlay.ts';
import { ARN, INT32, UNBOUNDED } from './bounds.ts';
import { exactlyOne } from './rules.ts';

/** CloudWatch takes five actions for a state. */
const ACTIONS = 5;

const OF_ONE_METRIC = ['namespace', 'dimensions', 'statistic', 'extendedStatistic', 'period', 'unit'];

const metricForm = {
  rule: `has(self.metrics) ? ${OF_ONE_METRIC.map((field) => `!has(self.${field})`).join(' && ')} : has(self.namespace) && has(self.period) && has(self.statistic) != has(self.extendedStatistic)`,
  message:
    'either `metrics`, or `metricName`, `namespace`, `period` and one of `statistic` and `extendedStatistic`, must be set, and not both',
};

/** PutMetricAlarm: periods that CloudWatch computes alarms over. */
const periodFits = {
  rule: '!has(self.period) || self.period in [10, 20, 30] || self.period % 60 == 0',
  message: '`period` must be 10, 20, 30 or a multiple of 60 seconds',
};

const datapointsFit = {
  rule: '!has(self.datapointsToAlarm) || self.datapointsToAlarm <= self.evaluationPeriods',
  message: '`datapointsToAlarm` must not be greater than `evaluationPeriods`',
};

function actions(description: string, most: number) {
  return set(description, most, { item: textItem(ARN, { minLength: 1 }) });
}

/** The CloudWatch alarm of a step policy. Names are as the SDK spells them. */
export const alarmOverlays = {
  PutMetricAlarmInput: {
    rules: [
      exactlyOne('metricName', 'metrics'),
      metricForm,
      exactlyOne('threshold', 'thresholdMetricId'),
      datapointsFit,
      periodFits,
    ],
    members: {
      AlarmName: text(
        'Name of the alarm; `ecs-operator/service/<cluster>/<service>/<policy>` when absent. Another name makes another alarm.',
        255,
        { minLength: 1 },
      ),
      AlarmDescription: text('Description.', 1024),
      ActionsEnabled: flag('Whether the alarm acts. True when absent.'),
      OKActions: actions('ARNs of what the alarm does when it returns to OK.', ACTIONS),
      AlarmActions: actions('ARNs of what the alarm does besides calling its policy.', ACTIONS - 1),
      InsufficientDataActions: actions('ARNs of what the alarm does when data are missing.', ACTIONS),
      MetricName: text('Name of the metric.', 255, { minLength: 1 }),
      Namespace: text('Namespace of the metric.', 255, { minLength: 1 }),
      Statistic: choice('Statistic of the metric.'),
      ExtendedStatistic: text('Percentile or trimmed statistic, such as p99.', 100),
      Dimensions: keyed('Dimensions of the metric, by name.', 30, 'Name'),
      Period: integer('Seconds of one data point: 10, 20, 30 or a multiple of 60.', 10, 604_800),
      Unit: choice('Unit of the metric.'),
      EvaluationPeriods: integer('Data points that are looked at.', 1, 86_400, { required: true }),
      DatapointsToAlarm: integer('Data points of these that must be beyond the threshold; all when absent.', 1, 86_400),
      Threshold: double('Value from which the steps are counted.', -UNBOUNDED, UNBOUNDED),
      ComparisonOperator: choice('On which side of the threshold the alarm is raised.', { required: true }),
      TreatMissingData: text('What a missing data point counts as; missing when absent.', 255, {
        pattern: '^(breaching|notBreaching|ignore|missing)$',
      }),
      EvaluateLowSampleCountPercentile: text('Whether percentiles of few samples count.', 255, {
        pattern: '^(evaluate|ignore)$',
      }),
      Metrics: keyed('Metrics and expressions, by id; exactly one returns data.', 20, 'Id', { minItems: 1 }),
      ThresholdMetricId: text('Id of an anomaly detection band in `metrics`, in place of `threshold`.', 255),
      EvaluationWindow: structure('Which data are looked at; a sliding window when absent.'),
      WarmUpConfiguration: structure('Time after a change of the alarm in which it is not judged.'),
      ActionConfiguration: structure('What notifications carry.'),
    },
  },
  Dimension: { members: { Name: text('Name.', 255), Value: text('Value.', 1024) } },
  MetricDataQuery: {
    rules: [exactlyOne('expression', 'metricStat')],
    members: {
      Id: text('Name in expressions.', 255, { pattern: '^[a-z][a-zA-Z0-9_]*$' }),
      MetricStat: structure('A metric.'),
      Expression: text('Expression over other ids.', 2048),
      Label: text('Label.', 2047),
      ReturnData: flag('Whether this is the value to watch. True when absent.'),
      Period: integer('Seconds of one data point of an expression.', 1, INT32),
      AccountId: text('Account that holds the metric; your own when absent.', 255),
    },
  },
  MetricStat: {
    members: {
      Metric: structure('The metric.'),
      Period: integer('Seconds of one data point.', 1, INT32),
      Stat: text('Statistic.', 100),
      Unit: choice('Unit.'),
    },
  },
  Metric: {
    members: {
      Namespace: text('Namespace of the metric.', 255),
      MetricName: text('Name of the metric.', 255),
      Dimensions: keyed('Dimensions, by name.', 30, 'Name'),
    },
  },
  EvaluationWindow: {
    members: {
      SlidingWindow: structure('The newest data points.'),
      WallClockWindow: structure('Data points of an hour or a day by the clock.'),
    },
  },
  SlidingWindow: { members: {} },
  WallClockWindow: {
    members: { Timezone: text('IANA time zone or offset from UTC; UTC when absent.', 255) },
  },
  WarmUpConfiguration: {
    members: {
      WarmUpPeriodDurationInMinutes: integer('Minutes.', 1, INT32),
      OnlyStartEvaluatingAfterWarmUpPeriodEnds: flag('Not judged before the time is over. False when absent.'),
    },
  },
  ActionConfiguration: {
    members: { AlarmTagsPropagation: structure('Tags of the alarm that notifications carry.') },
  },
  AlarmTagsPropagation: {
    rules: [
      {
        rule: '!has(self.includedTagKeys) || !has(self.excludedTagKeys)',
        message: 'only one of `includedTagKeys` and `excludedTagKeys` must be set',
      },
    ],
    members: {
      Enabled: flag('Whether they carry any.'),
      IncludedTagKeys: set('Keys that go along; all when absent.', 50, { item: textItem(128, { minLength: 1 }) }),
      ExcludedTagKeys: set('Keys that stay behind.', 50, { item: textItem(128, { minLength: 1 }) }),
    },
  },
} satisfies Overlays;
