import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { snapshotLines } from '../snapshot.ts';
import { createTestAccount } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';

const depth = {
  AlarmName: 'deep',
  Namespace: 'my',
  MetricName: 'depth',
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};

function watch(account: TestAccount, operation: string, input: Json = {}): Json {
  return account.call('cloudwatch', operation, input);
}

function started(more: Json = {}): TestAccount {
  const account = createTestAccount();
  account.start();
  watch(account, 'PutMetricAlarm', { ...depth, ...more });
  return account;
}

/** Puts a value in each of so many minutes, and lets CloudWatch judge the last of them. */
function putMinutes(account: TestAccount, values: readonly (number | undefined)[]): void {
  for (const Value of values) {
    account.clock.advance(30_000);
    if (Value !== undefined) {
      watch(account, 'PutMetricData', { Namespace: 'my', MetricData: [{ MetricName: 'depth', Value }] });
    }
    account.clock.advance(30_000);
  }
  account.clock.advance(60_000);
}

function alarm(account: TestAccount): Json {
  return (watch(account, 'DescribeAlarms', { AlarmNames: ['deep'] })['MetricAlarms'] as Json[])[0] ?? {};
}

describe('the state of an alarm', () => {
  it.each([
    ['every period beyond', {}, [10, 12], 'ALARM'],
    ['one period below', {}, [12, 9], 'OK'],
    ['one of two is enough', { DatapointsToAlarm: 1 }, [12, 9], 'ALARM'],
    ['no data', {}, [undefined, undefined], 'INSUFFICIENT_DATA'],
    ['no data that count as beyond', { TreatMissingData: 'breaching' }, [undefined, undefined], 'ALARM'],
    ['no data that count as fine', { TreatMissingData: 'notBreaching' }, [undefined, undefined], 'OK'],
  ])('%s', (_what, more, values, state) => {
    const account = started(more);
    putMinutes(account, values);
    expect(alarm(account)['StateValue']).toBe(state);
  });

  it('stays when missing data are ignored, and is told with its reason', () => {
    const account = started({ TreatMissingData: 'ignore' });
    putMinutes(account, [11, 12]);
    account.clock.advance(600_000);
    expect(alarm(account)).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 2 out of the last 2 datapoints [12.0 (01/01/26 00:01:00), 11.0 (01/01/26 00:00:00)] were ' +
        'greater than or equal to the threshold (10.0) (minimum 2 datapoints for OK -> ALARM transition).',
    });
  });

  it('survives another put, its settings do not', () => {
    const account = started({ AlarmDescription: 'old', TreatMissingData: 'ignore' });
    putMinutes(account, [11, 12]);
    watch(account, 'PutMetricAlarm', { ...depth, Threshold: 20 });
    expect(alarm(account)).toMatchObject({ StateValue: 'ALARM', Threshold: 20 });
    expect(alarm(account)['AlarmDescription']).toBeUndefined();
  });
});

describe('alarms', () => {
  it.each([
    ['no metric', { MetricName: undefined, Namespace: undefined }],
    ['no statistic', { Statistic: undefined }],
    ['an operator that there is not', { ComparisonOperator: 'Near' }],
    ['an odd period', { Period: 61 }],
    ['more than a day', { Period: 600, EvaluationPeriods: 145 }],
    ['more datapoints than periods', { DatapointsToAlarm: 3 }],
  ])('are refused with %s', (_what, more) => {
    const account = createTestAccount();
    const before = [...snapshotLines(account.world)];
    expect(account.refusal('PutMetricAlarm', { ...depth, ...more }, 'cloudwatch')).toMatch(
      /^(ValidationError|InvalidParameterCombinationException): /,
    );
    expect([...snapshotLines(account.world)]).toEqual(before);
  });

  it('are filtered and come in pages', () => {
    const account = started();
    for (const AlarmName of ['a1', 'a2', 'b1']) watch(account, 'PutMetricAlarm', { ...depth, AlarmName });
    const first = watch(account, 'DescribeAlarms', { AlarmNamePrefix: 'a', MaxRecords: 1 });
    const next = watch(account, 'DescribeAlarms', { AlarmNamePrefix: 'a', NextToken: first['NextToken'] });
    expect(first).toMatchObject({ MetricAlarms: [{ AlarmName: 'a1' }] });
    expect(next).toMatchObject({ MetricAlarms: [{ AlarmName: 'a2' }] });
    expect(next['NextToken']).toBeUndefined();
  });

  it('are deleted, names that there are not passed over', () => {
    const account = started();
    watch(account, 'DeleteAlarms', { AlarmNames: ['deep', 'none'] });
    expect(alarm(account)).toEqual({});
  });

  it('keep their tags', () => {
    const account = started({ Tags: [{ Key: 'team', Value: 'a' }] });
    const ResourceARN = alarm(account)['AlarmArn'];
    watch(account, 'TagResource', { ResourceARN, Tags: [{ Key: 'tier', Value: 'b' }] });
    watch(account, 'UntagResource', { ResourceARN, TagKeys: ['team'] });
    expect(watch(account, 'ListTagsForResource', { ResourceARN })).toEqual({ Tags: [{ Key: 'tier', Value: 'b' }] });
  });

  it('go on identically after a restore', () => {
    const account = started();
    putMinutes(account, [11, 12]);
    account.restore(account.dump());
    expect(alarm(account)['StateValue']).toBe('ALARM');
    putMinutes(account, [1, 1]);
    expect(alarm(account)['StateValue']).toBe('OK');
  });
});

describe('metric data', () => {
  it('give their statistics by period and unit', () => {
    const account = createTestAccount();
    const StatisticValues = { SampleCount: 2, Sum: 10, Minimum: 4, Maximum: 6 };
    const MetricData = [
      { MetricName: 'depth', Values: [1, 2], Counts: [1, 3], Unit: 'Count' },
      { MetricName: 'depth', StatisticValues, Unit: 'Count' },
      { MetricName: 'depth', Value: 7 },
    ];
    watch(account, 'PutMetricData', { Namespace: 'my', MetricData });
    const StartTime = account.clock.now() / 1000;
    const answer = watch(account, 'GetMetricStatistics', {
      Namespace: 'my',
      MetricName: 'depth',
      StartTime,
      EndTime: StartTime + 120,
      Period: 60,
      Statistics: ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'],
    });
    expect(answer).toEqual({
      Label: 'depth',
      Datapoints: [
        { Timestamp: StartTime, Sum: 17, Average: 17 / 6, Minimum: 1, Maximum: 6, SampleCount: 6, Unit: 'Count' },
        { Timestamp: StartTime, Sum: 7, Average: 7, Minimum: 7, Maximum: 7, SampleCount: 1, Unit: 'None' },
      ],
    });
  });

  it.each([
    ['of AWS', { Namespace: 'AWS/ECS', MetricData: [{ MetricName: 'm', Value: 1 }] }],
    ['without a value', { Namespace: 'my', MetricData: [{ MetricName: 'm' }] }],
    ['of long ago', { Namespace: 'my', MetricData: [{ MetricName: 'm', Value: 1, Timestamp: 5 }] }],
  ])('%s are refused', (_what, input) => {
    expect(createTestAccount().refusal('PutMetricData', input, 'cloudwatch')).toMatch(/^InvalidParameter/);
  });
});
