import assert from 'node:assert/strict';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import type { ClientCheck } from './check.ts';

const metric = { Namespace: 'my', MetricName: 'depth' };

async function alarmsAndData(url: string): Promise<void> {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new CloudWatchClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  await client.send(
    new PutMetricAlarmCommand({
      ...metric,
      AlarmName: 'deep',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0.5,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  const { MetricAlarms: alarms = [] } = await client.send(new DescribeAlarmsCommand({}));
  assert.equal(alarms[0]?.Threshold, 0.5);
  const updated = alarms[0]?.StateUpdatedTimestamp;
  assert.ok(updated instanceof Date);
  await client.send(
    new PutMetricDataCommand({ Namespace: 'my', MetricData: [{ MetricName: 'depth', Value: 1, Timestamp: updated }] }),
  );
  const period = { StartTime: updated, EndTime: new Date(updated.getTime() + 60_000), Period: 60 };
  const { Datapoints: points } = await client.send(
    new GetMetricStatisticsCommand({ ...metric, ...period, Statistics: ['Sum'] }),
  );
  assert.deepEqual([points?.length, points?.[0]?.Sum], [1, 1]);
  const refused = client.send(new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'test' }));
  await assert.rejects(refused, { name: 'ResourceNotFound' });
  client.destroy();
}

/** CloudWatch as the JavaScript SDK speaks it: awsJson1_0, telling that it comes from the query protocol. */
export const jsCloudWatchChecks: readonly ClientCheck[] = [
  { name: 'alarms and metric data of the JavaScript SDK', run: alarmsAndData },
];
