import { describe, expect, it } from '@jest/globals';
import { crashMatrix } from '../support/crash-matrix.ts';
import { adopt, madeByOthers, naming } from '../support/made-by-others.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import { awsWrites, deployments, isReady, key, read, service, taskDefinition } from '../support/service-stack.ts';

const moved = { namespace: 'shop', name: 'moved' };
function allReady(bed: OperatorBed): boolean {
  return [bed.taskDefinitions.read(key), bed.services.read(key), bed.scalings.read(key)].every((object) => {
    const ready = object?.status?.conditions?.find(({ type }) => type === 'Ready');
    return ready?.status === 'True' && ready.observedGeneration === object?.metadata.generation;
  });
}

function active(bed: OperatorBed): string[] {
  const answer = bed.simulator.act('ecs', 'ListTaskDefinitions', { status: 'ACTIVE' });
  return (answer.taskDefinitionArns as string[]).map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
}

function target(bed: OperatorBed): unknown[] {
  const answer = bed.simulator.act('application-autoscaling', 'DescribeScalableTargets', { ServiceNamespace: 'ecs' });
  return answer.ScalableTargets as unknown[];
}

async function adopted(): Promise<OperatorBed> {
  const bed = new OperatorBed();
  await madeByOthers(bed);
  adopt(bed, 'Required');
  bed.start();
  await bed.until(() => allReady(bed));
  return bed;
}

