import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import { act, cpu, putCpu } from '../support/scaling-world.ts';
import {
  awsWrites,
  isReady,
  key,
  read,
  service,
  spec,
  stackBed,
  startedBed,
  taskDefinition,
} from '../support/service-stack.ts';

/** Whose desiredCount is: the whole operator against scalers of all kinds, users, and others who write to ECS. */

const resourceId = 'service/demo/shop_web';
const identity = { ResourceId: resourceId, ScalableDimension: 'ecs:service:DesiredCount' };
const scaling: EcsScalingSpec = { serviceRef: { name: 'web' }, minCapacity: 3, maxCapacity: 8, policies: [cpu] };

function count(bed: OperatorBed): unknown {
  return service(bed)['desiredCount'];
}

function owner(bed: OperatorBed): string | undefined {
  return read(bed).status?.desiredCountOwner;
}

function setCount(bed: OperatorBed, desiredCount: number): void {
  bed.simulator.act('ecs', 'UpdateService', { cluster: 'demo', service: 'shop_web', desiredCount });
}

function updates(bed: OperatorBed): number {
  return awsWrites(bed).filter((kind) => kind === 'UpdateService').length;
}

async function scaled(change: Partial<EcsScalingSpec> = {}): Promise<OperatorBed> {
  const bed = await startedBed();
  bed.scalings.create({ ...key, spec: { ...scaling, ...change } });
  await bed.until(() => count(bed) === 3 && owner(bed) === 'ApplicationAutoScaling');
  await bed.pass(180_000);
  return bed;
}

describe('with an EcsScaling', () => {
  it('the count of the spec is not sent, whatever else changes', async () => {
    const bed = await scaled();
    bed.services.changeSpec(key, (held) => ({ ...held, propagateTags: 'SERVICE' as const }));
    bed.taskDefinitions.replaceSpec(key, taskDefinition('app:2'));
    await bed.until(() => updates(bed) >= 1 && isReady(bed));
    await bed.pass(600_000);
    expect(count(bed)).toBe(3);
  });

  it('a write to /scale has no effect, and an event says so, once', async () => {
    const bed = await scaled();
    bed.services.changeSpec(key, (held) => ({ ...held, desiredCount: 7 }));
    await bed.pass(600_000);
    expect(count(bed)).toBe(3);
    expect(isReady(bed)).toBe(true);
    const told = bed.kube.events.filter(({ reason }) => reason === 'CountNotSent');
    expect(told.map(({ message }) => message)).toEqual([expect.stringContaining('desiredCount 7 was not sent')]);
  });

  it('its bounds and its policies move the count, and the service stays Ready', async () => {
    const bed = await scaled();
    putCpu(bed, 100, resourceId);
    await bed.until(() => Number(count(bed)) > 3);
    putCpu(bed, 1, resourceId);
    await bed.until(() => count(bed) === 3, 3_600_000);
    bed.scalings.changeSpec(key, (held) => ({ ...held, minCapacity: 5 }));
    await bed.until(() => count(bed) === 5);
    bed.scalings.changeSpec(key, (held) => ({ ...held, minCapacity: 1, maxCapacity: 2 }));
    await bed.until(() => count(bed) === 2);
    await bed.until(() => isReady(bed) && read(bed).status?.runningCount === 2);
    expect(updates(bed)).toBe(0);
  });

  it('scales to zero and back, without a fight', async () => {
    const bed = await scaled();
    bed.scalings.changeSpec(key, (held) => ({ ...held, minCapacity: 0, maxCapacity: 0 }));
    await bed.until(() => count(bed) === 0 && service(bed)['runningCount'] === 0);
    await bed.pass(600_000);
    expect([count(bed), isReady(bed), updates(bed)]).toEqual([0, true, 0]);
    bed.scalings.changeSpec(key, (held) => ({ ...held, minCapacity: 2, maxCapacity: 4 }));
    await bed.until(() => service(bed)['runningCount'] === 2);
    expect(updates(bed)).toBe(0);
  });

  it('a rollout while the load falls ends with the count of the autoscaler', async () => {
    const bed = await scaled();
    putCpu(bed, 100, resourceId);
    await bed.until(() => Number(count(bed)) > 3);
    putCpu(bed, 1, resourceId);
    bed.taskDefinitions.replaceSpec(key, taskDefinition('app:2'));
    await bed.until(() => updates(bed) === 1 && isReady(bed));
    await bed.until(() => count(bed) === 3 && service(bed)['runningCount'] === 3, 3_600_000);
    await bed.pass(600_000);
    expect([count(bed), isReady(bed), updates(bed)]).toEqual([3, true, 1]);
  });

  it('that goes, the count stays where it is until the spec says another', async () => {
    const bed = await scaled();
    bed.scalings.delete(key);
    await bed.until(() => owner(bed) === 'External');
    await bed.pass(600_000);
    expect(count(bed)).toBe(3);
    bed.services.changeSpec(key, (held) => ({ ...held, propagateTags: 'SERVICE' as const }));
    await bed.pass(300_000);
    expect(count(bed)).toBe(3);
    bed.services.changeSpec(key, (held) => ({ ...held, desiredCount: 4 }));
    await bed.until(() => count(bed) === 4 && owner(bed) === 'Spec');
  });

  it('that is suspended, the count is still its own', async () => {
    const bed = await scaled();
    bed.scalings.changeSpec(key, (held) => ({ ...held, suspend: true }));
    setCount(bed, 6);
    bed.services.changeSpec(key, (held) => ({ ...held, desiredCount: 1 }));
    await bed.pass(600_000);
    expect([count(bed), owner(bed)]).toEqual([6, 'ApplicationAutoScaling']);
  });

  it('that is suspended from the beginning and never made a target, too', async () => {
    const bed = await startedBed();
    bed.scalings.create({ ...key, spec: { ...scaling, suspend: true } });
    await bed.until(() => owner(bed) === 'ApplicationAutoScaling');
    setCount(bed, 6);
    await bed.pass(600_000);
    expect(count(bed)).toBe(6);
  });

  it('that spells the service out, too, and it goes on when the service is created again', async () => {
    const bed = await startedBed();
    const { serviceRef: _serviceRef, ...rest } = scaling;
    bed.scalings.create({ namespace: 'platform', name: 'other', spec: { ...rest, resourceId } });
    await bed.until(() => owner(bed) === 'ApplicationAutoScaling' && count(bed) === 3);
    bed.simulator.act('ecs', 'DeleteService', { cluster: 'demo', service: 'shop_web', force: true });
    await bed.until(() => service(bed)['status'] === 'ACTIVE' && count(bed) === 3, 1_800_000);
    const targets = () => act(bed, 'DescribeScalableTargets').ScalableTargets as { ResourceId: string }[];
    await bed.until(() => targets().length === 1);
    expect(targets()).toMatchObject([{ ResourceId: resourceId, MinCapacity: 3 }]);
  });

  it('the count survives a restart, and two operators that hand over', async () => {
    const bed = await scaled();
    setCount(bed, 6);
    bed.services.changeSpec(key, (held) => ({ ...held, desiredCount: 1 }));
    for (let round = 0; round < 5; round += 1) {
      bed.kill();
      bed.start();
      await bed.pass(round * 700);
    }
    await bed.pass(600_000);
    expect([count(bed), updates(bed)]).toEqual([6, 0]);
  });
});

