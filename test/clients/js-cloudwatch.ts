import assert from 'node:assert/strict';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import type { CloudWatchClientConfig } from '@aws-sdk/client-cloudwatch';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import type { ClientCheck } from './check.ts';

const metric = { Namespace: 'my', MetricName: 'depth' };

function clientOf(url: string, protocol: CloudWatchClientConfig['protocol']): CloudWatchClient {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const config = { endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 };
  return new CloudWatchClient(protocol === undefined ? config : { ...config, protocol });
}

async function putAlarm(client: CloudWatchClient): Promise<Date> {
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
  return updated;
}

async function readData(client: CloudWatchClient, at: Date): Promise<void> {
  await client.send(
    new PutMetricDataCommand({ Namespace: 'my', MetricData: [{ MetricName: 'depth', Value: 1.5, Timestamp: at }] }),
  );
  const period = { StartTime: new Date(at.getTime() - 60_000), EndTime: new Date(at.getTime() + 60_000) };
  const { Datapoints: points } = await client.send(
    new GetMetricStatisticsCommand({ ...metric, ...period, Period: 60, Statistics: ['Sum'] }),
  );
  assert.deepEqual([points?.length, points?.[0]?.Sum, points?.[0]?.Timestamp instanceof Date], [1, 1.5, true]);
  const { MetricDataResults: results } = await client.send(
    new GetMetricDataCommand({
      ...period,
      MetricDataQueries: [
        { Id: 'm1', MetricStat: { Metric: metric, Period: 60, Stat: 'p90' }, ReturnData: false },
        { Id: 'double', Expression: 'm1 * 2' },
      ],
    }),
  );
  assert.deepEqual([results?.[0]?.Label, results?.[0]?.Values], ['double', [3]]);
}

async function errors(client: CloudWatchClient): Promise<void> {
  const missing = client.send(new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'test' }));
  await assert.rejects(missing, { name: 'ResourceNotFound' });
  const wrong = client.send(new PutCompositeAlarmCommand({ AlarmName: 'all', AlarmRule: 'nothing' }));
  await assert.rejects(wrong, /Error in AlarmRule \[Unsupported token 'nothing' at char 0/);
}

function check(name: string, protocol: CloudWatchClientConfig['protocol']): ClientCheck {
  return {
    name: `alarms and metric data of the JavaScript SDK, in ${name}`,
    run: async (url) => {
      const client = clientOf(url, protocol);
      await readData(client, await putAlarm(client));
      await errors(client);
      client.destroy();
    },
  };
}

/** CloudWatch in JSON, the SDK's own choice, with the errors of the query protocol, and in CBOR. */
export const jsCloudWatchChecks: readonly ClientCheck[] = [
  check('awsJson1_0', undefined),
  check('Smithy RPC v2 CBOR', SmithyRpcV2CborProtocol),
];
