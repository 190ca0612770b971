import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createTestAccount } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';

function watch(account: TestAccount, operation: string, input: Json = {}): Json {
  return account.call('cloudwatch', operation, input);
}

/** Three minutes of `a` (1, 2, 3) and `b` (10, none, 30), and when they began, in seconds. */
function withData(): { readonly account: TestAccount; readonly range: Json } {
  const account = createTestAccount();
  const StartTime = account.clock.now() / 1000;
  const data = { a: [1, 2, 3], b: [10, undefined, 30] };
  const MetricData = Object.entries(data).flatMap(([MetricName, values]) =>
    values.flatMap((Value, minute) =>
      Value === undefined ? [] : [{ MetricName, Value, Timestamp: StartTime + 60 * minute }],
    ),
  );
  watch(account, 'PutMetricData', { Namespace: 'my', MetricData });
  return { account, range: { StartTime, EndTime: StartTime + 180 } };
}

function stat(Id: string, more: Json = {}, Stat = 'Sum'): Json {
  return { Id, MetricStat: { Metric: { Namespace: 'my', MetricName: Id }, Period: 60, Stat }, ...more };
}

function asked(queries: readonly Json[], more: Json = {}): Json {
  const { account, range } = withData();
  return watch(account, 'GetMetricData', { MetricDataQueries: queries, ...range, ...more });
}

function values(queries: readonly Json[]): unknown[] {
  const results = asked(queries, { ScanBy: 'TimestampAscending' })['MetricDataResults'] as Json[];
  return results.map(({ Values }) => Values);
}

describe('GetMetricData', () => {
  it('answers newest first, metrics by their name', () => {
    const { MetricDataResults, Messages } = asked([stat('a')]);
    expect(Messages).toEqual([]);
    expect(MetricDataResults).toMatchObject([{ Id: 'a', Label: 'a', Values: [3, 2, 1], StatusCode: 'Complete' }]);
  });

  it.each([
    ['a + b', [[11, 33]]],
    ['FILL(b, 0) + a', [[11, 2, 33]]],
    ['IF(a > 1, a, 0)', [[0, 2, 3]]],
    ['SUM(METRICS())', [[11, 2, 33]]],
    ['MAX([a, b])', [[10, 2, 30]]],
    ['a / PERIOD(a) * 60', [[1, 2, 3]]],
    ['RATE(a) * 60', [[1, 1]]],
    ['a - AVG(a)', [[-1, 0, 1]]],
  ])('computes %s', (Expression, expected) => {
    const hidden = { ReturnData: false };
    expect(values([stat('a', hidden), stat('b', hidden), { Id: 'e', Expression }])).toEqual(expected);
  });

  it('answers in pages', () => {
    const { account, range } = withData();
    const input = { MetricDataQueries: [stat('a')], MaxDatapoints: 2, ...range };
    const first = watch(account, 'GetMetricData', input);
    const second = watch(account, 'GetMetricData', { ...input, NextToken: first['NextToken'] });
    expect(first).toMatchObject({ MetricDataResults: [{ Values: [3, 2], StatusCode: 'PartialData' }] });
    expect(second).toMatchObject({ MetricDataResults: [{ Values: [1], StatusCode: 'Complete' }] });
    expect(second['NextToken']).toBeUndefined();
  });

  it.each<[string, Json[], Json, string | RegExp]>([
    ['ids that are not unique', [stat('a'), stat('a')], {}, 'ValidationError: The values for parameter id in MetricDataQueries are not unique.'], // prettier-ignore
    ['a token that it did not give out', [stat('a')], { NextToken: 'x' }, 'InvalidNextToken: '],
    ['an id with a capital', [stat('A')], {}, 'The value for parameter MetricDataQueries.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.'], // prettier-ignore
    ['an unknown name', [{ Id: 'e', Expression: 'none * 2' }], {}, "Error in expression 'e': ID 'none' not found"],
    ['an unknown function', [stat('a'), { Id: 'e', Expression: 'HUM(a)' }], {}, "Error in expression 'e': Function 'HUM' not found"], // prettier-ignore
    ['a statistic that there is not', [stat('a', {}, 'Median')], {}, 'ValidationError: The value for parameter MetricDataQueries.member.1.MetricStat.Stat is not a valid statistic.'], // prettier-ignore
    ['a circle', [{ Id: 'e', Expression: 'f' }, { Id: 'f', Expression: 'e' }], {}, 'Circular dependency'], // prettier-ignore
    ['no range', [stat('a')], { EndTime: 0 }, /^ValidationError: /],
  ])('refuses %s', (_what, MetricDataQueries, more, words) => {
    const { account, range } = withData();
    const said = account.refusal('GetMetricData', { MetricDataQueries, ...range, ...more }, 'cloudwatch');
    if (typeof words === 'string') expect(said).toContain(words);
    else expect(said).toMatch(words);
  });
});