describe('adoption', () => {
  it('of a whole stack makes tag calls and no other, starts no deployment, and says so', async () => {
    const bed = await adopted();
    expect(new Set(awsWrites(bed))).toEqual(new Set(['TagResource', 'ScalingTagResource']));
    expect(deployments(bed)).toHaveLength(1);
    expect(active(bed)).toEqual(['shop_web:1']);
    for (const objects of [bed.taskDefinitions, bed.services, bed.scalings]) {
      expect(objects.mustRead(key).status?.adopted).toBe(true);
    }
    expect(bed.taskDefinitions.mustRead(key).status?.revisions).toMatchObject([{ revision: 1, adopted: true }]);
    expect(read(bed).status?.desiredCountOwner).toBe('ApplicationAutoScaling');
    const before = bed.gate.effects.length;
    await bed.pass(3_600_000);
    expect(bed.gate.effects.length).toBe(before);
  });

  it('then rolls a change out, once, like any other', async () => {
    const bed = await adopted();
    bed.taskDefinitions.changeSpec(key, (old) => ({
      ...old,
      containerDefinitions: taskDefinition('app:2').containerDefinitions,
    }));
    await bed.until(() => read(bed).status?.taskDefinition?.wanted?.endsWith(':2') === true && allReady(bed));
    expect(deployments(bed)).toHaveLength(2);
    expect(active(bed)).toEqual(['shop_web:1', 'shop_web:2']);
  });

  it('of a revision that is not the newest uses it all the same', async () => {
    const bed = new OperatorBed();
    await madeByOthers(bed);
    bed.simulator.act('ecs', 'RegisterTaskDefinition', {
      family: 'shop_web',
      containerDefinitions: [{ name: 'x', image: 'x', memory: 64 }],
    });
    adopt(bed, 'IfExists');
    bed.start();
    await bed.until(() => allReady(bed));
    expect(bed.taskDefinitions.mustRead(key).status?.revision).toBe(1);
    expect(deployments(bed)).toHaveLength(1);
  });

  it('of a family with other content registers the next revision in it, and rolls it out once', async () => {
    const bed = new OperatorBed();
    await madeByOthers(bed);
    adopt(bed, 'IfExists', 'app:2');
    bed.start();
    await bed.until(() => allReady(bed) && read(bed).status?.taskDefinition?.inUse?.endsWith(':2') === true);
    expect(active(bed)).toEqual(['shop_web:1', 'shop_web:2']);
    expect(deployments(bed)).toHaveLength(2);
    expect(bed.taskDefinitions.mustRead(key).status?.adopted).toBe(true);
  });

  it('waits for what must be there, creating nothing, and takes it over when it comes', async () => {
    const bed = new OperatorBed();
    adopt(bed, 'Required');
    bed.start();
    await bed.pass(300_000);
    expect(awsWrites(bed)).toEqual([]);
    for (const objects of [bed.taskDefinitions, bed.services, bed.scalings]) {
      const ready = objects.mustRead(key).status?.conditions?.find(({ type }) => type === 'Ready');
      expect(ready).toMatchObject({ status: 'False', reason: 'DependencyNotReady' });
    }
    await madeByOthers(bed);
    await bed.until(() => allReady(bed));
    expect(deployments(bed)).toHaveLength(1);
  });

  it('with IfExists creates what is not there, as its own', async () => {
    const bed = new OperatorBed();
    bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
    adopt(bed, 'IfExists');
    bed.start();
    await bed.until(() => allReady(bed));
    expect(read(bed).status?.adopted).toBeUndefined();
    expect(bed.scalings.mustRead(key).status?.adopted).toBeUndefined();
  });

  it('leaves the task definition to others where the spec names none', async () => {
    const bed = new OperatorBed();
    await madeByOthers(bed);
    bed.services.create({ ...key, spec: naming({ adoptionPolicy: 'Required' }) });
    bed.start();
    await bed.until(() => isReady(bed));
    bed.simulator.act('ecs', 'RegisterTaskDefinition', {
      ...taskDefinition('app:2'),
      deletionPolicy: undefined,
      family: 'shop_web',
    });
    bed.simulator.act('ecs', 'UpdateService', { cluster: 'demo', service: 'shop_web', taskDefinition: 'shop_web:2' });
    await bed.pass(600_000);
    expect(isReady(bed)).toBe(true);
    expect(service(bed)['taskDefinition']).toMatch(/:2$/);
    expect(awsWrites(bed)).toEqual(['TagResource']);
  });

  it('shows while suspended what it would do, and does nothing', async () => {
    const bed = new OperatorBed();
    await madeByOthers(bed);
    bed.services.create({
      ...key,
      spec: naming({
        taskDefinition: 'shop_web:1',
        adoptionPolicy: 'IfExists',
        suspend: true,
        enableExecuteCommand: true,
      }),
    });
    bed.start();
    await bed.pass(30_000);
    expect(read(bed).status?.plan).toContain('enableExecuteCommand: false → true');
    expect(awsWrites(bed)).toEqual([]);
  });

  it('lets everything stay when the objects go', async () => {
    const bed = await adopted();
    for (const objects of [bed.scalings, bed.services, bed.taskDefinitions]) objects.delete(key);
    await bed.until(() => bed.services.read(key) === undefined && bed.taskDefinitions.read(key) === undefined);
    await bed.until(() => bed.scalings.read(key) === undefined);
    expect(service(bed)).toMatchObject({ status: 'ACTIVE', runningCount: 2, tags: [{ key: 'team', value: 'a' }] });
    expect(active(bed)).toEqual(['shop_web:1']);
    expect(target(bed)).toHaveLength(1);
  });

  it('deregisters what it registered itself where it is told to, and leaves what it adopted', async () => {
    const bed = await adopted();
    for (const image of ['app:2', 'app:3']) {
      const { containerDefinitions } = taskDefinition(image);
      const changed = { containerDefinitions, deletionPolicy: 'Delete' as const, revisionHistoryLimit: 1 };
      bed.taskDefinitions.changeSpec(key, (old) => ({ ...old, ...changed }));
      const wants = active(bed).length + 1;
      await bed.until(() => read(bed).status?.taskDefinition?.inUse?.endsWith(`:${wants}`) === true && allReady(bed));
    }
    bed.services.delete(key);
    bed.taskDefinitions.delete(key);
    await bed.until(() => bed.taskDefinitions.read(key) === undefined);
    expect(active(bed)).toEqual(['shop_web:1']);
  });

  it('never takes what another object has, and takes it under another name once that object let go', async () => {
    const bed = await adopted();
    bed.services.create({
      ...moved,
      spec: naming({ taskDefinition: 'shop_web:1', serviceName: 'shop_web', adoptionPolicy: 'Required' }),
    });
    await bed.pass(60_000);
    const stalled = bed.services.mustRead(moved).status?.conditions?.find(({ type }) => type === 'Stalled');
    expect(stalled?.reason).toBe('Conflict');
    bed.services.delete(key);
    await bed.until(() => bed.services.mustRead(moved).status?.adopted === true, 1_800_000);
    await bed.pass(60_000);
    expect(deployments(bed)).toHaveLength(1);
    expect(service(bed)).toMatchObject({ status: 'ACTIVE', runningCount: 2 });
  });

  it('remembers that ECS rolled the very spec back', async () => {
    const bed = new OperatorBed();
    await madeByOthers(bed);
    const { deletionPolicy: _own, ...bad } = taskDefinition('app:crash');
    bed.simulator.act('ecs', 'RegisterTaskDefinition', { ...bad, family: 'shop_web' });
    bed.simulator.act('ecs', 'UpdateService', {
      cluster: 'demo',
      service: 'shop_web',
      taskDefinition: 'shop_web:2',
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    });
    await bed.pass(1_800_000);
    adopt(bed, 'Required', 'app:crash');
    bed.start();
    await bed.until(() => read(bed).status?.conditions?.some(({ reason }) => reason === 'RolledBack') === true);
    await bed.pass(600_000);
    expect(deployments(bed)).toHaveLength(2);
  });
});

describe('crash matrix', () => {
  crashMatrix({
    name: 'adoption of a stack',
    given: madeByOthers,
    run: async (bed) => {
      adopt(bed, 'IfExists');
      await bed.until(() => allReady(bed));
    },
  });

  crashMatrix({
    name: 'adoption with a change',
    given: madeByOthers,
    run: async (bed) => {
      adopt(bed, 'IfExists', 'app:2');
      await bed.until(() => allReady(bed) && read(bed).status?.taskDefinition?.inUse?.endsWith(':2') === true);
    },
  });
});
