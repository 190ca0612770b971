import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { metricKey, metricName } from '../metric-name.ts';
import type { Dimension } from '../metric-name.ts';
import { metricViews } from './describe-alarms.ts';

/** DescribeAlarmsForMetric: the dimensions have to be all those of the alarm, in any order (recorded). */
export function describeAlarmsForMetric(context: Context, input: Json): Json {
  const wanted = keyOf(input);
  const alarms = metricViews(context).filter(
    (alarm) =>
      alarm['MetricName'] !== undefined &&
      keyOf(alarm) === wanted &&
      ['Statistic', 'ExtendedStatistic', 'Period', 'Unit'].every(
        (member) => input[member] === undefined || input[member] === alarm[member],
      ),
  );
  return { MetricAlarms: alarms };
}

function keyOf(view: Json): string {
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions } = view;
  return metricKey(metricName(String(namespace), String(name), dimensions as Dimension[] | undefined));
}
