import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import { scalingAdminActions } from '../../src/simulator/application-autoscaling/admin.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import {
  condition,
  cpu,
  createService,
  desiredCount,
  isReady,
  key,
  policies,
  putCpu,
  read,
  resourceId,
  scaledBed,
} from '../support/scaling-world.ts';
import * as stack from '../support/service-stack.ts';

const spec: EcsScalingSpec = { resourceId, minCapacity: 2, maxCapacity: 6, policies: [cpu] };

/** What goes wrong when Application Auto Scaling makes alarms for tracking policies; null: nothing. */
function trouble(bed: OperatorBed, kind: 'throttled' | 'denied' | 'unknown-token' | null): void {
  scalingAdminActions['set-alarm-access']?.(bed.simulator.context, { trouble: kind });
}

function troubled(kind: 'throttled' | 'denied' | 'unknown-token'): OperatorBed {
  const bed = new OperatorBed();
  createService(bed);
  bed.scalings.create({ ...key, spec });
  trouble(bed, kind);
  bed.start();
  return bed;
}

describe('CloudWatch behind Application Auto Scaling', () => {
  it('throttles: the policy comes when it is over, and services are not slowed down meanwhile', async () => {
    const bed = troubled('throttled');
    await bed.pass(30_000);
    expect(policies(bed)).toEqual([]);
    bed.taskDefinitions.create({ ...stack.key, spec: stack.taskDefinition('app:1') });
    bed.services.create({ ...stack.key, spec: stack.spec });
    await bed.until(() => stack.isReady(bed), 180_000);
    expect(isReady(bed)).toBe(false);
    trouble(bed, null);
    await bed.until(() => isReady(bed));
    expect(policies(bed)).toEqual(['cpu']);
  });

  it('throttles for long: that is told after five minutes', async () => {
    const bed = troubled('throttled');
    await bed.pass(240_000);
    expect(condition(bed, 'Ready')?.status).toBe('Unknown');
    await bed.until(() => condition(bed, 'Ready')?.reason === 'ProgressingWithRetry');
    expect(condition(bed, 'Ready')?.message).toContain('Rate exceeded');
  });

  it.each(['denied', 'unknown-token'] as const)('refuses (%s): waited for, then told as stalled', async (kind) => {
    const bed = troubled(kind);
    await bed.until(() => condition(bed, 'Ready')?.reason === 'DependencyNotReady');
    expect(condition(bed, 'Stalled')).toBeUndefined();
    await bed.until(() => condition(bed, 'Stalled') !== undefined);
    trouble(bed, null);
    await bed.until(() => isReady(bed));
  });
});

describe('what only tells more', () => {
  it('may be refused: scaling goes on, and what is missing is told once it may be read', async () => {
    const bed = await scaledBed(spec);
    bed.simulator.faults.add({ kind: 'access-denied', operation: 'DescribeScalingActivities' });
    putCpu(bed, 100);
    await bed.until(() => desiredCount(bed) > 2);
    await bed.pass(300_000);
    expect(isReady(bed)).toBe(true);
    expect(read(bed).status?.activities).toBeUndefined();
    bed.simulator.faults.clear();
    await bed.until(() => (read(bed).status?.activities ?? []).length > 0);
  });
});

describe('another update of the target that is pending', () => {
  it('is waited for', async () => {
    const bed = await scaledBed(spec);
    const hold = (held: boolean) => scalingAdminActions['hold-target']?.(bed.simulator.context, { resourceId, held });
    hold(true);
    bed.scalings.changeSpec(key, (present) => ({ ...present, maxCapacity: 8 }));
    await bed.pass(60_000);
    expect(isReady(bed)).toBe(false);
    hold(false);
    await bed.until(() => isReady(bed));
    expect(read(bed).status?.maxCapacity).toBe(8);
  });
});
