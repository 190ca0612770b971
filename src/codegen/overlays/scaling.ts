import { choice, double, flag, integer, keyed, list, type Overlays, structure, text, time } from '../overlay.ts';
import { INT32, UNBOUNDED } from './bounds.ts';
import { exactlyOne, ordered } from './rules.ts';

/** What Application Auto Scaling knows of ECS services; the other kinds of targets have metrics of their own. */
const isServiceMetric = (metric: string) => /^(ECSService|ALBRequestCountPerTarget)/.test(metric);

const CONFIGURATION = {
  TargetTrackingScaling: 'targetTrackingScalingPolicyConfiguration',
  StepScaling: 'stepScalingPolicyConfiguration',
  PredictiveScaling: 'predictiveScalingPolicyConfiguration',
};

const configurationFits = Object.entries(CONFIGURATION).map(([type, field]) => ({
  rule: `has(self.${field}) == (self.policyType == '${type}')`,
  message: `\`${field}\` must be set when \`policyType\` is ${type}, and only then`,
}));

const low = (step: string) => `has(${step}.metricIntervalLowerBound)`;
const high = (step: string) => `has(${step}.metricIntervalUpperBound)`;

/** Step `a` ends where `b` begins, or before. */
const before = (a: string, b: string) =>
  `(${high(a)} && ${low(b)} && ${a}.metricIntervalUpperBound <= ${b}.metricIntervalLowerBound)`;

/** Of each step there is one that is neither before nor after it: itself. */
const noOverlaps = {
  rule: `self.stepAdjustments.all(a, self.stepAdjustments.filter(b, !${before('a', 'b')} && !${before('b', 'a')}).size() == 1)`,
  message: '`stepAdjustments` must not overlap',
};

/** Only the lowest step does not begin where another ends. */
const noGaps = {
  rule: `self.stepAdjustments.filter(a, !self.stepAdjustments.exists(b, ${low('a')} && ${high('b')} && b.metricIntervalUpperBound == a.metricIntervalLowerBound)).size() == 1`,
  message: '`stepAdjustments` must not have gaps between them',
};

const magnitudeOfPercent = {
  rule: "!has(self.minAdjustmentMagnitude) || self.adjustmentType == 'PercentChangeInCapacity'",
  message: '`minAdjustmentMagnitude` must not be set unless `adjustmentType` is PercentChangeInCapacity',
};

/** What AWS takes: a moment, a rate in whole minutes, hours or days, or six fields. Their values it looks at itself. */
const SCHEDULE = [
  String.raw`at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?\)`,
  String.raw`rate\([0-9]+ (minute|hour|day)s?\)`,
  String.raw`cron\(\s*[^\s)]+(\s+[^\s)]+){5}\s*\)`,
];

