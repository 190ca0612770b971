import { describe, expect, it } from '@jest/globals';
import { crashMatrix } from '../support/crash-matrix.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import {
  isReady as serviceIsReady,
  key,
  read,
  spec as serviceSpec,
  taskDefinition,
  wanted,
} from '../support/service-stack.ts';

function content(version: number, revisionHistoryLimit = 2) {
  return { ...taskDefinition(`app:${version}`), revisionHistoryLimit };
}

function isReady(bed: OperatorBed): boolean {
  const object = bed.taskDefinitions.mustRead(key);
  const ready = object.status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === object.metadata.generation;
}

function active(bed: OperatorBed): number[] {
  const answer = bed.simulator.act('ecs', 'ListTaskDefinitions', { familyPrefix: 'shop_web', status: 'ACTIVE' });
  return (answer.taskDefinitionArns as string[]).map((arn) => Number(arn.slice(arn.lastIndexOf(':') + 1)));
}

/** Registers versions `from` to `to`, one after another. */
async function register(bed: OperatorBed, from: number, to: number, limit?: number): Promise<void> {
  for (let version = from; version <= to; version += 1) {
    if (version === 1) bed.taskDefinitions.create({ ...key, spec: content(1, limit) });
    else bed.taskDefinitions.replaceSpec(key, content(version, limit));
    await bed.until(() => isReady(bed) && bed.taskDefinitions.mustRead(key).status?.revision === version);
  }
}

async function started(limit?: number): Promise<OperatorBed> {
  const bed = new OperatorBed();
  bed.start();
  await register(bed, 1, 4, limit);
  return bed;
}

describe('retention of revisions', () => {
  it('keeps as many as the spec says, says which went, and then costs nothing', async () => {
    const bed = await started();
    await bed.pass(300_000);
    expect(active(bed)).toEqual([3, 4]);
    expect(bed.taskDefinitions.mustRead(key).status?.revisions?.map(({ revision }) => revision)).toEqual([3, 4]);
    const before = bed.gate.effects.length;
    await bed.pass(3_600_000);
    expect(bed.gate.effects.length).toBe(before);
  });

  it('stays Ready all the while', async () => {
    const bed = await started(10);
    bed.taskDefinitions.replaceSpec(key, content(4));
    await bed.until(() => isReady(bed));
    while (active(bed).length > 2) {
      expect(isReady(bed)).toBe(true);
      await bed.pass(1_000);
    }
  });

  it('leaves revisions that somebody else registered or took over', async () => {
    const bed = await started(10);
    bed.simulator.act('ecs', 'RegisterTaskDefinition', {
      family: 'shop_web',
      containerDefinitions: [{ name: 'theirs', image: 'app:1', memory: 128 }],
    });
    const [first] = bed.simulator.act('ecs', 'ListTaskDefinitions', { familyPrefix: 'shop_web' })
      .taskDefinitionArns as string[];
    bed.simulator.act('ecs', 'TagResource', {
      resourceArn: first,
      tags: [{ key: 'ecs-operator.dev/name', value: 'other' }],
    });
    bed.taskDefinitions.replaceSpec(key, content(4));
    await bed.pass(300_000);
    expect(active(bed)).toEqual([1, 3, 4, 5]);
  });

  it('registers again what went, when the spec goes back to it', async () => {
    const bed = await started();
    await bed.pass(300_000);
    bed.taskDefinitions.replaceSpec(key, content(1));
    await bed.until(() => isReady(bed) && bed.taskDefinitions.mustRead(key).status?.revision === 5);
    await bed.pass(300_000);
    expect(active(bed)).toEqual([4, 5]);
  });

  it('stays Ready where AWS refuses, and does it once AWS allows it', async () => {
    const bed = await started(10);
    bed.simulator.faults.add({ operation: 'DeregisterTaskDefinition', kind: 'access-denied' });
    bed.taskDefinitions.replaceSpec(key, content(4));
    await bed.pass(300_000);
    expect(isReady(bed)).toBe(true);
    expect(active(bed)).toHaveLength(4);
    bed.simulator.faults.clear();
    await bed.pass(1_500_000);
    expect(active(bed)).toEqual([3, 4]);
  });

  it('does nothing while suspended', async () => {
    const bed = await started(10);
    bed.taskDefinitions.replaceSpec(key, { ...content(4), suspend: true });
    await bed.pass(600_000);
    expect(active(bed)).toHaveLength(4);
  });
});

describe('retention beside a service', () => {
  async function running(): Promise<OperatorBed> {
    const bed = new OperatorBed();
    bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
    bed.taskDefinitions.create({ ...key, spec: content(1, 1) });
    bed.services.create({ ...key, spec: { ...serviceSpec, desiredCount: 1 } });
    bed.start();
    await bed.until(() => serviceIsReady(bed));
    await bed.pass(120_000);
    return bed;
  }

  it('keeps what ECS went back to, and what it refused, until there is a newer success', async () => {
    const bed = await running();
    bed.taskDefinitions.replaceSpec(key, { ...taskDefinition('app:crash'), revisionHistoryLimit: 1 });
    await bed.until(() => wanted(bed) && read(bed).status?.rollout?.status === 'RolledBack');
    await bed.pass(300_000);
    expect(active(bed)).toEqual([1, 2]);
    for (const version of [3, 4]) {
      bed.taskDefinitions.replaceSpec(key, content(version, 1));
      await bed.until(() => wanted(bed) && serviceIsReady(bed));
    }
    await bed.pass(300_000);
    expect(active(bed)).toEqual([3, 4]);
  });

  it('waits for the end of a rollout', async () => {
    const bed = await running();
    bed.taskDefinitions.replaceSpec(key, content(2, 1));
    await bed.until(() => wanted(bed) && read(bed).status?.rollout?.status === 'InProgress');
    while (read(bed).status?.rollout?.status === 'InProgress') {
      expect(active(bed)).toEqual([1, 2]);
      await bed.pass(5_000);
    }
  });

  it('takes no request token from rollouts: a registration goes first while many revisions wait', async () => {
    const bed = new OperatorBed({ share: 0.5 });
    bed.start({}, 100);
    await register(bed, 1, 40, 100);
    bed.kill();
    bed.start({}, 0.5);
    bed.taskDefinitions.replaceSpec(key, content(40, 1));
    await bed.until(() => active(bed).length < 35);
    bed.taskDefinitions.create({ namespace: 'shop', name: 'other', spec: content(1) });
    const since = bed.clock.now();
    await bed.until(() => bed.taskDefinitions.mustRead({ namespace: 'shop', name: 'other' }).status?.revision === 1);
    expect(active(bed).length).toBeGreaterThan(2);
    expect(bed.clock.now() - since).toBeLessThan(10_000);
  });
});

describe('crash matrix', () => {
  crashMatrix({
    name: 'retention',
    given: async (bed) => {
      await register(bed, 1, 4, 10);
    },
    run: async (bed) => {
      bed.taskDefinitions.replaceSpec(key, content(4));
      await bed.until(() => isReady(bed) && bed.taskDefinitions.mustRead(key).status?.revisions?.length === 2);
    },
  });
});
