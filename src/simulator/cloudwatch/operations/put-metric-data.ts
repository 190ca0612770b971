import { StandardUnit } from '@aws-sdk/client-cloudwatch';
import { wake } from '../../application-autoscaling/wake.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkDatum } from '../datum-rules.ts';
import type { Datum } from '../datum-rules.ts';
import { metricName } from '../metric-name.ts';
import {
  checkEnum,
  checkLength,
  invalidCombination,
  invalidValue,
  missingParameter,
  validationError,
} from '../refusals.ts';
import { addSample } from '../samples.ts';
import type { Sample } from '../state.ts';

/** PutMetricData: all of it or nothing. Data of entities are metrics like others here. */
export function putMetricData(context: Context, input: Json): Json {
  const namespace = String(input['Namespace']);
  checkLength('namespace', namespace, 1, 255);
  // The reserved part alone is told (recorded).
  if (namespace.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  const data = dataOf(input);
  if (data.length === 0) {
    throw missingParameter('At least one MetricDatum object must be present in the request.');
  }
  if (data.length > 1_000) throw validationError('The collection MetricData must not have a size greater than 1000.');
  for (const { datum, path } of data) {
    checkEnum('unit', datum.Unit, Object.values(StandardUnit));
    checkDatum(datum, path, context.clock.now());
  }
  for (const { datum } of data) {
    const metric = metricName(namespace, datum.MetricName ?? '', datum.Dimensions);
    for (const sample of samplesOf(context, datum)) addSample(context, metric, sample);
  }
  wake(context.world.autoscaling);
  return {};
}

/** Every datum of the request, with the path that messages give it. */
function dataOf(input: Json): { datum: Datum; path: string }[] {
  const plain = (input['MetricData'] as Datum[] | undefined) ?? [];
  const entities = (input['EntityMetricData'] as { MetricData?: Datum[] }[] | undefined) ?? [];
  if (entities.length > 0 && input['StrictEntityValidation'] === undefined) {
    throw invalidCombination('Field StrictEntityValidation is required when setting EntityMetricData');
  }
  return [
    ...plain.map((datum, index) => ({ datum, path: `MetricData.member.${index + 1}` })),
    ...entities.flatMap(({ MetricData: data = [] }, entity) =>
      data.map((datum, index) => ({
        datum,
        path: `EntityMetricData.member.${entity + 1}.MetricData.member.${index + 1}`,
      })),
    ),
  ];
}

/** Metrics are kept by the minute unless they ask for the second. */
function samplesOf(context: Context, datum: Datum): Sample[] {
  const length = datum.StorageResolution === 1 ? 1_000 : 60_000;
  const given = datum.Timestamp === undefined ? context.clock.now() : datum.Timestamp * 1000;
  const at = Math.floor(given / length) * length;
  const unit = datum.Unit ?? 'None';
  const set = datum.StatisticValues;
  if (set !== undefined) {
    const { SampleCount: count = 0, Sum: sum = 0, Minimum: min = 0, Maximum: max = 0 } = set;
    // One value, or the same one several times, is known; others are not (recorded).
    const values = min === max && sum === min * count ? ([[min, count]] as const) : undefined;
    return [{ at, count, sum, min, max, unit, values }];
  }
  const values = datum.Values ?? [datum.Value ?? 0];
  return values.map((value, index) => {
    const count = datum.Counts?.[index] ?? 1;
    return { at, count, sum: value * count, min: value, max: value, unit, values: [[value, count]] };
  });
}
