import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { invalidCombination, invalidValue } from './refusals.ts';

/** As it stands on the wire. */
export type Datum = Omit<MetricDatum, 'Timestamp'> & { readonly Timestamp?: number | undefined };

const dayMs = 24 * 3_600_000;
/** Values are up to 2^360, either way (documented). */
const largest = 2 ** 360;

/** Refuses a datum in AWS's words (recorded, unless marked). @throws AwsFault */
export function checkDatum(datum: Datum, path: string, now: number): void {
  // UNKNOWN: the words for a datum without a name, and for too many dimensions.
  if ((datum.MetricName ?? '') === '') throw invalidValue(`The parameter ${path}.MetricName is required.`);
  checkDimensions(datum);
  checkGiven(datum, path);
  checkCounts(datum, path);
  checkSet(datum, path);
  for (const value of [datum.Value, ...(datum.Values ?? [])]) checkNumber(value, `${path}.Value`);
  checkTime(datum, path, now);
  const resolution = datum.StorageResolution;
  if (resolution !== undefined && resolution !== 1 && resolution !== 60) {
    throw invalidValue(`The parameter ${path}.StorageResolution must be a value in the set [ 1, 60 ].`);
  }
}

function checkDimensions({ Dimensions: dimensions = [] }: Datum): void {
  if (dimensions.length > 30) throw invalidValue('No metric may specify more than 30 dimensions.');
  const names = dimensions.map(({ Name }) => Name);
  if (new Set(names).size < names.length) throw invalidValue('No metric may specify the same dimension name twice.');
}

function checkGiven(datum: Datum, path: string): void {
  const { Value: value, Values: values, StatisticValues: set } = datum;
  const other = values !== undefined ? 'Values' : set !== undefined ? 'StatisticValues' : undefined;
  if (value !== undefined && other !== undefined) {
    throw invalidCombination(
      `The parameters ${path}.Value and ${path}.${other} are mutually exclusive and you have specified both.`,
    );
  }
  if (datum.Counts !== undefined && values === undefined) {
    throw invalidCombination('The parameter values must appears when the counts parameter is specified.');
  }
  if (value === undefined && other === undefined) {
    throw invalidCombination('At least one of the parameters must be specified.');
  }
}

function checkCounts({ Values: values = [], Counts: counts }: Datum, path: string): void {
  if (counts === undefined) return;
  if (counts.length !== values.length) {
    throw invalidValue(`The parameters ${path}.Values and ${path}.Counts must be of the same size.`);
  }
  if (counts.some((count) => count < 0)) {
    throw invalidValue(`The parameter ${path}.Counts must contain only values greater than 0.`);
  }
}

function checkSet({ StatisticValues: set }: Datum, path: string): void {
  if (set === undefined) return;
  const { SampleCount: count = 0, Minimum: min = 0, Maximum: max = 0 } = set;
  if (!(count > 0)) throw invalidValue(`The parameter ${path}.StatisticValues.SampleCount must be greater than 0.`);
  if (min > max) {
    throw invalidValue(
      `The parameter ${path}.StatisticValues.Maximum must be greater than ${path}.StatisticValues.Minimum.`,
    );
  }
}

function checkNumber(value: number | undefined, path: string): void {
  if (value === undefined || Math.abs(value) <= largest) return;
  const shown = String(value).replace('e+', 'E');
  throw invalidValue(`The value ${shown} for parameter ${path} is invalid.`);
}

function checkTime({ Timestamp: seconds }: Datum, path: string, now: number): void {
  if (seconds === undefined) return;
  const age = now - seconds * 1000;
  if (age > 14 * dayMs) {
    throw invalidValue(`The parameter ${path}.Timestamp must specify a time within the past two weeks.`);
  }
  if (age >= -2 * 3_600_000) return;
  throw invalidValue(`The parameter ${path}.Timestamp must specify a time no more than two hours in the future.`);
}
