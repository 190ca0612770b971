import { describe, expect, it } from '@jest/globals';
import { OperatorBed } from '../support/operator-bed.ts';
import {
  awsWrites,
  condition,
  deployments,
  isReady,
  key,
  read,
  service,
  spec,
  stackBed,
  startedBed,
  taskDefinition,
  wanted,
} from '../support/service-stack.ts';

describe('EcsService', () => {
  it('comes up with one deployment', async () => {
    const bed = await startedBed();
    expect(deployments(bed)).toMatchObject([{ status: 'SUCCESSFUL' }]);
    expect(awsWrites(bed)).toEqual(['RegisterTaskDefinition', 'CreateService']);
    expect(read(bed).status).toMatchObject({
      desiredCount: 2,
      runningCount: 2,
      desiredCountOwner: 'Spec',
      rollout: { status: 'Successful', countReached: true },
    });
  });

  it('costs nothing but its reads while nothing changes', async () => {
    const bed = await startedBed();
    const before = bed.gate.effects.length;
    await bed.pass(3_600_000);
    expect(bed.gate.effects.slice(before)).toEqual([]);
  });

  it.each(['task definition first', 'service first'])('makes one deployment of both changes, %s', async (order) => {
    const bed = await startedBed();
    const changes = [
      () => bed.taskDefinitions.replaceSpec(key, taskDefinition('app:2')),
      () => bed.services.replaceSpec(key, { ...spec, propagateTags: 'SERVICE', platformVersion: '1.4.0' }),
    ];
    for (const change of order === 'service first' ? changes.toReversed() : changes) change();
    await bed.until(() => isReady(bed) && wanted(bed) && read(bed).status?.history?.length === 1);
    expect(deployments(bed).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  });

  it('remembers what ECS rolled back, says why, and makes no further call', async () => {
    const bed = await startedBed();
    bed.taskDefinitions.replaceSpec(key, taskDefinition('app:crash'));
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True');
    expect(condition(bed, 'Stalled')).toMatchObject({ reason: 'RolledBack' });
    expect(condition(bed, 'Stalled')?.message).toMatch(/shop_web:2.*exited with code/s);
    const before = awsWrites(bed).length;
    await bed.pass(3_600_000);
    expect(awsWrites(bed)).toHaveLength(before);
    expect(deployments(bed).map(({ status }) => status)).toEqual(['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
    bed.taskDefinitions.replaceSpec(key, taskDefinition('app:3'));
    await bed.until(() => isReady(bed));
    expect(deployments(bed)).toHaveLength(3);
  });

  it('tries again when asked, and forces it where the failed revision is all there is', async () => {
    const bed = stackBed('app:crash');
    bed.start();
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True');
    expect(condition(bed, 'Stalled')).toMatchObject({ reason: 'DeploymentFailed' });
    await bed.pass(600_000);
    expect(deployments(bed)).toHaveLength(1);
    bed.services.annotate(key, { 'ecs-operator.dev/retry-rollout': 'please' });
    await bed.until(() => deployments(bed).length === 2);
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True');
    await bed.pass(600_000);
    expect(deployments(bed)).toHaveLength(2);
    expect(read(bed).status?.history).toMatchObject([{ result: 'Failed' }]);
  });

  it('restarts once per request', async () => {
    const bed = await startedBed();
    bed.services.annotate(key, { 'ecs-operator.dev/restarted-at': 'now' });
    await bed.until(() => deployments(bed).length === 2 && isReady(bed));
    await bed.pass(600_000);
    expect(deployments(bed).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
    expect(read(bed).status?.lastHandled).toEqual({ 'ecs-operator.dev/restarted-at': 'now' });
  });

  it('scales without a deployment', async () => {
    const bed = await startedBed();
    bed.services.replaceSpec(key, { ...spec, desiredCount: 4 });
    await bed.until(() => isReady(bed) && read(bed).status?.runningCount === 4);
    expect(deployments(bed)).toHaveLength(1);
    expect(awsWrites(bed).slice(2)).toEqual(['UpdateService']);
  });

  it('corrects drift within the resync period', async () => {
    const bed = await startedBed();
    bed.simulator.act('ecs', 'UpdateService', { cluster: 'demo', service: 'shop_web', desiredCount: 7 });
    await bed.pass(70_000);
    expect(service(bed)).toMatchObject({ desiredCount: 2 });
  });

  it('takes back what somebody else deployed', async () => {
    const bed = await startedBed();
    const other = bed.simulator.act('ecs', 'RegisterTaskDefinition', { ...taskDefinition('other:1'), family: 'other' });
    const { taskDefinitionArn } = other.taskDefinition as { taskDefinitionArn: string };
    bed.simulator.act('ecs', 'UpdateService', {
      cluster: 'demo',
      service: 'shop_web',
      taskDefinition: taskDefinitionArn,
    });
    await bed.until(() => isReady(bed) && deployments(bed).length === 3);
    expect(service(bed)).toMatchObject({ taskDefinition: expect.stringMatching(/shop_web:1$/) });
  });

  it('leaves the count to a scaling, and after it to others until the spec says another', async () => {
    const bed = await startedBed();
    bed.scalings.create({ ...key, spec: { serviceRef: { name: 'web' }, minCapacity: 3, maxCapacity: 9 } });
    await bed.until(() => read(bed).status?.desiredCountOwner === 'ApplicationAutoScaling');
    await bed.until(() => service(bed).desiredCount === 3);
    await bed.pass(300_000);
    expect(service(bed)).toMatchObject({ desiredCount: 3 });
    bed.scalings.delete(key);
    await bed.until(() => bed.scalings.read(key) === undefined);
    await bed.pass(300_000);
    expect(service(bed)).toMatchObject({ desiredCount: 3 });
    expect(read(bed).status?.desiredCountOwner).toBe('External');
    bed.services.replaceSpec(key, { ...spec, desiredCount: 1 });
    await bed.until(() => service(bed).desiredCount === 1);
    expect(read(bed).status?.desiredCountOwner).toBe('Spec');
  });

  it('refuses a service of somebody else', async () => {
    const bed = new OperatorBed();
    bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
    bed.simulator.act('ecs', 'RegisterTaskDefinition', { ...taskDefinition('other:1'), family: 'other' });
    bed.simulator.act('ecs', 'CreateService', {
      cluster: 'demo',
      serviceName: 'shop_web',
      taskDefinition: 'other',
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: spec.networkConfiguration,
    });
    bed.taskDefinitions.create({ ...key, spec: taskDefinition('app:1') });
    bed.services.create({ ...key, spec });
    bed.start();
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True');
    expect(condition(bed, 'Stalled')).toMatchObject({ reason: 'NotOwned' });
    bed.services.delete(key);
    await bed.until(() => bed.services.read(key) === undefined);
    expect(service(bed)).toMatchObject({ status: 'ACTIVE', desiredCount: 0 });
  });

  it('deletes the service and then the task definition', async () => {
    const bed = await startedBed();
    bed.taskDefinitions.delete(key);
    bed.services.delete(key);
    await bed.until(() => bed.taskDefinitions.read(key) === undefined && bed.services.read(key) === undefined);
    expect(service(bed).status).toBe('INACTIVE');
    expect(awsWrites(bed).slice(2)).toEqual(['DeleteService', 'DeregisterTaskDefinition']);
  });

  it('lets the service stay with Retain', async () => {
    const bed = await startedBed();
    bed.services.replaceSpec(key, { ...spec, deletionPolicy: 'Retain' });
    await bed.until(() => isReady(bed));
    bed.services.delete(key);
    await bed.until(() => bed.services.read(key) === undefined);
    expect(service(bed)).toMatchObject({ status: 'ACTIVE', desiredCount: 2 });
    expect(service(bed).tags ?? []).toEqual([]);
  });
});
