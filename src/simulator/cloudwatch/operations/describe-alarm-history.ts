import { AlarmType, HistoryItemType, ScanBy } from '@aws-sdk/client-cloudwatch';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { historyPage } from '../pages.ts';
import { checkEnum, checkLength } from '../refusals.ts';

/** DescribeAlarmHistory: newest first unless `ScanBy` says otherwise; metric alarms alone unless `AlarmTypes` does. */
export function describeAlarmHistory(context: Context, input: Json): Json {
  const { AlarmName: name, HistoryItemType: type } = input;
  checkLength('alarmName', name as string | undefined, 1, 255);
  checkEnum('historyItemType', type as string | undefined, Object.values(HistoryItemType));
  checkEnum('scanBy', input['ScanBy'] as string | undefined, Object.values(ScanBy));
  const types = (input['AlarmTypes'] as string[] | undefined) ?? ['MetricAlarm'];
  for (const each of types) checkEnum('alarmTypes', each, Object.values(AlarmType));
  const since = Number(input['StartDate'] ?? 0) * 1000;
  const until = Number(input['EndDate'] ?? Number.POSITIVE_INFINITY) * 1000;
  const all = [...context.world.cloudwatch.history]
    .filter(([alarmName]) => name === undefined || alarmName === name)
    .flatMap(([alarmName, items]) => items.map((item) => ({ alarmName, ...item })))
    .filter((item) => types.includes(item.alarmType) && (type === undefined || item.type === type))
    .filter((item) => item.at >= since && item.at <= until)
    .sort((a, b) => b.at - a.at);
  if (input['ScanBy'] === 'TimestampAscending') all.reverse();
  const { items, token } = historyPage(all, input);
  const views = items.map((item) => ({
    AlarmName: item.alarmName,
    AlarmType: item.alarmType,
    Timestamp: item.at / 1000,
    HistoryItemType: item.type,
    HistorySummary: item.summary,
    HistoryData: item.data,
  }));
  return { AlarmHistoryItems: views, ...token };
}
