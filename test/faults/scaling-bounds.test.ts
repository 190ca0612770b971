import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import {
  act,
  condition,
  cpu,
  desiredCount,
  identity,
  isReady,
  key,
  policies,
  putCpu,
  read,
  resourceId,
  scaledBed,
  targets,
} from '../support/scaling-world.ts';

const spec: EcsScalingSpec = { resourceId, minCapacity: 2, maxCapacity: 6, policies: [cpu] };
const rush = { name: 'rush', schedule: 'rate(5 minutes)', scalableTargetAction: { minCapacity: 4 } };

function bounds(bed: OperatorBed): unknown {
  return targets(bed).map(({ MinCapacity, MaxCapacity }) => [MinCapacity, MaxCapacity])[0];
}

function moveBounds(bed: OperatorBed): void {
  act(bed, 'RegisterScalableTarget', { ...identity, MinCapacity: 3, MaxCapacity: 5 });
}

describe('the bounds', () => {
  it('that a schedule moves stay, and status tells whose they are', async () => {
    const bed = await scaledBed({ ...spec, scheduledActions: [rush] });
    await bed.pass(600_000);
    expect(bounds(bed)).toEqual([4, 6]);
    expect(read(bed).status).toMatchObject({ minCapacity: 4, maxCapacity: 6, boundsSetBy: 'ScheduledAction/rush' });
    expect(condition(bed, 'Ready')?.message).toBe('Scales between 4 and 6 tasks, as ScheduledAction/rush has set.');
    expect(desiredCount(bed)).toBe(4);
  });

  it('are sent again when the spec changes', async () => {
    const bed = await scaledBed({ ...spec, scheduledActions: [{ ...rush, schedule: 'at(2026-01-01T00:02:00)' }] });
    await bed.until(() => bounds(bed)?.toString() === '4,6');
    bed.scalings.changeSpec(key, (held) => ({ ...held, maxCapacity: 9 }));
    await bed.until(() => isReady(bed));
    await bed.pass(300_000);
    expect(bounds(bed)).toEqual([2, 9]);
    expect(read(bed).status?.boundsSetBy).toBe('Spec');
  });

  it('are not sent along when something else changes', async () => {
    const bed = await scaledBed({ ...spec, scheduledActions: [{ ...rush, schedule: 'at(2026-01-01T00:02:00)' }] });
    await bed.until(() => bounds(bed)?.toString() === '4,6');
    bed.scalings.changeSpec(key, (held) => ({ ...held, suspendedState: { dynamicScalingInSuspended: true } }));
    await bed.until(() => isReady(bed));
    expect(bounds(bed)).toEqual([4, 6]);
  });

  it.each([
    ['Enforce', [rush], [2, 6]],
    ['Initial', [], [3, 5]],
    [undefined, [], [2, 6]],
    [undefined, [{ ...rush, schedule: 'at(2030-01-01T00:00:00)' }], [3, 5]],
  ] as const)('with boundsPolicy %s that somebody else moves', async (boundsPolicy, scheduledActions, expected) => {
    const named = boundsPolicy === undefined ? {} : { boundsPolicy };
    const bed = await scaledBed({ ...spec, ...named, scheduledActions: [...scheduledActions] });
    moveBounds(bed);
    await bed.pass(200_000);
    expect(bounds(bed)).toEqual(expected);
    expect(read(bed).status?.boundsSetBy).toBe(expected[0] === 2 ? 'Spec' : 'External');
  });
});

