import { ComparisonOperator, StandardUnit, Statistic } from '@aws-sdk/client-cloudwatch';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { checkAlarmQueries } from './query-rules.ts';
import { checkAtLeast, checkEnum, checkLength, invalidValue, validationError } from './refusals.ts';
import { isExtended } from './statistic-rules.ts';

const day = 86_400;
const bands = ['LessThanLowerOrGreaterThanUpperThreshold', 'LessThanLowerThreshold', 'GreaterThanUpperThreshold'];

/**
 * Refuses an alarm that CloudWatch would refuse: bounds and enumerations of the API reference. UNKNOWN: the words that
 * no recording has; recorded are those of names, statistics, actions and metric math.
 *
 * @throws AwsFault ValidationError, InvalidParameterValueException
 */
export function checkAlarm(input: PutMetricAlarmInput): void {
  checkModel(input);
  checkActions(input.OKActions, input.AlarmActions, input.InsufficientDataActions);
  if (input.Metrics === undefined) checkMetric(input);
  else checkMath(input);
  checkThreshold(input);
  checkPeriods(input);
}

function checkModel(input: PutMetricAlarmInput): void {
  checkLength('alarmName', input.AlarmName, 1, 255);
  checkLength('alarmDescription', input.AlarmDescription, 0, 1024);
  checkLength('namespace', input.Namespace, 1, 255);
  checkLength('metricName', input.MetricName, 1, 255);
  checkEnum('comparisonOperator', input.ComparisonOperator, Object.values(ComparisonOperator));
  checkEnum('statistic', input.Statistic, Object.values(Statistic));
  checkEnum('unit', input.Unit, Object.values(StandardUnit));
  checkAtLeast('evaluationPeriods', input.EvaluationPeriods, 1);
  checkAtLeast('datapointsToAlarm', input.DatapointsToAlarm, 1);
  checkAtLeast('period', input.Period, 1);
}

/** Five for each state at most (documented), and ARNs (recorded). */
export function checkActions(...lists: readonly (readonly string[] | undefined)[]): void {
  for (const actions of lists) {
    if ((actions ?? []).length > 5) {
      throw validationError('The collection Actions must not have a size greater than 5.');
    }
    for (const action of actions ?? []) {
      if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+/.test(action)) throw validationError(`Invalid arn syntax: ${action}`);
    }
  }
}

function checkMetric(input: PutMetricAlarmInput): void {
  const { Statistic: statistic, ExtendedStatistic: extended } = input;
  if (input.MetricName === undefined || input.Namespace === undefined) {
    const missing = input.MetricName === undefined ? 'MetricName' : 'Namespace';
    throw validationError(`The parameter ${missing} must be present in the request if list of Metrics is not set.`);
  }
  if (statistic !== undefined && extended !== undefined) {
    throw validationError(
      'PutMetricAlarm request can not be made with both Statistic and ExtendedStatistic parameters. Only one of them should be present',
    );
  }
  if (statistic === undefined && extended === undefined) {
    throw validationError('Either Statistic or ExtendedStatistic parameter must be present in the request');
  }
  if (extended !== undefined && !isExtended(extended)) {
    throw invalidValue(`The value ${extended} for parameter ExtendedStatistic is not supported.`);
  }
  if (input.EvaluateLowSampleCountPercentile !== undefined && extended === undefined) {
    throw validationError('EvaluateLowSampleCountPercentile can only be used with a percentile statistic');
  }
  if (input.Period === undefined) throw validationError('Period must be present in the request with MetricName');
}

/** What an alarm on one metric has, and one on several has not. */
const singleMembers = [
  'MetricName',
  'Namespace',
  'Dimensions',
  'Period',
  'Unit',
  'Statistic',
  'ExtendedStatistic',
] as const;

function checkMath(input: PutMetricAlarmInput): void {
  const { Metrics: queries = [] } = input;
  for (const member of singleMembers) {
    if (input[member] !== undefined && !isEmpty(input[member])) {
      throw validationError(`${member} should not be set if list of Metrics is set.`);
    }
  }
  checkAlarmQueries(queries);
  const returned = queries.filter(({ ReturnData }) => ReturnData !== false);
  if (returned.length !== 1) throw validationError('Exactly one element of the metrics list should return data.');
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function checkThreshold(input: PutMetricAlarmInput): void {
  const { ComparisonOperator: operator, Threshold: threshold, ThresholdMetricId: band } = input;
  if (operator === undefined) throw validationError('ComparisonOperator must be present in the request');
  if (bands.includes(operator) || band !== undefined) {
    // Bands come from machine learning, which is not simulated: refused rather than stored and never computed.
    throw validationError('Alarms on anomaly detection bands are not supported');
  }
  if (threshold === undefined) throw validationError('Threshold must be present in the request');
}

function checkPeriods(input: PutMetricAlarmInput): void {
  const { EvaluationPeriods: periods, DatapointsToAlarm: datapoints } = input;
  if (periods === undefined) throw validationError('EvaluationPeriods must be present in the request');
  if (datapoints !== undefined && datapoints > periods) {
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  }
  const period = alarmPeriod(input);
  if (![10, 20, 30].includes(period) && (period < 60 || period % 60 !== 0)) {
    throw validationError(`Period must be 10, 20, 30 or a multiple of 60`);
  }
  // Hours and longer may be looked at for a week (documented).
  if (period * periods > (period >= 3_600 ? 7 * day : day)) {
    throw validationError(
      `Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= ${day}).`,
    );
  }
}

/** Seconds: the alarm's own period, or that of the query that returns data, or the longest of its metrics. */
export function alarmPeriod(input: Readonly<Pick<PutMetricAlarmInput, 'Metrics' | 'Period'>>): number {
  const queries = input.Metrics ?? [];
  const returned = queries.find(({ ReturnData }) => ReturnData !== false);
  const own = input.Period ?? returned?.Period ?? returned?.MetricStat?.Period;
  return own ?? Math.max(10, ...queries.map((query) => query.MetricStat?.Period ?? 10));
}
