import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import {
  act,
  alarms,
  condition,
  cpu,
  createService,
  desiredCount,
  identity,
  isReady,
  key,
  policies,
  queue,
  queueAlarm,
  read,
  resourceId,
  scaledBed,
  watch,
} from '../support/scaling-world.ts';

const spec: EcsScalingSpec = { resourceId, minCapacity: 1, maxCapacity: 6, policies: [queue] };

function withAlarm(change: Partial<typeof queue.alarm> & Record<string, unknown>): EcsScalingSpec {
  return { ...spec, policies: [{ ...queue, alarm: { ...queue.alarm, ...change } }] };
}

async function replaced(bed: OperatorBed, next: EcsScalingSpec): Promise<void> {
  bed.scalings.replaceSpec(key, next);
  await bed.until(() => isReady(bed));
}

function policyArn(bed: OperatorBed): string | undefined {
  return read(bed).status?.policies?.find(({ name }) => name === 'queue')?.policyArn;
}

function depth(bed: OperatorBed, value: number): void {
  const data = [{ MetricName: 'QueueDepth', Dimensions: [{ Name: 'Queue', Value: 'orders' }], Value: value }];
  watch(bed, 'PutMetricData', { Namespace: 'Shop', MetricData: data });
}

describe('the alarm of a step policy', () => {
  it('is made with the policy, calls it, carries the owner, and stands in status', async () => {
    const bed = await scaledBed({ ...spec, tags: [{ key: 'team', value: 'shop' }] });
    expect(alarms(bed)).toMatchObject([{ AlarmName: queueAlarm, AlarmActions: [policyArn(bed)], Threshold: 100 }]);
    const { Tags } = watch(bed, 'ListTagsForResource', { ResourceARN: alarms(bed)[0]?.['AlarmArn'] });
    expect(Tags).toEqual(
      expect.arrayContaining([
        { Key: 'team', Value: 'shop' },
        { Key: 'ecs-operator.dev/name', Value: 'web' },
      ]),
    );
    expect(read(bed).status?.policies).toMatchObject([{ name: 'queue', alarms: [queueAlarm] }]);
  });

  it('scales when the metric rises, and the status tells what happened', async () => {
    const bed = await scaledBed(spec);
    for (let minute = 0; minute < 6; minute += 1) {
      depth(bed, 300);
      await bed.pass(60_000);
    }
    expect(desiredCount(bed)).toBeGreaterThan(1);
    const [newest, ...older] = read(bed).status?.activities ?? [];
    expect(newest?.cause).toContain(`monitor alarm ${queueAlarm} in state ALARM triggered policy queue`);
    expect([newest, ...older].map((each) => each?.message).join()).toContain('Successfully set desired count to');
  });

  it('is not put again while nothing changes, for hours', async () => {
    const bed = await scaledBed(spec);
    const before = bed.gate.effects.filter(({ kind }) => kind !== 'ApplyStatus').length;
    await bed.pass(14_400_000);
    expect(bed.gate.effects.filter(({ kind }) => kind !== 'ApplyStatus')).toHaveLength(before);
  });

  it('is changed alone, without its policy', async () => {
    const bed = await scaledBed(spec);
    bed.simulator.calls.reset();
    await replaced(bed, withAlarm({ threshold: 50 }));
    expect(alarms(bed)).toMatchObject([{ Threshold: 50, AlarmActions: [policyArn(bed)] }]);
    const calls = Object.keys(bed.simulator.calls.read());
    expect(calls).toContain('cloudwatch.PutMetricAlarm');
    expect(calls).not.toContain('application-autoscaling.PutScalingPolicy');
  });

  it('calls topics besides its policy', async () => {
    const topic = 'arn:aws:sns:us-east-1:111122223333:ops';
    const bed = await scaledBed(withAlarm({ alarmActions: [topic], okActions: [topic] }));
    expect(alarms(bed)).toMatchObject([{ AlarmActions: [policyArn(bed), topic], OKActions: [topic] }]);
    await replaced(bed, spec);
    expect(alarms(bed)).toMatchObject([{ AlarmActions: [policyArn(bed)], OKActions: [] }]);
  });

  it('is mended when another hand changes or deletes it', async () => {
    const bed = await scaledBed(spec);
    const [alarm] = alarms(bed);
    watch(bed, 'PutMetricAlarm', { ...definitionOf(alarm), Threshold: 7, AlarmActions: [] });
    await bed.pass(120_000);
    expect(alarms(bed)).toMatchObject([{ Threshold: 100, AlarmActions: [policyArn(bed)] }]);
    watch(bed, 'DeleteAlarms', { AlarmNames: [queueAlarm] });
    await bed.pass(120_000);
    expect(alarms(bed)).toMatchObject([{ AlarmName: queueAlarm }]);
  });

  it('is pointed at the new policy when the target was replaced', async () => {
    const bed = await scaledBed(spec);
    const before = policyArn(bed);
    act(bed, 'DeregisterScalableTarget', identity);
    await bed.until(() => policyArn(bed) !== undefined && policyArn(bed) !== before);
    await bed.until(() => isReady(bed));
    expect(policies(bed)).toEqual(['queue']);
    expect(alarms(bed)).toMatchObject([{ AlarmActions: [policyArn(bed)] }]);
  });

  it('goes with its policy, with its own field, and under another name', async () => {
    const bed = await scaledBed(spec);
    const { alarm: _alarm, ...bare } = queue;
    await replaced(bed, { ...spec, policies: [bare] });
    expect([alarms(bed), policies(bed)]).toEqual([[], ['queue']]);
    await replaced(bed, withAlarm({ alarmName: 'orders' }));
    expect(alarms(bed)).toMatchObject([{ AlarmName: 'orders' }]);
    await replaced(bed, withAlarm({ alarmName: 'orders-2' }));
    expect(alarms(bed)).toMatchObject([{ AlarmName: 'orders-2' }]);
    await replaced(bed, { ...spec, policies: [cpu] });
    expect([alarms(bed), policies(bed)]).toEqual([[], ['cpu']]);
    expect(read(bed).status?.ownedAlarms).toBeUndefined();
  });

  it('takes the tags of a later generation', async () => {
    const bed = await scaledBed({ ...spec, tags: [{ key: 'team', value: 'a' }] });
    await replaced(bed, { ...spec, tags: [{ key: 'stage', value: 'b' }] });
    const { Tags } = watch(bed, 'ListTagsForResource', { ResourceARN: alarms(bed)[0]?.['AlarmArn'] });
    const keys = (Tags as { Key: string }[]).map(({ Key }) => Key);
    expect(keys).toContain('stage');
    expect(keys).not.toContain('team');
  });

  it('is deleted with the object; Retain leaves it, without its owner', async () => {
    const bed = await scaledBed(spec);
    bed.scalings.delete(key);
    await bed.until(() => bed.scalings.read(key) === undefined);
    expect(alarms(bed)).toEqual([]);

    const retained = await scaledBed({ ...spec, deletionPolicy: 'Retain' });
    const arn = alarms(retained)[0]?.['AlarmArn'];
    retained.scalings.delete(key);
    await retained.until(() => retained.scalings.read(key) === undefined);
    expect(alarms(retained)).toHaveLength(1);
    expect(watch(retained, 'ListTagsForResource', { ResourceARN: arn }).Tags).toEqual([]);
  });
});