/** Scalable target, target tracking, step policies and scheduled actions. Names are as the SDK spells them. */
export const scalingOverlays = {
  RegisterScalableTargetRequest: {
    rules: [ordered('minCapacity', 'maxCapacity')],
    members: {
      ResourceId: text('`service/<cluster>/<service>` of a service that is not an EcsService. Immutable.', 1600, {
        pattern: '^service/[^/]+/[^/]+$',
      }),
      MinCapacity: integer('Fewest tasks.', 0, INT32, { required: true }),
      MaxCapacity: integer('Most tasks.', 0, INT32, { required: true }),
      SuspendedState: structure('Kinds of scaling that are suspended.'),
    },
  },
  SuspendedState: {
    members: {
      DynamicScalingInSuspended: flag('Policies do not scale in. False when absent.'),
      DynamicScalingOutSuspended: flag('Policies do not scale out. False when absent.'),
      ScheduledScalingSuspended: flag('Scheduled actions do nothing. False when absent.'),
    },
  },
  PutScalingPolicyRequest: {
    rules: configurationFits,
    members: {
      PolicyType: choice('Kind of policy.', { required: true, only: (type) => type in CONFIGURATION }),
      StepScalingPolicyConfiguration: structure('Steps by distance from the threshold of an alarm.'),
      TargetTrackingScalingPolicyConfiguration: structure('Keeps a metric at a value.'),
      PredictiveScalingPolicyConfiguration: structure('Scales by forecast.'),
    },
  },
  StepScalingPolicyConfiguration: {
    rules: [noOverlaps, noGaps, magnitudeOfPercent],
    members: {
      AdjustmentType: choice('What `scalingAdjustment` means.', { required: true }),
      StepAdjustments: list('Steps by distance from the threshold of the alarm.', 20, { required: true, minItems: 1 }),
      MinAdjustmentMagnitude: integer('Fewest tasks to add or remove, for PercentChangeInCapacity.', 0, INT32),
      Cooldown: integer('Seconds to wait after a step; 300 when absent.', 0, INT32),
      MetricAggregationType: choice('How data points are combined; Average when absent.'),
    },
  },
  StepAdjustment: {
    rules: [
      {
        rule: '!has(self.metricIntervalLowerBound) || !has(self.metricIntervalUpperBound) || self.metricIntervalLowerBound < self.metricIntervalUpperBound',
        message: '`metricIntervalLowerBound` must be less than `metricIntervalUpperBound`',
      },
    ],
    members: {
      MetricIntervalLowerBound: double('Least distance; no limit when absent.', -UNBOUNDED, UNBOUNDED),
      MetricIntervalUpperBound: double('Greatest distance; no limit when absent.', -UNBOUNDED, UNBOUNDED),
      ScalingAdjustment: integer('Change in tasks, tasks, or percent, by `adjustmentType`.', -INT32, INT32),
    },
  },
  TargetTrackingScalingPolicyConfiguration: {
    rules: [exactlyOne('predefinedMetricSpecification', 'customizedMetricSpecification')],
    members: {
      TargetValue: double('Value to keep the metric at.', -UNBOUNDED, UNBOUNDED),
      PredefinedMetricSpecification: structure('A metric that AWS defines.'),
      CustomizedMetricSpecification: structure('A CloudWatch metric, or an expression over some.'),
      ScaleOutCooldown: integer('Seconds to wait after scaling out.', 0, INT32),
      ScaleInCooldown: integer('Seconds to wait after scaling in.', 0, INT32),
      DisableScaleIn: flag('The policy never scales in. False when absent.'),
    },
  },
  PredefinedMetricSpecification: {
    members: {
      PredefinedMetricType: choice('Metric.', { only: isServiceMetric }),
      ResourceLabel: text(
        '`app/<lb>/<id>/targetgroup/<tg>/<id>`, for ALBRequestCountPerTarget; looked up when absent, see `targetGroupArn` of the policy.',
        1023,
      ),
    },
  },
  CustomizedMetricSpecification: {
    rules: [
      {
        rule: 'has(self.metrics) ? !has(self.metricName) && !has(self.namespace) && !has(self.dimensions) && !has(self.statistic) && !has(self.unit) : has(self.metricName) && has(self.namespace) && has(self.statistic)',
        message: 'either `metrics`, or `metricName`, `namespace` and `statistic`, must be set, and not both',
      },
    ],
    members: {
      MetricName: text('Name of the metric.', 255),
      Namespace: text('Namespace of the metric.', 255),
      Dimensions: keyed('Dimensions of the metric, by name.', 30, 'Name'),
      Statistic: choice('Statistic of the metric.'),
      Unit: text('Unit of the metric.', 1023),
      Metrics: keyed('Metrics and expressions, by id; exactly one returns data.', 10, 'Id', {
        rules: [
          {
            rule: 'self.filter(m, !has(m.returnData) || m.returnData).size() == 1',
            message: 'exactly one of `metrics` must return data: set `returnData` of the others to false',
          },
        ],
      }),
    },
  },
  MetricDimension: { members: { Name: text('Name.', 255), Value: text('Value.', 1024) } },
  TargetTrackingMetricDataQuery: {
    rules: [exactlyOne('expression', 'metricStat')],
    members: {
      Id: text('Name in expressions.', 255, { pattern: '^[a-z][a-zA-Z0-9_]*$' }),
      Expression: text('Expression over other ids.', 2048),
      Label: text('Label.', 2047),
      MetricStat: structure('A metric.'),
      ReturnData: flag('Whether this is the value to track. True when absent.'),
    },
  },
  TargetTrackingMetricStat: {
    members: { Metric: structure('The metric.'), Stat: text('Statistic.', 100), Unit: text('Unit.', 1023) },
  },
  TargetTrackingMetric: {
    members: {
      Dimensions: keyed('Dimensions, by name.', 30, 'Name'),
      MetricName: text('Name of the metric.', 255),
      Namespace: text('Namespace of the metric.', 255),
    },
  },
  TargetTrackingMetricDimension: { members: { Name: text('Name.', 255), Value: text('Value.', 1024) } },
  PutScheduledActionRequest: {
    rules: [
      {
        rule: '!has(self.startTime) || !has(self.endTime) || self.startTime < self.endTime',
        message: '`startTime` must be before `endTime`',
      },
    ],
    members: {
      Schedule: text(
        '`at(yyyy-mm-ddThh:mm:ss)`, `rate(1 hour)`, or `cron(…)` with six fields: minute, hour, day of the month, month, day of the week, year.',
        1600,
        {
          required: true,
          rules: [
            {
              rule: `self.matches(r'^(${SCHEDULE.join('|')})$')`,
              message:
                '`schedule` must be at(yyyy-mm-ddThh:mm:ss), rate(n minutes), rate(n hours), rate(n days), or cron(…) with six fields: minute, hour, day of the month, month, day of the week, year',
            },
          ],
        },
      ),
      Timezone: text('IANA time zone of `at` and `cron`; UTC when absent.', 1600, {
        pattern: '^[A-Za-z0-9+:_/-]+$',
      }),
      StartTime: time('When the action begins to apply.'),
      EndTime: time('When the action ceases to apply.'),
      ScalableTargetAction: structure('The bounds that the action sets.', { required: true }),
    },
  },
  ScalableTargetAction: {
    rules: [
      ordered('minCapacity', 'maxCapacity'),
      {
        rule: 'has(self.minCapacity) || has(self.maxCapacity)',
        message: '`minCapacity`, `maxCapacity` or both must be set',
      },
    ],
    members: {
      MinCapacity: integer('Fewest tasks.', 0, INT32),
      MaxCapacity: integer('Most tasks.', 0, INT32),
    },
  },
} satisfies Overlays;
