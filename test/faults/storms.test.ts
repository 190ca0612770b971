import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { CrashGate } from '../support/crash-gate.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import type { BedOptions } from '../support/operator-bed.ts';
import {
  allObjects,
  allReady,
  awsNameOf,
  callsOf,
  createStacks,
  failedCallsOf,
  isReady,
  stackKey,
} from '../support/stack-bed.ts';
import { STACK_CLUSTER, stacks } from '../support/stacks.ts';

/** Half of AWS's documented limits, which hold. */
const paced: BedOptions = { share: 0.5, throttling: true };
const UNPACED = 10_000;

jest.setTimeout(120_000);

let bed: OperatorBed;

afterEach(() => bed.dispose());

/** A settled world, brought up without regard to limits, and an operator that was just started again. */
async function settledWorld(count: number, options: BedOptions = {}): Promise<OperatorBed> {
  const settled = new OperatorBed({ share: 0.5, ...options });
  createStacks(settled, stacks(count));
  settled.start({}, UNPACED);
  await settled.until(() => allReady(settled), 120_000);
  await settled.pass(70_000);
  settled.kill();
  settled.simulator.throttle.enabled = true;
  settled.simulator.calls.reset();
  settled.start();
  return settled;
}

function totalCalls(of: OperatorBed): number {
  return Object.values(callsOf(of)).reduce((sum, count) => sum + count, 0);
}

function conditions(of: OperatorBed): unknown {
  return allObjects(of).map(({ status }) => status?.conditions);
}

function awsWrites(effects: CrashGate['effects']): string[] {
  return effects
    .filter(({ kind }) => kind !== 'ApplyStatus' && kind !== 'SetFinalizers')
    .map(({ kind, object }) => `${kind} ${object}`);
}

function serviceNames(of: OperatorBed): string[] {
  const { services } = of.simulator.world.services;
  return [...services.values()].map(({ name }) => name).toSorted();
}

describe('a hundred stacks at once', () => {
  it('come up without one throttled call, in the time that the slowest limit takes', async () => {
    bed = new OperatorBed(paced);
    createStacks(bed, stacks(100));
    bed.start();
    const start = bed.clock.now();
    await bed.until(() => allReady(bed), 600_000);
    expect(JSON.stringify(failedCallsOf(bed))).not.toContain('Throttling');
    expect(callsOf(bed)).toMatchObject({
      RegisterTaskDefinition: 100,
      CreateService: 100,
      RegisterScalableTarget: 100,
      PutScalingPolicy: 100,
      PutScheduledAction: 100,
    });
    // (100 - 10) registrations at half of one a second, then the last rollout.
    expect((bed.clock.now() - start) / 1_000).toBeLessThanOrEqual(180 + 60);
  });
});

describe('AWS throttles every call', () => {
  it('for a minute: no condition moves, calls become fewer, and all comes back by itself', async () => {
    bed = await settledWorld(100);
    await bed.pass(60_000);
    const before = conditions(bed);
    bed.simulator.calls.reset();
    bed.simulator.faults.add({ kind: 'throttle' });
    await bed.pass(60_000);
    expect(conditions(bed)).toEqual(before);
    // A steady minute takes 24 calls for 100 stacks. Each object tries for itself now, at most once more.
    expect(totalCalls(bed)).toBeLessThanOrEqual(100);

    bed.simulator.faults.clear();
    bed.simulator.calls.reset();
    await bed.pass(600_000);
    expect(conditions(bed)).toEqual(before);
    expect(failedCallsOf(bed)).toEqual({});
    expect(totalCalls(bed)).toBeLessThanOrEqual(500);
  });

  it('while a user changes something: the change is made once, when AWS lets it', async () => {
    bed = await settledWorld(20);
    await bed.pass(60_000);
    const key = stackKey({ name: 'app-0007' });
    bed.simulator.faults.add({ kind: 'throttle' });
    await bed.pass(10_000);
    const before = bed.gate.effects.length;
    bed.services.changeSpec(key, (spec) => ({ ...spec, propagateTags: 'SERVICE' }));
    await bed.pass(50_000);
    expect(bed.services.mustRead(key).status?.conditions).toMatchObject([
      { type: 'Ready', status: 'Unknown', observedGeneration: 2 },
      { type: 'Reconciling', status: 'True', reason: 'Progressing' },
    ]);
    bed.simulator.faults.clear();
    await bed.until(() => allReady(bed), 300_000);
    const sent = new Set(awsWrites(bed.gate.effects.slice(before)));
    expect(sent).toEqual(new Set(['UpdateService EcsService/shop/app-0007']));
    const { calls = 0, errors = {} } = bed.simulator.calls.read()['ecs.UpdateService'] ?? {};
    expect(calls - (errors['ThrottlingException'] ?? 0)).toBe(1);
  });

  it('for ten minutes: after five it is told, as a retry and not as a fault of the user', async () => {
    bed = await settledWorld(10);
    await bed.pass(60_000);
    bed.simulator.faults.add({ kind: 'throttle' });
    await bed.pass(1_200_000);
    const service = bed.services.mustRead(stackKey({ name: 'app-0003' }));
    expect(service.status?.conditions).toMatchObject([
      { type: 'Ready', status: 'False', reason: 'ProgressingWithRetry' },
      { type: 'Reconciling', status: 'True', reason: 'ProgressingWithRetry' },
    ]);
    bed.simulator.faults.clear();
    await bed.until(() => allReady(bed), 600_000);
  });
});

