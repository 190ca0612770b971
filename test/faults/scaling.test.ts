import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import { crashMatrix } from '../support/crash-matrix.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import {
  act,
  condition,
  cpu,
  createService,
  identity,
  isReady,
  key,
  policies,
  queue,
  read,
  resourceId,
  scaledBed,
  targets,
} from '../support/scaling-world.ts';

const spec: EcsScalingSpec = { resourceId, minCapacity: 2, maxCapacity: 6, policies: [cpu] };

function create(bed: OperatorBed, change: Partial<EcsScalingSpec> = {}): void {
  bed.scalings.create({ ...key, spec: { ...spec, ...change } });
}

function ready(change: Partial<EcsScalingSpec> = {}): Promise<OperatorBed> {
  return scaledBed({ ...spec, ...change });
}

describe('EcsScaling', () => {
  it('registers a target with its policy and says so', async () => {
    const bed = await ready();
    expect(targets(bed)).toMatchObject([{ ResourceId: resourceId, MinCapacity: 2, MaxCapacity: 6 }]);
    expect(policies(bed)).toEqual(['cpu']);
    expect(read(bed).status).toMatchObject({ minCapacity: 2, maxCapacity: 6, policies: [{ name: 'cpu' }] });
    expect(read(bed).status?.policies?.[0]?.alarms).toHaveLength(2);
  });

  it('puts nothing that is equal: alarms keep their names while nothing changes', async () => {
    const bed = await ready();
    const alarms = read(bed).status?.policies?.[0]?.alarms;
    const before = bed.gate.effects.length;
    await bed.pass(3_600_000);
    expect(bed.gate.effects.length).toBe(before);
    expect(read(bed).status?.policies?.[0]?.alarms).toEqual(alarms);
  });

  it('mends what another hand changed, within the resync period', async () => {
    const bed = await ready();
    act(bed, 'DeleteScalingPolicy', { ...identity, PolicyName: 'cpu' });
    act(bed, 'RegisterScalableTarget', { ...identity, MaxCapacity: 3 });
    await bed.pass(180_000);
    expect(policies(bed)).toEqual(['cpu']);
    expect(targets(bed)).toMatchObject([{ MaxCapacity: 6 }]);
  });

  it('only tells, where driftPolicy is Observe', async () => {
    const bed = await ready({ driftPolicy: 'Observe' });
    act(bed, 'RegisterScalableTarget', { ...identity, MaxCapacity: 3 });
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'Drifted');
    expect(read(bed).status?.plan).toEqual(['Change bounds to 2 and 6']);
    expect(targets(bed)).toMatchObject([{ MaxCapacity: 3 }]);
  });

  it("refuses somebody else's target", async () => {
    const bed = new OperatorBed();
    createService(bed);
    act(bed, 'RegisterScalableTarget', { ...identity, MinCapacity: 1, MaxCapacity: 2 });
    create(bed);
    bed.start();
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'NotOwned');
    expect(targets(bed)).toMatchObject([{ MinCapacity: 1, MaxCapacity: 2 }]);
    expect(policies(bed)).toEqual([]);
  });

  it("refuses another EcsScaling's target, whatever the second one's adoptionPolicy", async () => {
    const bed = await ready();
    bed.scalings.create({
      namespace: 'other',
      name: 'web',
      spec: { ...spec, maxCapacity: 9, adoptionPolicy: 'IfExists' },
    });
    const second = () => bed.scalings.read({ namespace: 'other', name: 'web' })?.status?.conditions ?? [];
    await bed.until(() => second().some(({ type, reason }) => type === 'Stalled' && reason === 'Conflict'));
    expect(second().find(({ type }) => type === 'Stalled')?.message).toContain('made by EcsScaling shop/web');
    expect(targets(bed)).toMatchObject([{ MaxCapacity: 6 }]);
    bed.scalings.delete({ namespace: 'other', name: 'web' });
    await bed.until(() => bed.scalings.list().length === 1);
    expect(targets(bed)).toHaveLength(1);
  });

  it('leaves foreign policies alone and names them', async () => {
    const bed = await ready();
    act(bed, 'PutScalingPolicy', {
      ...identity,
      PolicyName: 'theirs',
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ExactCapacity',
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
      },
    });
    await bed.until(() => read(bed).status?.foreign?.[0] === 'theirs');
    expect(policies(bed)).toEqual(['cpu', 'theirs']);
  });

  it('removes what left the spec', async () => {
    const bed = await ready({ tags: [{ key: 'team', value: 'a' }] });
    bed.scalings.replaceSpec(key, { ...spec, policies: [] });
    await bed.until(() => isReady(bed));
    expect(policies(bed)).toEqual([]);
    const arn = read(bed).status?.scalableTargetArn;
    const { Tags } = bed.simulator.act('application-autoscaling', 'ListTagsForResource', { ResourceARN: arn });
    expect(Tags).not.toHaveProperty('team');
  });

  it('lets two policies change places, though AWS takes one policy for a metric', async () => {
    const memory = {
      targetValue: 70,
      predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageMemoryUtilization' as const },
    };
    const tracking = cpu.targetTrackingScalingPolicyConfiguration;
    const both = (a: typeof memory | typeof tracking, b: typeof memory | typeof tracking) => [
      { ...cpu, name: 'a', targetTrackingScalingPolicyConfiguration: a },
      { ...cpu, name: 'b', targetTrackingScalingPolicyConfiguration: b },
    ];
    const bed = await ready({ policies: both(tracking, memory) });
    bed.scalings.replaceSpec(key, { ...spec, policies: both(memory, tracking) });
    await bed.until(() => isReady(bed));
    const { ScalingPolicies } = act(bed, 'DescribeScalingPolicies') as { ScalingPolicies: Record<string, unknown>[] };
    const held = ScalingPolicies.map(({ PolicyName, TargetTrackingScalingPolicyConfiguration: configuration }) => [
      PolicyName,
      (configuration as { TargetValue: number }).TargetValue,
    ]);
    expect(Object.fromEntries(held)).toEqual({ a: 70, b: 60 });
  });

  it('puts a policy of another type in the place of one', async () => {
    const bed = await ready();
    bed.scalings.replaceSpec(key, { ...spec, policies: [{ ...queue, name: 'cpu' }] });
    await bed.until(() => isReady(bed));
    const { ScalingPolicies } = act(bed, 'DescribeScalingPolicies');
    expect(ScalingPolicies).toMatchObject([{ PolicyName: 'cpu', PolicyType: 'StepScaling' }]);
  });

  it('waits for a service that does not exist yet, and goes on when it does', async () => {
    const bed = new OperatorBed();
    create(bed);
    bed.start();
    await bed.until(() => condition(bed, 'Ready')?.reason === 'DependencyNotReady');
    createService(bed);
    await bed.until(() => isReady(bed));
  });

  it('deletes its target with everything on it; Retain leaves it', async () => {
    const bed = await ready();
    bed.scalings.delete(key);
    await bed.until(() => bed.scalings.read(key) === undefined);
    expect(targets(bed)).toEqual([]);

    const retained = await ready({ deletionPolicy: 'Retain' });
    retained.scalings.delete(key);
    await retained.until(() => retained.scalings.read(key) === undefined);
    const [kept] = targets(retained);
    const { Tags } = retained.simulator.act('application-autoscaling', 'ListTagsForResource', {
      ResourceARN: kept?.['ScalableTargetARN'],
    });
    expect(Object.keys(Tags as object).filter((tag) => tag.startsWith('ecs-operator.dev/'))).toEqual([]);
  });

  it('is content when the target goes while it looks at it, as with a deleted service', async () => {
    const bed = await ready();
    const call = bed.simulator.call.bind(bed.simulator);
    bed.simulator.call = (service, operation, input) => {
      if (operation === 'ListTagsForResource') act(bed, 'DeregisterScalableTarget', identity);
      return call(service, operation, input);
    };
    bed.scalings.delete(key);
    await bed.pass(5_000);
    expect(bed.scalings.read(key)).toBeUndefined();
  });

  it('does nothing while suspended, and tells what it would do', async () => {
    const bed = new OperatorBed();
    createService(bed);
    create(bed, { suspend: true });
    bed.start();
    await bed.until(() => condition(bed, 'Suspended') !== undefined);
    expect(targets(bed)).toEqual([]);
    expect(read(bed).status?.plan).toEqual([`Register ${resourceId} between 2 and 6 tasks`, 'Create policy cpu']);
  });
});

describe('crash matrix', () => {
  const start = async (bed: OperatorBed): Promise<void> => {
    createService(bed);
    create(bed, { tags: [{ key: 'team', value: 'a' }] });
    await bed.until(() => isReady(bed));
  };

  crashMatrix({ name: 'create', run: start });

  crashMatrix({
    name: 'change',
    given: start,
    run: async (bed) => {
      const fewer = { ...spec, maxCapacity: 4, policies: [{ ...cpu, name: 'cpu-2' }] };
      bed.scalings.replaceSpec(key, fewer);
      await bed.until(() => isReady(bed));
    },
  });

  crashMatrix({
    name: 'delete',
    given: start,
    run: async (bed) => {
      bed.scalings.delete(key);
      await bed.until(() => bed.scalings.read(key) === undefined);
    },
  });
});