describe("with somebody else's scalable target", () => {
  it('the count is not sent, from the first difference on', async () => {
    const bed = await startedBed();
    act(bed, 'RegisterScalableTarget', { ...identity, MinCapacity: 4, MaxCapacity: 9 });
    await bed.until(() => owner(bed) === 'ApplicationAutoScaling');
    setCount(bed, 7);
    await bed.pass(600_000);
    expect([count(bed), updates(bed)]).toEqual([7, 0]);
    act(bed, 'DeregisterScalableTarget', identity);
    await bed.until(() => owner(bed) === 'External');
    await bed.pass(600_000);
    expect([count(bed), updates(bed)]).toEqual([7, 0]);
  });
});

describe('without any', () => {
  it('the spec wins over another hand', async () => {
    const bed = await startedBed();
    setCount(bed, 7);
    await bed.until(() => count(bed) === 2);
    expect(owner(bed)).toBe('Spec');
  });

  it('and without a count in the spec, another hand has it', async () => {
    const { desiredCount: _count, ...without } = spec;
    const bed = stackBed('app:1', without);
    bed.start();
    await bed.until(() => isReady(bed));
    setCount(bed, 5);
    await bed.pass(600_000);
    expect([count(bed), owner(bed)]).toEqual([5, 'External']);
  });
});

describe('a service that is created', () => {
  it.each([
    ['with a count in the spec', 6, 6],
    ['without one', undefined, 3],
  ])('beside an EcsScaling, %s, begins there', async (_case, desiredCount, expected) => {
    const { desiredCount: _count, ...without } = spec;
    const bed = stackBed('app:1', desiredCount === undefined ? without : { ...without, desiredCount });
    bed.scalings.create({ ...key, spec: scaling });
    bed.start();
    await bed.until(() => isReady(bed) && owner(bed) === 'ApplicationAutoScaling');
    await bed.pass(300_000);
    expect(count(bed)).toBe(expected);
    expect(updates(bed)).toBe(0);
  });
});