describe('a user who changes one of a thousand services', () => {
  it('is served before the look at all of them, which a restart began, is over', async () => {
    bed = new OperatorBed({ share: 0.5 });
    const names = stacks(1_000).map(({ name }) => name);
    bed.simulator.act('ecs', 'CreateCluster', { clusterName: STACK_CLUSTER });
    bed.simulator.act('ecs', 'RegisterTaskDefinition', {
      family: 'shared',
      containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }],
    });
    for (const name of names) {
      const spec = { cluster: STACK_CLUSTER, taskDefinition: 'shared', launchType: 'EC2', desiredCount: 0 } as const;
      bed.services.create({ ...stackKey({ name }), spec });
    }
    bed.start({}, UNPACED);
    await bed.until(() => allReady(bed), 300_000);
    await bed.pass(70_000);
    bed.kill();
    bed.simulator.throttle.enabled = true;
    bed.simulator.calls.reset();
    const before = bed.gate.effects.length;
    bed.start();
    bed.services.changeSpec(stackKey({ name: 'app-0999' }), (spec) => ({ ...spec, desiredCount: 1 }));
    await bed.pass(1_000);
    expect(awsWrites(bed.gate.effects.slice(before))).toEqual(['UpdateService EcsService/shop/app-0999']);
    expect(callsOf(bed)['DescribeServices']).toBeLessThan(70);
    await bed.pass(40_000);
    expect(callsOf(bed)['DescribeServices']).toBeGreaterThanOrEqual(100);
    expect(failedCallsOf(bed)).toEqual({});
  });
});

describe('one bad name in a batch of ten', () => {
  it('is blamed alone, and does not hold up the others', async () => {
    bed = new OperatorBed(paced);
    const ten = stacks(10);
    const [bad, ...good] = ten;
    const elsewhere = 'arn:aws:ecs:us-east-1:111122223333:service/elsewhere/web';
    createStacks(bed, ten);
    bed.services.changeSpec(stackKey(bad!), (spec) => ({ ...spec, serviceName: elsewhere }));
    bed.start();
    await bed.until(() => good.every((each) => isReady(bed.services.mustRead(stackKey(each)))), 300_000);
    expect(bed.services.mustRead(stackKey(bad!)).status?.conditions).toMatchObject([
      { type: 'Ready', status: 'False', reason: 'InvalidSpec' },
      { type: 'Stalled', status: 'True', message: expect.stringContaining('Identifier is for cluster elsewhere') },
    ]);
    const stalled = allObjects(bed).filter(({ status }) => status?.conditions?.some(({ type }) => type === 'Stalled'));
    expect(stalled).toHaveLength(1);
    expect(serviceNames(bed)).toEqual(good.map(awsNameOf));
  });
});

describe('DescribeServices does not know yet what was just created', () => {
  it('makes no second service, for ten at once', async () => {
    bed = new OperatorBed(paced);
    const ten = stacks(10);
    createStacks(bed, ten);
    bed.simulator.faults.add({ operation: 'DescribeServices', kind: 'missing' });
    bed.start();
    await bed.until(() => callsOf(bed)['CreateService'] === 10);
    // Missing twice, ten seconds apart, would mean that it is gone.
    await bed.pass(8_000);
    bed.simulator.faults.clear();
    await bed.until(() => allReady(bed), 300_000);
    expect(awsWrites(bed.gate.effects).filter((write) => write.startsWith('CreateService'))).toHaveLength(10);
    expect(serviceNames(bed)).toEqual(ten.map(awsNameOf));
  });

  it('not even where the lag outlasts all patience: AWS refuses, and the next look finds what is ours', async () => {
    bed = new OperatorBed(paced);
    const ten = stacks(10);
    createStacks(bed, ten);
    bed.simulator.faults.add({ operation: 'DescribeServices', kind: 'missing' });
    bed.start();
    await bed.until(() => callsOf(bed)['CreateService'] === 10);
    await bed.pass(60_000);
    bed.simulator.faults.clear();
    await bed.until(() => allReady(bed), 300_000);
    expect(serviceNames(bed)).toEqual(ten.map(awsNameOf));
    expect(allObjects(bed).some(({ status }) => status?.conditions?.some(({ type }) => type === 'Stalled'))).toBe(
      false,
    );
  });
});