it('GetMetricData has nothing of another account, and of its own all', () => {
  const { MetricDataResults } = asked([
    stat('a', { AccountId: '999999999999' }),
    stat('b', { AccountId: '111122223333' }),
  ]);
  expect(MetricDataResults).toMatchObject([
    { Id: 'a', Values: [], Timestamps: [], StatusCode: 'Forbidden', Messages: [{ Code: 'Forbidden' }] },
    { Id: 'b', Values: [30, 10], StatusCode: 'Complete' },
  ]);
});

describe('GetMetricStatistics', () => {
  it.each<[string, Json, string]>([
    ['a range that is empty', { EndTime: 0 }, 'The parameter StartTime must be less than the parameter EndTime.'],
    ['seven seconds', { Period: 7 }, 'The parameter Period must be a value in the set [1, 5, 10, 20, 30].'],
    ['a statistic that there is not', { Statistics: ['Sum', 'Median'] }, 'The parameter Statistics.member.2.<list element> must be a value in the set [SampleCount, Average, Sum, Minimum, Maximum].'], // prettier-ignore
    ['a percentile over 100', { ExtendedStatistics: ['p101'] }, 'The value p101 for parameter ExtendedStatistics.member.1.<list element> is not supported.'], // prettier-ignore
  ])('refuses %s', (_what, more, words) => {
    const { account, range } = withData();
    const input = { Namespace: 'my', MetricName: 'a', Period: 60, Statistics: ['Sum'], ...range, ...more };
    expect(account.refusal('GetMetricStatistics', input, 'cloudwatch')).toBe(
      `InvalidParameterValueException: ${words}`,
    );
  });
});

describe('ListMetrics', () => {
  it.each<[string, Json, string[]]>([
    ['all', {}, ['m', 'm', 'n']],
    ['by name', { MetricName: 'n' }, ['n']],
    ['by a dimension', { Dimensions: [{ Name: 'host' }] }, ['m']],
    ['by the value of a dimension', { Dimensions: [{ Name: 'host', Value: 'other' }] }, []],
    ['by namespace', { Namespace: 'another' }, []],
  ])('lists %s', (_what, input, expected) => {
    const account = createTestAccount();
    const MetricData = [
      { MetricName: 'm', Value: 1 },
      { MetricName: 'm', Value: 1, Dimensions: [{ Name: 'host', Value: 'h' }] },
      { MetricName: 'n', Value: 1 },
    ];
    watch(account, 'PutMetricData', { Namespace: 'my', MetricData });
    const { Metrics } = watch(account, 'ListMetrics', input);
    expect((Metrics as Json[]).map(({ MetricName }) => String(MetricName)).sort()).toEqual(expected);
  });

  it('refuses tokens that it did not give out', () => {
    expect(createTestAccount().refusal('ListMetrics', { NextToken: 'x' }, 'cloudwatch')).toBe(
      'InvalidParameterValueException: Request parameter NextToken is invalid',
    );
  });
});

describe('PutMetricData', () => {
  const path = 'MetricData.member.1';
  it.each<[string, Json, string]>([
    ['two kinds of value', { Value: 1, Values: [1] }, `InvalidParameterCombinationException: The parameters ${path}.Value and ${path}.Values are mutually exclusive and you have specified both.`], // prettier-ignore
    ['counts without values', { Value: 1, Counts: [1] }, 'InvalidParameterCombinationException: The parameter values must appears when the counts parameter is specified.'], // prettier-ignore
    ['fewer counts than values', { Values: [1, 2], Counts: [1] }, `InvalidParameterValueException: The parameters ${path}.Values and ${path}.Counts must be of the same size.`], // prettier-ignore
    ['no value', {}, 'InvalidParameterCombinationException: At least one of the parameters must be specified.'],
    [
      'a huge value',
      { Value: 1e200 },
      `InvalidParameterValueException: The value 1E200 for parameter ${path}.Value is invalid.`,
    ],
    ['an odd resolution', { Value: 1, StorageResolution: 5 }, `InvalidParameterValueException: The parameter ${path}.StorageResolution must be a value in the set [ 1, 60 ].`], // prettier-ignore
    ['the far future', { Value: 1, Timestamp: 4e9 }, `InvalidParameterValueException: The parameter ${path}.Timestamp must specify a time no more than two hours in the future.`], // prettier-ignore
    ['two dimensions of one name', { Value: 1, Dimensions: [{ Name: 'n', Value: 'a' }, { Name: 'n', Value: 'b' }] }, 'InvalidParameterValueException: No metric may specify the same dimension name twice.'], // prettier-ignore
    ['an empty set', { StatisticValues: { SampleCount: 0, Sum: 0, Minimum: 0, Maximum: 0 } }, `InvalidParameterValueException: The parameter ${path}.StatisticValues.SampleCount must be greater than 0.`], // prettier-ignore
  ])('refuses %s', (_what, datum, words) => {
    const input = { Namespace: 'my', MetricData: [{ MetricName: 'm', ...datum }] };
    const said = createTestAccount().refusal('PutMetricData', input, 'cloudwatch');
    expect(said).toBe(words);
  });
});
