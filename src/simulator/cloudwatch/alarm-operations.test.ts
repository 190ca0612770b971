import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createTestAccount } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';

const topic = 'arn:aws:sns:eu-central-1:123456789012:alarms';
const deep = {
  AlarmName: 'deep',
  Namespace: 'my',
  MetricName: 'depth',
  Dimensions: [
    { Name: 'queue', Value: 'q' },
    { Name: 'host', Value: 'h' },
  ],
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
};

function watch(account: TestAccount, operation: string, input: Json = {}): Json {
  return account.call('cloudwatch', operation, input);
}

function withAlarm(more: Json = {}): TestAccount {
  const account = createTestAccount();
  watch(account, 'PutMetricAlarm', { ...deep, ...more });
  return account;
}

function set(account: TestAccount, StateValue: string, more: Json = {}): Json {
  return watch(account, 'SetAlarmState', { AlarmName: 'deep', StateValue, StateReason: 'by hand', ...more });
}

function alarm(account: TestAccount): Json {
  return (watch(account, 'DescribeAlarms')['MetricAlarms'] as Json[])[0] ?? {};
}

function history(account: TestAccount, input: Json = {}): Json[] {
  return watch(account, 'DescribeAlarmHistory', { AlarmName: 'deep', ...input })['AlarmHistoryItems'] as Json[];
}

describe('PutMetricAlarm', () => {
  it('changes nothing when all is as it was, and tells nothing of it', () => {
    const account = withAlarm();
    const before = alarm(account);
    account.clock.advance(1_000);
    watch(account, 'PutMetricAlarm', { ...deep, Tags: [{ Key: 'a', Value: 'b' }] });
    expect(alarm(account)).toEqual(before);
    expect(history(account)).toHaveLength(1);
  });

  it('leaves an empty reason of the state out from then on', () => {
    const account = withAlarm();
    set(account, 'OK', { StateReason: '' });
    expect(alarm(account)).toMatchObject({ StateReason: '' });
    account.clock.advance(1_000);
    watch(account, 'PutMetricAlarm', { ...deep, Threshold: 11 });
    expect(alarm(account)).toMatchObject({ StateValue: 'OK', Threshold: 11 });
    expect(alarm(account)).not.toHaveProperty('StateReason');
  });
});

describe('SetAlarmState', () => {
  it('tells the state, its reason and data', () => {
    const account = withAlarm();
    set(account, 'ALARM', { StateReasonData: '{"a":1}' });
    expect(alarm(account)).toMatchObject({ StateValue: 'ALARM', StateReason: 'by hand', StateReasonData: '{"a":1}' });
  });

  it('changes nothing of an alarm in that state already', () => {
    const account = withAlarm();
    set(account, 'OK');
    set(account, 'OK', { StateReason: 'again' });
    expect(alarm(account)['StateReason']).toBe('by hand');
    expect(history(account, { HistoryItemType: 'StateUpdate' })).toHaveLength(1);
  });

  it.each<[string, Json, string | RegExp]>([
    ['an alarm that there is not', { AlarmName: 'none' }, 'ResourceNotFound: '],
    ['a state that there is not', { StateValue: 'FINE' }, /^ValidationError: 1 validation error detected: Value 'FINE' at 'stateValue' failed/], // prettier-ignore
    ['data that are not JSON', { StateReasonData: '{' }, 'InvalidFormatFault: '],
    ['a long reason', { StateReason: 'x'.repeat(1024) }, /'stateReason' failed to satisfy constraint: Member must have length less than or equal to 1023$/], // prettier-ignore
  ])('refuses %s', (_what, more, words) => {
    const input = { AlarmName: 'deep', StateValue: 'OK', StateReason: 'r', ...more };
    expect(withAlarm().refusal('SetAlarmState', input, 'cloudwatch')).toMatch(words);
  });
});

describe('actions', () => {
  it.each([
    ['OK', 'OKActions'],
    ['ALARM', 'AlarmActions'],
  ])('of %s are run once the alarm gets there', (state, member) => {
    const account = withAlarm({ [member]: [topic] });
    set(account, state);
    expect(history(account, { HistoryItemType: 'Action' })).toMatchObject([
      { HistorySummary: expect.stringContaining(topic), HistoryItemType: 'Action' },
    ]);
  });

  it('of INSUFFICIENT_DATA too', () => {
    const account = withAlarm({ InsufficientDataActions: [topic] });
    set(account, 'OK');
    set(account, 'INSUFFICIENT_DATA');
    expect(history(account, { HistoryItemType: 'Action' })).toHaveLength(1);
  });

  it('are left out while they are disabled', () => {
    const account = withAlarm({ AlarmActions: [topic] });
    watch(account, 'DisableAlarmActions', { AlarmNames: ['deep', 'none'] });
    expect(alarm(account)['ActionsEnabled']).toBe(false);
    set(account, 'ALARM');
    expect(history(account, { HistoryItemType: 'Action' })).toEqual([]);
    watch(account, 'EnableAlarmActions', { AlarmNames: ['deep'] });
    expect(alarm(account)['ActionsEnabled']).toBe(true);
  });
});

describe('DescribeAlarmsForMetric', () => {
  const asked = { Namespace: 'my', MetricName: 'depth', Dimensions: deep.Dimensions.toReversed() };

  it.each<[string, Json, number]>([
    ['all dimensions, in any order', {}, 1],
    ['some of the dimensions', { Dimensions: deep.Dimensions.slice(1) }, 0],
    ['the statistic', { Statistic: 'Maximum' }, 1],
    ['another statistic', { Statistic: 'Sum' }, 0],
    ['another period', { Period: 300 }, 0],
    ['another unit', { Unit: 'Count' }, 0],
  ])('finds by %s', (_what, more, count) => {
    expect(watch(withAlarm(), 'DescribeAlarmsForMetric', { ...asked, ...more })['MetricAlarms']).toHaveLength(count);
  });
});

describe('DescribeAlarmHistory', () => {
  it('is newest first, or oldest first, and in pages', () => {
    const account = withAlarm();
    account.clock.advance(1000);
    set(account, 'OK');
    account.clock.advance(1000);
    set(account, 'ALARM');
    const summaries = (input: Json): unknown[] => history(account, input).map(({ HistorySummary }) => HistorySummary);
    const all = [
      'Alarm updated from OK to ALARM',
      'Alarm updated from INSUFFICIENT_DATA to OK',
      'Alarm "deep" created',
    ];
    expect(summaries({})).toEqual(all);
    expect(summaries({ ScanBy: 'TimestampAscending' })).toEqual(all.toReversed());
    const { NextToken } = watch(account, 'DescribeAlarmHistory', { AlarmName: 'deep', MaxRecords: 2 });
    expect(summaries({ NextToken, MaxRecords: 2 })).toEqual(all.slice(2));
  });

  it('tells old and new state in its data', () => {
    const account = withAlarm();
    set(account, 'ALARM');
    const [item] = history(account, { HistoryItemType: 'StateUpdate' });
    expect(JSON.parse(String(item?.['HistoryData']))).toMatchObject({
      version: '1.0',
      oldState: { stateValue: 'INSUFFICIENT_DATA' },
      newState: { stateValue: 'ALARM', stateReason: 'by hand' },
    });
  });

  it('refuses tokens that it did not give out', () => {
    expect(withAlarm().refusal('DescribeAlarmHistory', { NextToken: 'x' }, 'cloudwatch')).toBe(
      'InvalidNextToken: Invalid NextToken : x',
    );
  });
});
