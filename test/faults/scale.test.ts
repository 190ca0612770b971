import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { OperatorBed } from '../support/operator-bed.ts';
import { allObjects, allReady, callsOf, createStacks, failedCallsOf } from '../support/stack-bed.ts';
import { stacks } from '../support/stacks.ts';

jest.setTimeout(120_000);

const COUNT = 1_000;
/** Far above 1: bringing a thousand stacks up at AWS's pace takes an hour and a half of domain time. */
const UNPACED = 10_000;

/** What one look at everything takes at the least: ten services, 50 targets, ten policies, 50 actions a call. */
const onePass = {
  DescribeServices: COUNT / 10,
  DescribeScalableTargets: COUNT / 50,
  DescribeScalingPolicies: COUNT / 10,
  DescribeScheduledActions: COUNT / 50,
};

describe('a thousand task definitions, services and scalings', () => {
  const bed = new OperatorBed({ share: 0.5 });
  let versions: readonly string[];

  /** Passes `ms`, in which nothing may be written to either side and no call may fail. */
  async function quietly(ms: number): Promise<void> {
    const writes = bed.gate.effects.length;
    await bed.pass(ms);
    expect(bed.gate.effects.slice(writes)).toEqual([]);
    expect(allObjects(bed).map(({ metadata }) => metadata.resourceVersion)).toEqual(versions);
    expect(failedCallsOf(bed)).toEqual({});
  }

  beforeAll(async () => {
    createStacks(bed, stacks(COUNT));
    bed.start({}, UNPACED);
    await bed.until(() => allReady(bed), 120_000);
    await bed.pass(70_000);
    bed.kill();
    bed.simulator.throttle.enabled = true;
    bed.simulator.calls.reset();
    versions = allObjects(bed).map(({ metadata }) => metadata.resourceVersion);
  });

  afterAll(() => bed.dispose());

  it('is looked at once after a restart, in full batches and pages, and nothing is written', async () => {
    bed.start();
    await quietly(50_000);
    expect(callsOf(bed)).toEqual({ GetCallerIdentity: 1, ...onePass });
  });

  it('costs the same in a steady pass, and task definitions cost nothing', async () => {
    // Services come again after a resync period of 60 s, a tenth more or less: between 54 and 71 s after the start.
    bed.simulator.calls.reset();
    await quietly(50_000);
    const services = callsOf(bed);
    // The pages of scalings take 47 s at half of what AWS allows. That is more than half of a resync period, which is
    // stretched to 93 s therefore: the next listing begins about 130 s after the start.
    await quietly(100_000);
    const both = callsOf(bed);
    expect(services).toMatchObject({ DescribeServices: COUNT / 10 });
    expect(both).toEqual({ ...onePass, DescribeServices: expect.any(Number) });
  });

  it('mends one that another hand changed, with one write', async () => {
    const before = bed.gate.effects.length;
    bed.simulator.act('ecs', 'UpdateService', {
      cluster: 'demo',
      service: 'shop_app-0500',
      deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 100 },
    });
    await bed.pass(120_000);
    const writes = bed.gate.effects.slice(before).filter(({ kind }) => kind !== 'ApplyStatus');
    expect(writes).toEqual([{ object: 'EcsService/shop/app-0500', kind: 'UpdateService' }]);
    expect(allReady(bed)).toBe(true);
  });
});

describe('sixty of each, in the long run', () => {
  it('still cost one batch or page for as many as it holds, though their times have drifted apart', async () => {
    const bed = new OperatorBed();
    createStacks(bed, stacks(60));
    bed.start();
    await bed.until(() => allReady(bed), 300_000);
    await bed.pass(1_800_000);
    bed.simulator.calls.reset();
    await bed.pass(1_800_000);
    const { DescribeTaskDefinition, ...calls } = callsOf(bed);
    bed.dispose();
    // 30 resync periods of 60 s; a resync may come a tenth sooner.
    const passes = 30 / 0.9;
    const perPass = {
      DescribeServices: 6,
      DescribeScalableTargets: 2,
      DescribeScalingPolicies: 6,
      DescribeScheduledActions: 2,
    };
    for (const [operation, count] of Object.entries(perPass)) {
      expect({ operation, ok: (calls[operation] ?? 0) <= Math.ceil(count * passes) }).toEqual({ operation, ok: true });
    }
    expect(Object.keys(calls).toSorted()).toEqual(Object.keys(perPass).toSorted());
    // Each revision is looked at once in ten minutes.
    expect(DescribeTaskDefinition).toBeLessThanOrEqual(60 * 4);
  });
});
