import { StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { wake } from '../../application-autoscaling/wake.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { metricName } from '../metric-name.ts';
import { checkEnum, invalidCombination, invalidValue, validationError } from '../refusals.ts';
import { addSample } from '../samples.ts';
import type { Sample } from '../state.ts';

const dayMs = 24 * 3_600_000;

/** PutMetricData: all of it or nothing. Up to two weeks old and two hours ahead (documented). */
export function putMetricData(context: Context, input: Json): Json {
  const namespace = String(input['Namespace']);
  // UNKNOWN: the words; the rule is documented.
  if (namespace.startsWith('AWS/')) throw invalidValue(`The value ${namespace} for parameter Namespace is invalid.`);
  const data = (input['MetricData'] as (MetricDatum & { Timestamp?: number })[] | undefined) ?? [];
  if (data.length > 1_000) throw validationError('MetricData can have at most 1000 items.');
  const samples = data.flatMap((datum) => {
    const metric = metricName(namespace, checkedName(datum), datum.Dimensions);
    return samplesOf(context, datum).map((sample) => ({ metric, sample }));
  });
  for (const { metric, sample } of samples) addSample(context, metric, sample);
  wake(context.world.autoscaling);
  return {};
}

function checkedName({ MetricName: name = '', Unit: unit, Dimensions: dimensions = [] }: MetricDatum): string {
  if (name === '') throw validationError('MetricName must be specified.');
  if (dimensions.length > 30) throw validationError('A metric can have at most 30 dimensions.');
  checkEnum('unit', unit, Object.values(StandardUnit));
  return name;
}

function samplesOf(context: Context, datum: MetricDatum & { Timestamp?: number }): Sample[] {
  const at = datum.Timestamp === undefined ? context.clock.now() : datum.Timestamp * 1000;
  const age = context.clock.now() - at;
  if (!(age <= 14 * dayMs && age >= -2 * 3_600_000)) throw invalidValue('The Timestamp is too far from now.');
  const unit = datum.Unit ?? 'None';
  const given = [datum.Value, datum.Values, datum.StatisticValues].filter((value) => value !== undefined);
  if (given.length !== 1) throw invalidCombination('Exactly one of Value, Values and StatisticValues must be given.');
  const set = datum.StatisticValues;
  if (set !== undefined) {
    const { SampleCount: count = 0, Sum: sum = 0, Minimum: min = 0, Maximum: max = 0 } = set;
    if (!(count > 0) || min > max) throw invalidValue('StatisticValues are not consistent.');
    return [{ at, count, sum, min, max, unit }];
  }
  const values = datum.Values ?? [datum.Value ?? 0];
  return values.map((value, index) => {
    const count = datum.Counts?.[index] ?? 1;
    return { at, count, sum: value * count, min: value, max: value, unit };
  });
}
