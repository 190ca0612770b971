import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createTestAccount } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';

const metric = { Namespace: 'my', MetricName: 'depth' };
const depth = {
  ...metric,
  AlarmName: 'deep',
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
};

/** Puts a value into each of so many minutes, oldest first; `-` is a minute without, `X` a breach, `0` none. */
function minutes(account: TestAccount, pattern: string): void {
  for (const sign of pattern) {
    account.clock.advance(30_000);
    if (sign !== '-') {
      const MetricData = [{ MetricName: 'depth', Value: sign === 'X' ? 20 : 1 }];
      account.call('cloudwatch', 'PutMetricData', { Namespace: 'my', MetricData });
    }
    account.clock.advance(30_000);
  }
}

/** The state after the newest of these minutes; `before` is the one that the alarm comes from. */
function stateAfter(pattern: string, alarm: Json, before = 'OK'): Json {
  const account = createTestAccount();
  account.start();
  minutes(account, pattern);
  account.call('cloudwatch', 'PutMetricAlarm', { ...depth, ...alarm });
  account.call('cloudwatch', 'SetAlarmState', { AlarmName: 'deep', StateValue: before, StateReason: 'test' });
  account.clock.advance(60_000);
  const { MetricAlarms } = account.call('cloudwatch', 'DescribeAlarms', { AlarmNames: ['deep'] });
  return (MetricAlarms as Json[])[0] ?? {};
}

// The tables of "Configuring how CloudWatch alarms treat missing data", whose minutes are `0`, `X` and `-` as well.
describe('missing data, of three datapoints that all count', () => {
  it.each([
    ['0-X-X', 'OK', 'OK', 'OK', 'OK'],
    ['-----', 'INSUFFICIENT_DATA', undefined, 'ALARM', 'OK'],
    ['---0-', 'OK', 'OK', 'OK', 'OK'],
    ['0-XXX', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['--X--', 'ALARM', undefined, 'ALARM', 'OK'],
  ])('%s', (pattern, missing, ignore, breaching, notBreaching) => {
    const treatments = { missing, ignore, breaching, notBreaching };
    for (const [TreatMissingData, expected] of Object.entries(treatments)) {
      const state = stateAfter(pattern, { TreatMissingData, DatapointsToAlarm: 3 })['StateValue'];
      expect([TreatMissingData, state]).toEqual([TreatMissingData, expected ?? 'OK']);
    }
  });
});

describe('missing data, where two of three datapoints are enough', () => {
  it.each([
    ['0-X-X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['00X0X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0-X--', 'OK', 'OK', 'ALARM', 'OK'],
    ['----0', 'OK', 'OK', 'ALARM', 'OK'],
    ['---X-', 'ALARM', undefined, 'ALARM', 'OK'],
  ])('%s', (pattern, missing, ignore, breaching, notBreaching) => {
    const treatments = { missing, ignore, breaching, notBreaching };
    for (const [TreatMissingData, expected] of Object.entries(treatments)) {
      const state = stateAfter(pattern, { TreatMissingData })['StateValue'];
      expect([TreatMissingData, state]).toEqual([TreatMissingData, expected ?? 'OK']);
    }
  });
});

describe('the reason', () => {
  it.each<[string, Json, string]>([
    ['0XX', { DatapointsToAlarm: 2 }, 'Threshold Crossed: 2 out of the last 3 datapoints [20.0 ('],
    ['---', { TreatMissingData: 'breaching' }, 'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].'], // prettier-ignore
    ['---', {}, 'Insufficient Data: 3 datapoints were unknown.'],
  ])('of %s', (pattern, more, words) => {
    expect(stateAfter(pattern, more)['StateReason']).toContain(words);
  });

  it('is shorter from INSUFFICIENT_DATA to OK', () => {
    expect(stateAfter('0000', {}, 'INSUFFICIENT_DATA')['StateReason']).toMatch(
      /^Threshold Crossed: 3 datapoints \[1\.0 \([^\]]*\] were not greater than the threshold \(10\.0\)\.$/,
    );
  });

  it('tells the values oldest first and the periods newest first', () => {
    const { StateReasonData } = stateAfter('0XX', {});
    expect(JSON.parse(String(StateReasonData))).toMatchObject({
      version: '1.0',
      statistic: 'Maximum',
      period: 60,
      recentDatapoints: [1, 20, 20],
      threshold: 10,
      evaluatedDatapoints: [{ value: 20 }, { value: 20 }, { value: 1, sampleCount: 1 }],
    });
  });
});

describe('alarms on several metrics', () => {
  const stat = (Id: string, MetricName: string): Json => ({
    Id,
    MetricStat: { Metric: { Namespace: 'my', MetricName }, Period: 60, Stat: 'Sum' },
    ReturnData: false,
  });
  const math = (Expression: string): Json => ({
    ...Object.fromEntries(['Namespace', 'MetricName', 'Statistic', 'Period'].map((name) => [name, undefined])),
    Metrics: [stat('m1', 'depth'), stat('m2', 'none'), { Id: 'e1', Expression }],
    DatapointsToAlarm: 3,
  });

  it.each([
    ['m1 / 2', 'OK'],
    ['m1 * 2', 'ALARM'],
    ['FILL(m2, 0) + m1 + 11', 'ALARM'],
    ['m2 + m1', 'INSUFFICIENT_DATA'],
    ['IF(m1 > 5, 100, 0)', 'ALARM'],
    ['SUM(METRICS())', 'ALARM'],
  ])('watch %s', (expression, state) => {
    expect(stateAfter('XXX', math(expression))['StateValue']).toBe(state);
  });
});

describe('percentiles', () => {
  it.each([
    ['evaluate', 'ALARM'],
    ['ignore', 'OK'],
  ])('of few samples, with %s', (EvaluateLowSampleCountPercentile, state) => {
    const more = { Statistic: undefined, ExtendedStatistic: 'p99', EvaluateLowSampleCountPercentile };
    const alarm = stateAfter('XXX', { ...more, TreatMissingData: 'notBreaching' });
    expect(alarm['StateValue']).toBe(state);
  });
});
