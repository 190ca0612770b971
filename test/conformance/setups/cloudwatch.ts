import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { differences } from '../compare.ts';
import { at } from '../setup.ts';
import type { CaseSetups, Names } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import { boundToGroup, trueLabel } from './scaling-policies.ts';
import { cpuAt50, desiredCount, putStep, putTracking, resourceId, scaling, target, web } from './scaling-scenes.ts';

function watch(bed: TestBed, operation: string, input: Json = {}): Promise<Json> {
  return bed.call(operation, input, 'cloudwatch');
}

async function putCpu(bed: TestBed, names: Names): Promise<void> {
  await target(bed, 0, 4);
  const { Alarms: alarms } = await putTracking(bed, 'cpu', cpuAt50);
  names.set('<high>', String(at(alarms, 0, 'AlarmName')));
  names.set('<low>', String(at(alarms, 1, 'AlarmName')));
}

async function putRequests(bed: TestBed): Promise<void> {
  await boundToGroup(bed);
  await putTracking(bed, 'requests', {
    TargetValue: 20,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: trueLabel },
  });
}

/** An alarm `out` on a metric of the user's, whose action is the step policy `step`: one task more. */
async function stepAlarm(bed: TestBed): Promise<void> {
  await target(bed, 1, 4);
  const { PolicyARN: arn } = await putStep(bed, 'step', {
    AdjustmentType: 'ChangeInCapacity',
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
  });
  await watch(bed, 'PutMetricAlarm', {
    AlarmName: 'out',
    Namespace: 'my',
    MetricName: 'depth',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 50,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [arn],
  });
}

async function newestAction(bed: TestBed): Promise<string> {
  const answer = await watch(bed, 'DescribeAlarmHistory', { AlarmName: 'out', HistoryItemType: 'Action' });
  return String(at(answer, 'AlarmHistoryItems', 0, 'HistorySummary'));
}

/** Sets `out` to ALARM with reason data whose query was `age` seconds ago. */
async function setAlarm(bed: TestBed, age: number, more: Json): Promise<void> {
  const queryDate = new Date(bed.clock.now() - age * 1000).toISOString().replace('Z', '+0000');
  const data = { version: '1.0', queryDate, threshold: 50, ...more };
  await watch(bed, 'SetAlarmState', { AlarmName: 'out', StateValue: 'OK', StateReason: 'drill' });
  await watch(bed, 'SetAlarmState', {
    AlarmName: 'out',
    StateValue: 'ALARM',
    StateReason: 'drill',
    StateReasonData: JSON.stringify(data),
  });
}

const cpuOfWeb = {
  Namespace: 'AWS/ECS',
  MetricName: 'CPUUtilization',
  Dimensions: [
    { Name: 'ClusterName', Value: 'demo' },
    { Name: 'ServiceName', Value: 'web' },
  ],
  Period: 60,
  Statistics: ['Minimum', 'Maximum', 'Average', 'Sum', 'SampleCount'],
};

/** The last whole minute: the recordings leave out which one they asked for. */
function lastMinute(bed: TestBed): Json {
  const end = Math.floor(bed.clock.now() / 60_000) * 60;
  return { StartTime: end - 60, EndTime: end };
}

async function datapoints(bed: TestBed): Promise<Json[]> {
  const answer = await watch(bed, 'GetMetricStatistics', { ...cpuOfWeb, ...lastMinute(bed) });
  return answer['Datapoints'] as Json[];
}

export const setups: CaseSetups = {
  'cw-managed-alarms-cpu': { prepare: putCpu },
  'cw-managed-alarms-alb': { prepare: putRequests },
  'cw-describealarms-three-lists': {},
  'cw-managed-alarms-standard-metric-stays-60': {
    run: async (bed, recorded) => {
      await web(bed, 0, {
        monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] },
      });
      await scaling(bed, 'RegisterScalableTarget', { MinCapacity: 0, MaxCapacity: 2 });
      await bed.call('PutScalingPolicy', recorded.input, 'application-autoscaling');
      const { MetricAlarms: alarms } = await watch(bed, 'DescribeAlarms', { AlarmNamePrefix: 'TargetTracking-' });
      const rules = { volatile: [], ordered: [], ignore: [], partial: [] };
      assert.deepEqual(differences(at(recorded.output, 'alarms'), alarms, rules), []);
      for (const alarm of alarms as Json[]) {
        assert.deepEqual([alarm['Statistic'], alarm['Unit']], ['Average', 'Percent']);
        assert.equal('DatapointsToAlarm' in alarm || 'TreatMissingData' in alarm, false);
      }
    },
  },
  'cw-setalarmstate-needs-reason-data': {
    prepare: async (bed, names) => {
      await stepAlarm(bed);
      names.set('<now>', new Date(bed.clock.now()).toISOString());
    },
    check: async (_answers, bed) => {
      assert.match(await newestAction(bed), /^Successfully executed action/);
      assert.equal(await desiredCount(bed), 2);
      bed.advance(5);
      await setAlarm(bed, 1, { recentDataPoints: [100] });
      assert.match(await newestAction(bed), /Metric data points must be provided/);
      bed.advance(1);
      await setAlarm(bed, 15.6, { recentDatapoints: [100] });
      assert.match(
        await newestAction(bed),
        /Scaling deemed unsafe: Error parsing monitor data for out: Monitor data may/,
      );
      bed.advance(1);
      await setAlarm(bed, 5.7, { recentDatapoints: [100] });
      assert.match(await newestAction(bed), /^Successfully executed action/);
    },
  },
  'cw-ecs-metrics-samples-per-task': {
    run: async (bed, recorded) => {
      await web(bed, 2);
      await bed.admin('POST', '/_sim/autoscaling/put-metric', { resourceId, name: 'CPUUtilization', value: 25.425 });
      bed.advance(180);
      const points = await datapoints(bed);
      const expected = at(recorded.output, 'Datapoints', 0) as Json;
      assert.equal(points.length, 1);
      assert.deepEqual(Object.keys(points[0] ?? {}).toSorted(), [...Object.keys(expected), 'Timestamp'].toSorted());
      assert.equal(points[0]?.['SampleCount'], expected['SampleCount']);
      assert.equal(points[0]?.['Sum'], expected['Sum']);
      assert.equal(points[0]?.['Unit'], expected['Unit']);
    },
  },
  'cw-ecs-metrics-none-at-zero': {
    run: async (bed) => {
      await web(bed, 1);
      await bed.admin('POST', '/_sim/autoscaling/put-metric', { resourceId, name: 'CPUUtilization', value: 20 });
      bed.advance(180);
      assert.equal((await datapoints(bed)).length, 1);
      await bed.call('UpdateService', { cluster: 'demo', service: 'web', desiredCount: 0 });
      bed.advance(600);
      assert.deepEqual(await datapoints(bed), []);
      const hour = { StartTime: bed.clock.now() / 1000 - 3_600, EndTime: bed.clock.now() / 1000 };
      const { Datapoints: older } = await watch(bed, 'GetMetricStatistics', { ...cpuOfWeb, ...hour });
      assert.ok((older as Json[]).length >= 2);
    },
  },
};
