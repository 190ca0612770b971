import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { recordsPage } from '../pages.ts';

/** DescribeAlarmHistory: newest first unless `ScanBy` says otherwise. */
export function describeAlarmHistory(context: Context, input: Json): Json {
  const { AlarmName: name, HistoryItemType: type } = input;
  const since = Number(input['StartDate'] ?? 0) * 1000;
  const until = Number(input['EndDate'] ?? Number.POSITIVE_INFINITY) * 1000;
  const all = [...context.world.cloudwatch.history]
    .filter(([alarmName]) => name === undefined || alarmName === name)
    .flatMap(([alarmName, items]) => items.map((item) => ({ alarmName, ...item })))
    .filter((item) => (type === undefined || item.type === type) && item.at >= since && item.at <= until)
    .sort((a, b) => (input['ScanBy'] === 'TimestampAscending' ? a.at - b.at : b.at - a.at));
  const { items, token } = recordsPage(all, input, 100);
  const views = items.map((item) => ({
    AlarmName: item.alarmName,
    AlarmType: 'MetricAlarm',
    Timestamp: item.at / 1000,
    HistoryItemType: item.type,
    HistorySummary: item.summary,
    HistoryData: item.data,
  }));
  return { AlarmHistoryItems: views, ...token };
}
