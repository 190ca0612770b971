import { describe, expect, it } from '@jest/globals';
import type { EcsTaskDefinitionSpec } from '../../src/api/generated/ecs-task-definition.ts';
import type { EcsTaskDefinition } from '../../src/api/resources.ts';
import { crashMatrix } from '../support/crash-matrix.ts';
import { OperatorBed } from '../support/operator-bed.ts';

const key = { namespace: 'shop', name: 'web' };
const spec: EcsTaskDefinitionSpec = {
  deletionPolicy: 'Delete',
  containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }],
};

function create(bed: OperatorBed, change: Partial<EcsTaskDefinitionSpec> = {}): void {
  bed.taskDefinitions.create({ ...key, spec: { ...spec, ...change } });
}

function read(bed: OperatorBed): EcsTaskDefinition {
  return bed.taskDefinitions.mustRead(key);
}

function isReady(bed: OperatorBed): boolean {
  const object = bed.taskDefinitions.read(key);
  const ready = object?.status?.conditions?.find((condition) => condition.type === 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === object?.metadata.generation;
}

function condition(bed: OperatorBed, type: string) {
  return read(bed).status?.conditions?.find((each) => each.type === type);
}

function activeRevisions(bed: OperatorBed): string[] {
  const answer = bed.simulator.act('ecs', 'ListTaskDefinitions', { familyPrefix: 'shop_web', status: 'ACTIVE' });
  return (answer.taskDefinitionArns as string[]).map((arn) => arn.slice(arn.lastIndexOf(':') + 1));
}

function writes(bed: OperatorBed): string[] {
  return bed.gate.effects.map((effect) => effect.kind);
}

describe('EcsTaskDefinition', () => {
  it('registers once and says so', async () => {
    const bed = new OperatorBed();
    create(bed);
    bed.start();
    await bed.until(() => isReady(bed));
    expect(activeRevisions(bed)).toEqual(['1']);
    expect(read(bed).status).toMatchObject({
      observedGeneration: 1,
      family: 'shop_web',
      revision: 1,
      accountId: '111122223333',
      region: 'us-east-1',
    });
    expect(read(bed).status?.pending).toBeUndefined();
    expect(writes(bed)).toEqual(['SetFinalizers', 'ApplyStatus', 'RegisterTaskDefinition', 'ApplyStatus']);
  });

  it('costs nothing while nothing changes', async () => {
    const bed = new OperatorBed();
    create(bed);
    bed.start();
    await bed.until(() => isReady(bed));
    const before = bed.gate.effects.length;
    await bed.pass(3_600_000);
    expect(bed.gate.effects.length).toBe(before);
  });

  it('registers a change, and uses the earlier revision again when it is taken back', async () => {
    const bed = new OperatorBed();
    create(bed);
    bed.start();
    await bed.until(() => isReady(bed));
    bed.taskDefinitions.replaceSpec(key, {
      ...spec,
      containerDefinitions: [{ name: 'app', image: 'app:2', memory: 128 }],
    });
    await bed.until(() => isReady(bed) && read(bed).status?.revision === 2);
    bed.taskDefinitions.replaceSpec(key, spec);
    await bed.until(() => isReady(bed) && read(bed).status?.revision === 1);
    expect(activeRevisions(bed)).toEqual(['1', '2']);
  });

  it('registers nothing after an upgrade of the hash, and rewrites the tag', async () => {
    const bed = new OperatorBed();
    create(bed);
    bed.start();
    await bed.until(() => isReady(bed));
    bed.kill();
    bed.start({ hashVersion: 9 });
    await bed.pass(3_600_000);
    expect(activeRevisions(bed)).toEqual(['1']);
    expect(read(bed).status?.specHash).toMatch(/^v9:/);
  });

  it('registers again what somebody deregistered', async () => {
    const bed = new OperatorBed();
    create(bed);
    bed.start();
    await bed.until(() => isReady(bed));
    bed.simulator.act('ecs', 'DeregisterTaskDefinition', { taskDefinition: 'shop_web:1' });
    await bed.until(() => isReady(bed) && read(bed).status?.revision === 2, 1_500_000);
    expect(activeRevisions(bed)).toEqual(['2']);
  });

  it('only tells, where driftPolicy is Observe', async () => {
    const bed = new OperatorBed();
    create(bed, { driftPolicy: 'Observe' });
    bed.start();
    await bed.until(() => isReady(bed));
    bed.simulator.act('ecs', 'DeregisterTaskDefinition', { taskDefinition: 'shop_web:1' });
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'Drifted', 1_500_000);
    expect(activeRevisions(bed)).toEqual([]);
  });

  it('sends nothing that ECS is sure to refuse, and goes on when it is mended', async () => {
    const bed = new OperatorBed();
    const waiting = { dependsOn: [{ containerName: 'app', condition: 'START' as const }] };
    create(bed, { containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128, ...waiting }] });
    bed.start();
    await bed.until(() => condition(bed, 'Stalled') !== undefined);
    expect(condition(bed, 'Stalled')).toMatchObject({ reason: 'InvalidSpec' });
    expect(condition(bed, 'Stalled')?.message).toContain('`dependsOn` goes round: app → app');
    expect(writes(bed)).not.toContain('RegisterTaskDefinition');
    expect(read(bed).status?.pending).toBeUndefined();
    bed.taskDefinitions.replaceSpec(key, spec);
    await bed.until(() => isReady(bed));
    expect(activeRevisions(bed)).toEqual(['1']);
  });

  it("refuses somebody else's family", async () => {
    const bed = new OperatorBed();
    bed.simulator.act('ecs', 'RegisterTaskDefinition', {
      family: 'shop_web',
      containerDefinitions: spec.containerDefinitions,
    });
    create(bed);
    bed.start();
    await bed.until(() => condition(bed, 'Stalled') !== undefined);
    expect(condition(bed, 'Stalled')).toMatchObject({ reason: 'NotOwned' });
    expect(activeRevisions(bed)).toEqual(['1']);
    expect(read(bed).status?.pending).toBeUndefined();
  });

  it("refuses another object's family as a conflict, and names the object", async () => {
    const bed = new OperatorBed();
    create(bed);
    bed.start();
    await bed.until(() => isReady(bed));
    const other = { namespace: 'other', name: 'web' };
    bed.taskDefinitions.create({ ...other, spec: { ...spec, family: 'shop_web' } });
    const stalled = () => bed.taskDefinitions.read(other)?.status?.conditions?.find(({ type }) => type === 'Stalled');
    await bed.until(() => stalled() !== undefined);
    expect(stalled()).toMatchObject({
      reason: 'Conflict',
      message: expect.stringContaining('EcsTaskDefinition shop/web'),
    });
    expect(activeRevisions(bed)).toEqual(['1']);
  });

  it('changes tags in place', async () => {
    const bed = new OperatorBed();
    create(bed, {
      tags: [
        { key: 'team', value: 'a' },
        { key: 'tier', value: '1' },
      ],
    });
    bed.start();
    await bed.until(() => isReady(bed));
    bed.taskDefinitions.replaceSpec(key, { ...spec, tags: [{ key: 'team', value: 'b' }] });
    await bed.until(() => isReady(bed));
    const tags = bed.simulator.act('ecs', 'ListTagsForResource', { resourceArn: read(bed).status?.taskDefinitionArn })
      .tags as { key: string; value: string }[];
    expect(tags.find((tag) => tag.key === 'team')?.value).toBe('b');
    expect(tags.some((tag) => tag.key === 'tier')).toBe(false);
    expect(activeRevisions(bed)).toEqual(['1']);
  });

  it('does nothing while suspended, and tells what it would do', async () => {
    const bed = new OperatorBed();
    create(bed, { suspend: true });
    bed.start();
    await bed.pass(10_000);
    expect(activeRevisions(bed)).toEqual([]);
    expect(condition(bed, 'Suspended')?.status).toBe('True');
    expect(read(bed).status?.plan).toEqual(['RegisterTaskDefinition (new content)']);
    bed.taskDefinitions.replaceSpec(key, spec);
    await bed.until(() => isReady(bed));
    expect(activeRevisions(bed)).toEqual(['1']);
  });

  it('is stalled by what AWS refuses, and recovers with the spec', async () => {
    const bed = new OperatorBed();
    create(bed, { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '9999' });
    bed.start();
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'InvalidSpec');
    expect(read(bed).status?.pending).toBeUndefined();
    bed.taskDefinitions.replaceSpec(key, spec);
    await bed.until(() => isReady(bed));
    expect(activeRevisions(bed)).toEqual(['1']);
  });

  it('deregisters its revisions when it is deleted, and leaves them with Retain', async () => {
    const deleted = new OperatorBed();
    create(deleted);
    deleted.start();
    await deleted.until(() => isReady(deleted));
    deleted.taskDefinitions.delete(key);
    await deleted.until(() => deleted.taskDefinitions.read(key) === undefined);
    expect(activeRevisions(deleted)).toEqual([]);

    const retained = new OperatorBed();
    create(retained, { deletionPolicy: 'Retain' });
    retained.start();
    await retained.until(() => isReady(retained));
    retained.taskDefinitions.delete(key);
    await retained.until(() => retained.taskDefinitions.read(key) === undefined);
    expect(activeRevisions(retained)).toEqual(['1']);
  });

  it('can be deleted although it never got anywhere', async () => {
    const bed = new OperatorBed();
    bed.simulator.faults.add({ operation: 'GetCallerIdentity', kind: 'access-denied' });
    create(bed);
    bed.start();
    await bed.pass(10_000);
    bed.taskDefinitions.delete(key);
    await bed.until(() => bed.taskDefinitions.read(key) === undefined);
  });
});