describe("somebody else's alarm of the same name", () => {
  const theirs = {
    AlarmName: queueAlarm,
    Namespace: 'Theirs',
    MetricName: 'M',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  };

  function bedWith(change: Partial<EcsScalingSpec>, tags: Record<string, string> = {}): OperatorBed {
    const bed = new OperatorBed();
    createService(bed);
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    watch(bed, 'PutMetricAlarm', { ...theirs, Tags });
    bed.scalings.create({ ...key, spec: { ...spec, ...change } });
    bed.start();
    return bed;
  }

  it('is refused, untouched, and outlives the object', async () => {
    const bed = bedWith({});
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'NotOwned');
    expect(condition(bed, 'Stalled')?.message).toContain(`alarm ${queueAlarm}`);
    expect(alarms(bed)).toMatchObject([{ Namespace: 'Theirs' }]);
    bed.scalings.delete(key);
    await bed.until(() => bed.scalings.read(key) === undefined);
    expect(alarms(bed)).toMatchObject([{ Namespace: 'Theirs' }]);
  });

  it('is taken over where adoptionPolicy says so, and marked first', async () => {
    const bed = bedWith({ adoptionPolicy: 'IfExists' });
    await bed.until(() => isReady(bed));
    expect(alarms(bed)).toMatchObject([{ Namespace: 'Shop', AlarmActions: [policyArn(bed)] }]);
    const writes = bed.gate.effects.map(({ kind }) => kind);
    expect(writes.indexOf('AlarmTagResource')).toBeLessThan(writes.indexOf('PutMetricAlarm'));
  });

  it('is never taken from another object', async () => {
    const owner = { 'ecs-operator.dev/kind': 'EcsScaling', 'ecs-operator.dev/installation': 'other' };
    const bed = bedWith({ adoptionPolicy: 'IfExists' }, owner);
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'NotOwned');
    expect(condition(bed, 'Stalled')?.message).toContain('of installation other');
  });
});

describe('an alarm without data', () => {
  it('is told after half an hour, once, and forgotten when data come', async () => {
    const bed = await scaledBed(spec);
    await bed.pass(1_500_000);
    expect(read(bed).status?.alarmsWithoutData).toBeUndefined();
    await bed.pass(600_000);
    expect(read(bed).status?.alarmsWithoutData).toEqual([queueAlarm]);
    await bed.pass(3_600_000);
    const told = bed.kube.events.filter(({ reason }) => reason === 'AlarmWithoutData');
    expect(told).toHaveLength(1);
    expect(told[0]?.message).toContain('Check namespace, name and dimensions of the metric');
    for (let minute = 0; minute < 4; minute += 1) {
      depth(bed, 1);
      await bed.pass(60_000);
    }
    expect(read(bed).status?.alarmsWithoutData).toBeUndefined();
  });

  it('is told of a tracked metric that somebody misspelled', async () => {
    const tracking = {
      name: 'depth',
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 10,
        customizedMetricSpecification: { namespace: 'Shop', metricName: 'QueueDeapth', statistic: 'Average' },
      },
    } as const;
    const bed = await scaledBed({ ...spec, policies: [tracking, cpu] });
    await bed.pass(2_400_000);
    const silent = read(bed).status?.alarmsWithoutData ?? [];
    expect(silent).toHaveLength(2);
    expect(read(bed).status?.policies?.find(({ name }) => name === 'depth')?.alarms).toEqual(silent);
  });
});

/** What PutMetricAlarm takes of what DescribeAlarms shows. */
function definitionOf(alarm: Record<string, unknown> = {}): Record<string, unknown> {
  const {
    AlarmArn: _arn,
    StateValue: _state,
    StateReason: _reason,
    StateUpdatedTimestamp: _updated,
    StateTransitionedTimestamp: _moved,
    AlarmConfigurationUpdatedTimestamp: _configured,
    ...definition
  } = alarm;
  return definition;
}
