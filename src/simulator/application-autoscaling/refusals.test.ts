import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createTestAccount, smallDefinition } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';

const identity = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/demo/web',
  ScalableDimension: 'ecs:service:DesiredCount',
};
const step = {
  AdjustmentType: 'ChangeInCapacity',
  StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
};
const pair = { MetricSpecifications: [{ TargetValue: 40, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceCPUUtilization' } }] }; // prettier-ignore

let account: TestAccount;

beforeEach(() => {
  account = createTestAccount();
  account.start();
  account.ecs('CreateCluster', { clusterName: 'demo' });
  account.ecs('RegisterTaskDefinition', smallDefinition('web'));
  const service = { cluster: 'demo', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 };
  account.ecs('CreateService', { ...service, launchType: 'EC2' });
  scaling('RegisterScalableTarget', { MinCapacity: 1, MaxCapacity: 9 });
});

function scaling(operation: string, input: Json = {}): Json {
  return account.call('application-autoscaling', operation, { ...identity, ...input });
}

function refusal(operation: string, input: Json): string {
  return account.refusal(operation, { ...identity, ...input }, 'application-autoscaling');
}

function putStep(PolicyName: string, more: Json = {}): Json {
  return { PolicyName, PolicyType: 'StepScaling', StepScalingPolicyConfiguration: { ...step, ...more } };
}

function predictive(config: Json): Json {
  return { PolicyName: 'f', PolicyType: 'PredictiveScaling', PredictiveScalingPolicyConfiguration: config };
}

const model = 'ValidationException: 1 validation error detected: ';

describe("the service's model comes first", () => {
  it.each<[string, string, Json, string]>([
    ['an empty policy name', 'PutScalingPolicy', putStep(''), `${model}Value '' at 'policyName' failed to satisfy constraint: Member must have length greater than or equal to 1`], // prettier-ignore
    ['a policy name outside ASCII', 'PutScalingPolicy', putStep('ü'), String.raw`${model}Value 'ü' at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: \p{Print}+`], // prettier-ignore
    ['a tab', 'PutScalingPolicy', putStep('a\tb'), `${model}Value 'a\tb' at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: \\p{Print}+`], // prettier-ignore
    ['a NUL', 'PutScalingPolicy', putStep('a\0'), String.raw`${model}Value at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: \p{Print}+`], // prettier-ignore
    ['an empty timezone', 'PutScheduledAction', { ScheduledActionName: 'a', Schedule: 'rate(1 day)', Timezone: '' }, `${model}Value '' at 'timezone' failed to satisfy constraint: Member must have length greater than or equal to 1`], // prettier-ignore
    ['an ARN that is none', 'ListTagsForResource', { ResourceARN: 'x' }, String.raw`${model}Value 'x' at 'resourceARN' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\/[a-zA-Z0-9-]+$`], // prettier-ignore
    ['an empty tag key', 'RegisterScalableTarget', { Tags: { '': 'v' } }, `${model}Value '{=v}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]`], // prettier-ignore
  ])('%s', (_what, operation, input, words) => {
    expect(refusal(operation, input)).toBe(words);
  });
});

describe('quotas', () => {
  it('are fifty policies', () => {
    for (let index = 0; index < 50; index++) scaling('PutScalingPolicy', putStep(`p${index}`));
    expect(refusal('PutScalingPolicy', putStep('more'))).toMatch(/^LimitExceededException: /);
    expect(refusal('PutScalingPolicy', putStep('p7'))).toMatch(/^accepted/);
  });

  it('are two hundred scheduled actions', () => {
    const action = (ScheduledActionName: string): Json => ({
      ScheduledActionName,
      Schedule: 'rate(1 day)',
      ScalableTargetAction: { MinCapacity: 1 },
    });
    for (let index = 0; index < 200; index++) scaling('PutScheduledAction', action(`a${index}`));
    expect(refusal('PutScheduledAction', action('more'))).toMatch(/^LimitExceededException: /);
    expect(refusal('PutScheduledAction', action('a7'))).toMatch(/^accepted/);
  });
});

describe('step policies', () => {
  it('lose in an update what is left out, but not their steps', () => {
    scaling('PutScalingPolicy', putStep('p', { Cooldown: 60, MetricAggregationType: 'Maximum' }));
    scaling('PutScalingPolicy', {
      PolicyName: 'p',
      StepScalingPolicyConfiguration: { AdjustmentType: 'ExactCapacity' },
    });
    const { ScalingPolicies } = scaling('DescribeScalingPolicies');
    expect((ScalingPolicies as Json[])[0]?.['StepScalingPolicyConfiguration']).toEqual({
      AdjustmentType: 'ExactCapacity',
      StepAdjustments: step.StepAdjustments,
    });
  });

  it.each<[string, Json, string]>([
    ['a magnitude beside a change', { MinAdjustmentMagnitude: 2 }, 'Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity'], // prettier-ignore
    ['a negative lower end', { StepAdjustments: [{ MetricIntervalLowerBound: -5, ScalingAdjustment: 1 }] }, 'There must be a step adjustment with an unspecified lower bound when one has a negative lower bound'], // prettier-ignore
    ['a positive upper end', { StepAdjustments: [{ MetricIntervalUpperBound: 5, ScalingAdjustment: 1 }] }, 'There must be a step adjustment with an unspecified upper bound when one has a positive upper bound'], // prettier-ignore
  ])('are refused with %s', (_what, more, words) => {
    expect(refusal('PutScalingPolicy', putStep('p', more))).toBe(`ValidationException: ${words}`);
  });
});

describe('predictive policies', () => {
  it.each<[string, Json, RegExp]>([
    ['a mode that there is not', { ...pair, Mode: 'Guess' }, /at 'predictiveScalingPolicyConfiguration.mode' failed/],
    ['two specifications', { MetricSpecifications: [...pair.MetricSpecifications, ...pair.MetricSpecifications] }, /exactly one metric specification/], // prettier-ignore
    ['a metric that is missing', { MetricSpecifications: [{ TargetValue: 1 }] }, /^ValidationException: You must specify either/], // prettier-ignore
    ['no buffer', { ...pair, MaxCapacityBreachBehavior: 'IncreaseMaxCapacity' }, /MaxCapacityBuffer is required/],
    ['a long buffer time', { ...pair, SchedulingBufferTime: 3601 }, /schedulingBufferTime' failed .* less than or equal to 3600$/], // prettier-ignore
  ])('are refused with %s', (_what, config, words) => {
    expect(refusal('PutScalingPolicy', predictive(config))).toMatch(words);
  });

  it('have a forecast, without values as after less than a day', () => {
    scaling('PutScalingPolicy', predictive(pair));
    const now = account.clock.now() / 1000;
    const answer = scaling('GetPredictiveScalingForecast', { PolicyName: 'f', StartTime: now, EndTime: now + 3600 });
    expect(answer).toMatchObject({
      LoadForecast: [{ Timestamps: [], Values: [], MetricSpecification: pair.MetricSpecifications[0] }],
      CapacityForecast: { Timestamps: [], Values: [] },
    });
  });

  it.each<[string, Json, RegExp]>([
    ['no policy', { PolicyName: 'none' }, /^ObjectNotFoundException: No scaling policy found for /],
    ['another type', { PolicyName: 'p' }, /not a predictive scaling policy/],
    ['a range that ends before it begins', { EndTime: 0 }, /StartTime must be before EndTime/],
  ])('have none with %s', (_what, more, words) => {
    scaling('PutScalingPolicy', predictive(pair));
    scaling('PutScalingPolicy', putStep('p'));
    const now = account.clock.now() / 1000;
    const input = { PolicyName: 'f', StartTime: now, EndTime: now + 3600, ...more };
    expect(refusal('GetPredictiveScalingForecast', input)).toMatch(words);
  });
});

describe('metric math', () => {
  const depth = { Namespace: 'my', MetricName: 'depth' };
  const query = { Id: 'm', MetricStat: { Metric: depth, Stat: 'Sum' } };
  const track = (Metrics: readonly Json[]): Json => ({
    PolicyName: 'math',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: { TargetValue: 10, CustomizedMetricSpecification: { Metrics } },
  });

  it('scales out by what it gives', () => {
    scaling(
      'PutScalingPolicy',
      track([
        { ...query, ReturnData: false },
        { Id: 'e', Expression: 'm / 2' },
      ]),
    );
    for (let minute = 0; minute < 4; minute++) {
      account.call('cloudwatch', 'PutMetricData', {
        Namespace: 'my',
        MetricData: [{ MetricName: 'depth', Value: 60 }],
      });
      account.clock.advance(60_000);
    }
    const { services } = account.ecs('DescribeServices', { cluster: 'demo', services: ['web'] });
    expect(services).toMatchObject([{ desiredCount: 3 }]);
  });

  it.each<[string, Json[], RegExp]>([
    [
      'two ids are the same',
      [{ ...query, ReturnData: false }, query],
      /due to reason: Invalid metrics list \(Service: /,
    ],
    ['a query is two things', [{ ...query, Expression: '1' }], /The parameters MetricDataQuery Expression and MetricStat are mutually exclusive and you have specified both\. \(Service: /], // prettier-ignore
    ['an id is missing', [{ ...query, ReturnData: false }, { Id: 'e', Expression: 'm / n' }], /Error in expression 'e': ID 'n' not found (\(Service: AmazonCloudWatch; Status Code: 400; Error Code: Validation)Exception(; Request ID: \S+; Proxy: null\)) \1Error\2$/], // prettier-ignore
    ['it is metric math and one metric', [query], /^ValidationException: The customized metric specification is not valid\. /], // prettier-ignore
  ])('is refused where %s', (what, queries, words) => {
    const input = track(queries);
    const config = input['TargetTrackingScalingPolicyConfiguration'] as { CustomizedMetricSpecification: Json };
    if (what.startsWith('it is')) config.CustomizedMetricSpecification['MetricName'] = 'depth';
    expect(refusal('PutScalingPolicy', input)).toMatch(words);
  });

  it('is refused by CloudWatch where two queries return data', () => {
    expect(refusal('PutScalingPolicy', track([query, { Id: 'e', Expression: 'm / 2' }]))).toMatch(
      /^FailedResourceAccessException: Unable to update alarms for scaling policy math due to reason: Exactly one element of the metrics list should return data\. \(Service: AmazonCloudWatch; /,
    );
  });
});
