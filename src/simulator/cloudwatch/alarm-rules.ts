import { ComparisonOperator, StandardUnit, Statistic } from '@aws-sdk/client-cloudwatch';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { checkEnum, invalidCombination, validationError } from './refusals.ts';

const day = 86_400;

/**
 * Refuses an alarm that CloudWatch would refuse: bounds and enumerations of the API reference.
 *
 * @throws AwsFault ValidationError, InvalidParameterCombinationException
 */
export function checkAlarm(input: PutMetricAlarmInput): void {
  checkEnum('comparisonOperator', input.ComparisonOperator, Object.values(ComparisonOperator));
  checkEnum('statistic', input.Statistic, Object.values(Statistic));
  checkEnum('unit', input.Unit, Object.values(StandardUnit));
  checkEnum('treatMissingData', input.TreatMissingData, ['breaching', 'notBreaching', 'ignore', 'missing']);
  for (const action of [input.AlarmActions, input.OKActions, input.InsufficientDataActions]) {
    if ((action ?? []).length > 5) throw validationError('An alarm can have at most 5 actions for a state.');
  }
  checkMetric(input);
  checkPeriods(input);
}

function checkMetric(input: PutMetricAlarmInput): void {
  const { MetricName: name, Namespace: namespace, Metrics: metrics } = input;
  if (name === undefined && metrics === undefined) {
    throw validationError('Either MetricName or Metrics must be specified.');
  }
  if (name !== undefined && metrics !== undefined) {
    throw invalidCombination('MetricName and Metrics cannot be specified together.');
  }
  if (name === undefined) return;
  if (namespace === undefined) throw validationError('Namespace must be specified with MetricName.');
  if ((input.Statistic === undefined) === (input.ExtendedStatistic === undefined)) {
    throw invalidCombination('Exactly one of Statistic and ExtendedStatistic must be specified.');
  }
  if (input.Period === undefined) throw validationError('Period must be specified with MetricName.');
}

function checkPeriods(input: PutMetricAlarmInput): void {
  const { Period: period, EvaluationPeriods: periods = 0, DatapointsToAlarm: datapoints } = input;
  if (input.ComparisonOperator === undefined) throw validationError('ComparisonOperator must be specified.');
  if (periods < 1) throw validationError('EvaluationPeriods must be at least 1.');
  if (datapoints !== undefined && (datapoints < 1 || datapoints > periods)) {
    throw validationError('DatapointsToAlarm must be from 1 to EvaluationPeriods.');
  }
  if (period === undefined) return;
  const isShort = period === 10 || period === 20 || period === 30;
  if (!isShort && (period < 60 || period % 60 !== 0)) {
    throw validationError('Period must be 10, 20, 30 or a multiple of 60.');
  }
  // Hours and longer may be looked at for a week (documented).
  if (period * periods > (period >= 3_600 ? 7 * day : day)) {
    throw validationError(
      `Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= ${day}).`,
    );
  }
}