const changed: EcsTaskDefinitionSpec = {
  ...spec,
  containerDefinitions: [{ name: 'app', image: 'app:2', memory: 128 }],
};

async function toReady(bed: OperatorBed): Promise<void> {
  create(bed);
  await bed.until(() => isReady(bed));
}

describe('crash matrix', () => {
  crashMatrix({ name: 'create', run: toReady });

  crashMatrix({
    name: 'change',
    given: toReady,
    run: async (bed) => {
      bed.taskDefinitions.replaceSpec(key, changed);
      await bed.until(() => isReady(bed));
    },
  });

  crashMatrix({
    name: 'change tags',
    given: toReady,
    run: async (bed) => {
      bed.taskDefinitions.replaceSpec(key, { ...spec, tags: [{ key: 'team', value: 'b' }] });
      await bed.until(() => isReady(bed));
    },
  });

  crashMatrix({
    name: 'delete',
    given: async (bed) => {
      await toReady(bed);
      bed.taskDefinitions.replaceSpec(key, changed);
      await bed.until(() => isReady(bed));
    },
    run: async (bed) => {
      bed.taskDefinitions.delete(key);
      await bed.until(() => bed.taskDefinitions.read(key) === undefined);
    },
  });

  it('an answer lost before the content changed: the revision found is not taken for the new content', async () => {
    const bed = new OperatorBed();
    bed.simulator.faults.add({ operation: 'RegisterTaskDefinition', kind: 'time-out', moment: 'after', count: 1 });
    create(bed);
    bed.start();
    await bed.pass(0);
    bed.taskDefinitions.replaceSpec(key, changed);
    await bed.until(() => isReady(bed));
    const described = bed.simulator.act('ecs', 'DescribeTaskDefinition', { taskDefinition: 'shop_web' });
    expect(described.taskDefinition).toMatchObject({ revision: 2, containerDefinitions: [{ image: 'app:2' }] });
    expect(read(bed).status?.revisions).toHaveLength(2);
  });

  it.each(['server-error', 'html-error', 'time-out'] as const)(
    'RegisterTaskDefinition answered with %s after it took effect: one revision',
    async (kind) => {
      const bed = new OperatorBed();
      bed.simulator.faults.add({ operation: 'RegisterTaskDefinition', kind, moment: 'after', count: 1 });
      bed.start();
      await toReady(bed);
      expect(activeRevisions(bed)).toEqual(['1']);
    },
  );
});
