import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import type { EcsScaling } from '../../src/api/resources.ts';
import { crashMatrix } from '../support/crash-matrix.ts';
import { OperatorBed } from '../support/operator-bed.ts';

type Json = Record<string, unknown>;

const key = { namespace: 'shop', name: 'web' };
const resourceId = 'service/demo/web';
const cpu = {
  name: 'cpu',
  policyType: 'TargetTrackingScaling',
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 60,
    predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
} as const;
const spec: EcsScalingSpec = { resourceId, minCapacity: 2, maxCapacity: 6, policies: [cpu] };

/** A service of somebody else's: an EcsScaling may scale any. */
function createService(bed: OperatorBed): void {
  bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  bed.simulator.act('ecs', 'RegisterTaskDefinition', {
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }],
  });
  bed.simulator.act('ecs', 'CreateService', {
    cluster: 'demo',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 1,
  });
}

function create(bed: OperatorBed, change: Partial<EcsScalingSpec> = {}): void {
  bed.scalings.create({ ...key, spec: { ...spec, ...change } });
}

function read(bed: OperatorBed): EcsScaling {
  return bed.scalings.mustRead(key);
}

function condition(bed: OperatorBed, type: string) {
  return bed.scalings.read(key)?.status?.conditions?.find((each) => each.type === type);
}

function isReady(bed: OperatorBed): boolean {
  const ready = condition(bed, 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === read(bed).metadata.generation;
}

function act(bed: OperatorBed, operation: string, input: Json = {}): Json {
  return bed.simulator.act('application-autoscaling', operation, { ServiceNamespace: 'ecs', ...input });
}

function targets(bed: OperatorBed): Json[] {
  return act(bed, 'DescribeScalableTargets').ScalableTargets as Json[];
}

function policies(bed: OperatorBed): string[] {
  const answer = act(bed, 'DescribeScalingPolicies') as { ScalingPolicies: { PolicyName: string }[] };
  return answer.ScalingPolicies.map(({ PolicyName }) => PolicyName).toSorted();
}

const identity = { ResourceId: resourceId, ScalableDimension: 'ecs:service:DesiredCount' };

async function ready(change: Partial<EcsScalingSpec> = {}): Promise<OperatorBed> {
  const bed = new OperatorBed();
  createService(bed);
  create(bed, change);
  bed.start();
  await bed.until(() => isReady(bed));
  return bed;
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
    expect(targets(retained)).toHaveLength(1);
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
