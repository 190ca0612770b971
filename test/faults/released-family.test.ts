import { describe, expect, it } from '@jest/globals';
import { crashMatrix } from '../support/crash-matrix.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import { key, taskDefinition } from '../support/service-stack.ts';

const moved = { namespace: 'shop', name: 'moved' };

function active(bed: OperatorBed): string[] {
  const answer = bed.simulator.act('ecs', 'ListTaskDefinitions', { status: 'ACTIVE' });
  return (answer.taskDefinitionArns as string[]).map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
}

describe('a family that its object let go', () => {
  const family = 'shop_web';
  const stillHeld = (bed: OperatorBed): unknown[] =>
    (
      (bed.simulator.act('ecs', 'DescribeTaskDefinition', { taskDefinition: family, include: ['TAGS'] }).tags ??
        []) as { key: string; value: string }[]
    )
      .filter(({ key: name }) => ['ecs-operator.dev/name', 'ecs-operator.dev/released'].includes(name))
      .map(({ key: name, value }) => `${name.slice('ecs-operator.dev/'.length)}=${value}`);
  const content = { ...taskDefinition('app:1'), deletionPolicy: 'Retain' as const };
  const isRegistered = (bed: OperatorBed, at = key): boolean =>
    bed.taskDefinitions
      .read(at)
      ?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;

  async function letGo(change: (bed: OperatorBed) => Promise<void> = async () => undefined): Promise<OperatorBed> {
    const bed = new OperatorBed();
    bed.taskDefinitions.create({ ...key, spec: content });
    bed.start();
    await bed.until(() => isRegistered(bed));
    await change(bed);
    bed.taskDefinitions.delete(key);
    await bed.until(() => bed.taskDefinitions.read(key) === undefined);
    return bed;
  }

  crashMatrix({
    name: 'a family let go and had back',
    given: async (bed) => {
      bed.taskDefinitions.create({ ...key, spec: content });
      await bed.until(() => isRegistered(bed));
    },
    run: async (bed) => {
      bed.taskDefinitions.delete(key);
      await bed.until(() => bed.taskDefinitions.read(key) === undefined);
      bed.taskDefinitions.create({ ...key, spec: content });
      await bed.until(() => isRegistered(bed));
    },
  });

  it('is given back to the same manifest, which registers nothing', async () => {
    const bed = await letGo();
    expect(stillHeld(bed)).toEqual(['name=web', 'released=true']);
    bed.taskDefinitions.create({ ...key, spec: content });
    await bed.until(() => isRegistered(bed));
    expect(stillHeld(bed)).toEqual(['name=web']);
    expect(active(bed)).toEqual(['shop_web:1']);
  });

  it('is given to another object that adopts, and to no third', async () => {
    const bed = await letGo();
    const third = { namespace: 'shop', name: 'third' };
    bed.taskDefinitions.create({ ...moved, spec: { ...content, family, adoptionPolicy: 'IfExists' } });
    await bed.until(() => isRegistered(bed, moved));
    expect(stillHeld(bed)).toEqual(['name=moved']);
    bed.taskDefinitions.create({ ...third, spec: { ...content, family, adoptionPolicy: 'IfExists' } });
    await bed.pass(60_000);
    expect(bed.taskDefinitions.mustRead(third).status?.conditions?.map(({ reason }) => reason)).toContain('Conflict');
    expect(active(bed)).toEqual(['shop_web:1']);
  });

  it('is given to nobody who does not adopt', async () => {
    const bed = await letGo();
    bed.taskDefinitions.create({ ...moved, spec: { ...content, family } });
    await bed.pass(60_000);
    expect(bed.taskDefinitions.mustRead(moved).status?.conditions?.map(({ reason }) => reason)).toContain('NotOwned');
  });

  it('is kept for its own where an older revision was in use', async () => {
    const bed = await letGo(async (started) => {
      const { containerDefinitions } = taskDefinition('app:2');
      started.taskDefinitions.replaceSpec(key, { ...content, containerDefinitions });
      await started.until(() => started.taskDefinitions.mustRead(key).status?.revision === 2);
      started.taskDefinitions.replaceSpec(key, content);
      await started.until(() => started.taskDefinitions.mustRead(key).status?.revision === 1);
    });
    expect(stillHeld(bed)).toEqual(['name=web']);
  });

  it('holds nobody back where AWS refuses the tag', async () => {
    const bed = await letGo(async (started) => {
      started.simulator.faults.add({ operation: 'TagResource', kind: 'access-denied', count: 5 });
    });
    expect(stillHeld(bed)).toEqual(['name=web']);
  });
});