describe("somebody else's names on our target", () => {
  const theirs = {
    ...identity,
    PolicyName: 'memory',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 80,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
    },
  };
  const memory = {
    name: 'memory',
    policyType: 'TargetTrackingScaling',
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 50,
      predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
    },
  } as const;

  function heldTarget(bed: OperatorBed): number | undefined {
    const { ScalingPolicies: held } = act(bed, 'DescribeScalingPolicies') as {
      ScalingPolicies: { PolicyName: string; TargetTrackingScalingPolicyConfiguration: { TargetValue: number } }[];
    };
    const found = held.find(({ PolicyName }) => PolicyName === 'memory');
    return found?.TargetTrackingScalingPolicyConfiguration.TargetValue;
  }

  it('are counted and named', async () => {
    const bed = await scaledBed(spec);
    act(bed, 'PutScalingPolicy', theirs);
    const schedule = { Schedule: 'rate(7 days)', ScalableTargetAction: { MinCapacity: 1 } };
    act(bed, 'PutScheduledAction', { ...identity, ScheduledActionName: 'weekly', ...schedule });
    await bed.until(() => read(bed).status?.foreignCount === 2);
    expect(read(bed).status?.foreign).toEqual(['memory', 'weekly']);
    expect(isReady(bed)).toBe(true);
  });

  it('are refused when the spec takes one of them, and nothing is changed', async () => {
    const bed = await scaledBed(spec);
    act(bed, 'PutScalingPolicy', theirs);
    bed.scalings.changeSpec(key, (held) => ({ ...held, maxCapacity: 7, policies: [cpu, memory] }));
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'NotOwned');
    expect(condition(bed, 'Stalled')?.message).toContain(`${resourceId} has the policy memory already`);
    expect([heldTarget(bed), bounds(bed)]).toEqual([80, [2, 6]]);
    bed.scalings.delete(key);
    await bed.until(() => bed.scalings.read(key) === undefined);
  });

  it('are taken over where adoptionPolicy says so, and are ours from then on', async () => {
    const bed = await scaledBed(spec);
    act(bed, 'PutScalingPolicy', theirs);
    bed.scalings.changeSpec(key, (held) => ({ ...held, adoptionPolicy: 'IfExists', policies: [cpu, memory] }));
    await bed.until(() => isReady(bed));
    expect(heldTarget(bed)).toBe(50);
    const told = bed.kube.events.filter(({ reason }) => reason === 'TargetAdopted');
    expect(told.map(({ message }) => message)).toEqual([`Took over policy memory of ${resourceId}.`]);
    bed.scalings.changeSpec(key, (held) => ({ ...held, policies: [cpu] }));
    await bed.until(() => isReady(bed));
    expect(policies(bed)).toEqual(['cpu']);
  });

  it('are ours again when a restored object without status finds its target', async () => {
    const bed = await scaledBed({ ...spec, policies: [cpu, memory] });
    bed.scalings.replaceStatus(key, { observedGeneration: -1, conditions: [] });
    bed.scalings.changeSpec(key, (held) => ({ ...held, policies: [{ ...memory, name: 'memory' }] }));
    await bed.until(() => isReady(bed));
    expect(policies(bed)).toContain('memory');
  });
});

describe('the activities in status', () => {
  it('are read when the count has moved, and tell it; newest first', async () => {
    const bed = await scaledBed(spec);
    await bed.pass(600_000);
    bed.simulator.calls.reset();
    await bed.pass(3_600_000);
    const reads = () => bed.simulator.calls.read()['application-autoscaling.DescribeScalingActivities']?.calls ?? 0;
    expect(reads()).toBe(0);
    putCpu(bed, 100);
    await bed.until(() => desiredCount(bed) > 2);
    await bed.until(() => read(bed).status?.activitiesCount === desiredCount(bed));
    const [newest] = read(bed).status?.activities ?? [];
    expect(newest?.cause).toMatch(/^monitor alarm TargetTracking-.* in state ALARM triggered policy cpu$/);
    expect(reads()).toBeGreaterThan(0);
    const times = (read(bed).status?.activities ?? []).map(({ startedAt }) => startedAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('say why nothing more happens at the bound', async () => {
    const bed = await scaledBed({ ...spec, maxCapacity: 3 });
    putCpu(bed, 100);
    await bed.until(() => desiredCount(bed) === 3);
    await bed.pass(900_000);
    const messages = read(bed).status?.activities?.map(({ message }) => message);
    expect(messages).toContain('Not scaled: already at max capacity 3.');
    const reads = bed.simulator.calls.read()['application-autoscaling.DescribeScalingActivities']?.calls ?? 0;
    await bed.pass(7_200_000);
    expect(bed.simulator.calls.read()['application-autoscaling.DescribeScalingActivities']?.calls).toBe(reads);
  });
});
