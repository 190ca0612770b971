import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntegrationBed } from '../support/integration-bed.ts';
import { queue } from '../support/scaling-world.ts';
import { waitFor } from '../support/wait-for.ts';
import { scalingManifest, serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

let bed: IntegrationBed;
let watch: CloudWatchClient;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 60 });
  watch = new CloudWatchClient({
    endpoint: bed.server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'simulated', secretAccessKey: 'simulated' },
  });
  await bed.apply([
    taskDefinitionManifest('web'),
    serviceManifest('web'),
    scalingManifest('web', { maxCapacity: 3, policies: [queue], boundsPolicy: 'Enforce' }),
  ]);
  await bed.untilDeployed('web');
  await bed.untilReady('ecsscalings', 'web');
}, 90_000);

afterAll(async () => {
  watch.destroy();
  await bed.stop();
}, 60_000);

async function alarms() {
  const { MetricAlarms = [] } = await watch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'ecs-operator/' }));
  return MetricAlarms;
}

async function putDepth(value: number): Promise<void> {
  const { metricName, dimensions, namespace } = queue.alarm;
  const Dimensions = dimensions.map((each) => ({ Name: each.name, Value: each.value }));
  const MetricData = [{ MetricName: metricName, Dimensions, Value: value }];
  await watch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }));
}

describe('a step policy with its alarm', () => {
  it('reads back over HTTP as it was put, and is not put again', async () => {
    const { status } = await bed.untilReady('ecsscalings', 'web');
    const name = `ecs-operator/service/demo/${bed.namespace}_web/queue`;
    expect(status?.['policies']).toMatchObject([{ name: 'queue', alarms: [name] }]);
    expect(await alarms()).toMatchObject([{ AlarmName: name, Threshold: queue.alarm.threshold }]);
    const writes = bed.awsWrites();
    await bed.pass(300_000);
    expect(bed.awsWritesSince(writes)).toEqual({});
  }, 60_000);

  it('scales the service, and status says what happened and why it stops at the maximum', async () => {
    const over = new AbortController();
    const load = (async () => {
      while (!over.signal.aborted) {
        await putDepth(400);
        await bed.pass(20_000);
      }
    })();
    await bed.until('ecsservices', 'web', ({ status }) => status?.['runningCount'] === 3);
    const isAtMost = ({ message }: { message: string }): boolean => message.includes('already at max capacity 3');
    const { status } = await bed.until('ecsscalings', 'web', (scaling) =>
      ((scaling.status?.['activities'] ?? []) as { message: string }[]).some(isAtMost),
    );
    over.abort();
    await load;
    expect(status).toMatchObject({ boundsSetBy: 'Spec', maxCapacity: 3, activitiesCount: 3 });
  }, 90_000);

  it('has the count: a write to /scale has no effect, and an event says so', async () => {
    await bed.cluster.kubectl(['scale', 'ecssvc/web', '--replicas=2', '-n', bed.namespace]);
    const events = ['get', 'events', '-n', bed.namespace, '--field-selector=reason=CountNotSent', '-o', 'name'];
    await waitFor(
      'the event',
      () => bed.cluster.kubectl(events),
      ({ stdout }) => stdout.trim() !== '',
    );
    expect(bed.ecs.service('web')?.desiredCount).toBe(3);
    await bed.untilReady('ecsservices', 'web');
  }, 30_000);

  it('is gone with the object', async () => {
    await bed.delete('ecsscalings', 'web');
    await bed.untilGone('ecsscalings', 'web');
    expect(await alarms()).toEqual([]);
  }, 30_000);
});
