import { describe, expect, it } from '@jest/globals';
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
  taskDefinition,
  startedBed,
  wanted,
} from '../support/service-stack.ts';

const unclear = ['server-error', 'html-error', 'time-out'] as const;

describe('an unclear answer', () => {
  it.each(unclear)('of CreateService (%s after it took effect): one service', async (kind) => {
    const bed = stackBed();
    bed.simulator.faults.add({ operation: 'CreateService', kind, moment: 'after', count: 1 });
    bed.start();
    await bed.until(() => isReady(bed));
    expect(deployments(bed)).toHaveLength(1);
    expect(read(bed).status).toMatchObject({ creations: 1 });
    expect(read(bed).status?.pending).toBeUndefined();
  });

  it.each(unclear)('of CreateService (%s before it took effect): one service', async (kind) => {
    const bed = stackBed();
    bed.simulator.faults.add({ operation: 'CreateService', kind, moment: 'before', count: 1 });
    bed.start();
    await bed.until(() => isReady(bed));
    expect(deployments(bed)).toHaveLength(1);
  });

  it.each(unclear)('of a forced update (%s after it took effect): one deployment', async (kind) => {
    const bed = await startedBed();
    bed.simulator.faults.add({ operation: 'UpdateService', kind, moment: 'after', count: 1 });
    bed.services.annotate(key, { 'ecs-operator.dev/restarted-at': 'now' });
    await bed.until(() => deployments(bed).length === 2 && isReady(bed));
    await bed.pass(600_000);
    expect(deployments(bed)).toHaveLength(2);
  });

  it.each(unclear)('of a rollout (%s after it took effect): one deployment', async (kind) => {
    const bed = await startedBed();
    bed.simulator.faults.add({ operation: 'UpdateService', kind, moment: 'after', count: 1 });
    bed.taskDefinitions.replaceSpec(key, taskDefinition('app:2'));
    await bed.until(() => wanted(bed) && isReady(bed) && deployments(bed).length === 2);
    await bed.pass(600_000);
    expect(deployments(bed)).toHaveLength(2);
  });

  it('of a rollout that is rolled back before anybody looks: it is not tried again', async () => {
    const bed = await startedBed();
    bed.simulator.faults.add({ operation: 'UpdateService', kind: 'server-error', moment: 'after', count: 1 });
    bed.simulator.faults.add({ operation: 'DescribeServices', kind: 'server-error', moment: 'before', count: 8 });
    bed.taskDefinitions.replaceSpec(key, taskDefinition('app:crash'));
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True', 1_800_000);
    expect(condition(bed, 'Stalled')).toMatchObject({ reason: 'RolledBack' });
    await bed.pass(600_000);
    expect(deployments(bed).map(({ status }) => status)).toEqual(['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
  });
});

describe('reads that lag', () => {
  it('MISSING just after the service was created: it is not created again', async () => {
    const bed = stackBed();
    bed.simulator.faults.add({ operation: 'DescribeServices', kind: 'missing', count: 2 });
    bed.start();
    await bed.until(() => isReady(bed));
    expect(awsWrites(bed).filter((kind) => kind === 'CreateService')).toHaveLength(1);
  });

  it('a list of deployments that does not have ours yet', async () => {
    const bed = stackBed();
    bed.simulator.faults.add({ operation: 'DescribeServiceDeployments', kind: 'missing', count: 5 });
    bed.start();
    await bed.until(() => isReady(bed));
    expect(read(bed).status?.rollout).toMatchObject({ status: 'Successful' });
  });
});

describe('refusals', () => {
  it('of a spec: the running service stays, AWS’s words are told, a corrected spec recovers', async () => {
    const bed = await startedBed();
    const before = service(bed).taskDefinition;
    // ECS wants a task role for this, and the task definition has none.
    bed.services.replaceSpec(key, { ...spec, enableExecuteCommand: true });
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True');
    expect(condition(bed, 'Stalled')).toMatchObject({ reason: 'InvalidSpec' });
    expect(condition(bed, 'Stalled')?.message).toContain('taskRoleArn');
    expect(service(bed)).toMatchObject({ taskDefinition: before, runningCount: 2, enableExecuteCommand: false });
    expect(read(bed).status?.rollout?.status).toBe('Successful');
    bed.services.replaceSpec(key, { ...spec, propagateTags: 'SERVICE' });
    await bed.until(() => isReady(bed));
    expect(service(bed)).toMatchObject({ propagateTags: 'SERVICE' });
    expect(deployments(bed)).toHaveLength(1);
  });

  it('of what would be a rollout: the rollout of before stays in status, and the history has no other', async () => {
    const bed = await startedBed();
    const { rollout, history } = read(bed).status ?? {};
    bed.simulator.faults.add({ operation: 'UpdateService', kind: 'access-denied', count: 3 });
    bed.services.replaceSpec(key, { ...spec, platformVersion: '1.4.0' });
    await bed.until(() => condition(bed, 'Ready')?.reason === 'AccessDenied');
    expect(read(bed).status).toMatchObject({ rollout });
    expect(read(bed).status?.history).toEqual(history);
    await bed.until(() => isReady(bed));
    expect(read(bed).status?.rollout).toMatchObject({ status: 'Successful' });
    expect(read(bed).status?.rollout?.deploymentId).not.toBe(rollout?.deploymentId);
    expect(deployments(bed)).toHaveLength(2);
  });

  it('of a task definition that is not there: it is named, and taken up when it comes', async () => {
    const { taskDefinitionRef: _reference, ...named } = spec;
    const bed = stackBed('app:1', { ...named, taskDefinition: 'nope:1' });
    bed.start();
    await bed.until(() => condition(bed, 'Ready')?.reason === 'DependencyNotReady');
    expect(condition(bed, 'Ready')?.message).toContain('TaskDefinition not found. The spec asks for nope:1.');
    const { deletionPolicy: _own, ...content } = taskDefinition('app:1');
    bed.simulator.act('ecs', 'RegisterTaskDefinition', { ...content, family: 'nope' });
    await bed.until(() => isReady(bed));
  });

  it('of the operator’s rights: told, and healed without a restart', async () => {
    const bed = stackBed();
    bed.simulator.faults.add({ operation: 'CreateService', kind: 'access-denied', count: 20 });
    bed.start();
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True');
    expect(condition(bed, 'Stalled')).toMatchObject({ reason: 'AccessDenied' });
    await bed.until(() => isReady(bed), 7_200_000);
    expect(deployments(bed)).toHaveLength(1);
  });

  it('of a restart: it is still owed, and made once when the refusal is over', async () => {
    const bed = await startedBed();
    bed.simulator.faults.add({ operation: 'UpdateService', kind: 'access-denied', count: 2 });
    bed.services.annotate(key, { 'ecs-operator.dev/restarted-at': 'now' });
    await bed.until(() => condition(bed, 'Ready')?.reason === 'AccessDenied');
    expect(read(bed).status?.lastHandled).toBeUndefined();
    await bed.until(() => deployments(bed).length === 2 && isReady(bed));
    await bed.pass(600_000);
    expect(deployments(bed)).toHaveLength(2);
  });

  it('of a forced change that is then taken back: no deployment', async () => {
    const bed = await startedBed();
    const { launchType: _launchType, ...rest } = spec;
    bed.services.replaceSpec(key, { ...rest, capacityProviderStrategy: [{ capacityProvider: 'nobody' }] });
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True');
    bed.services.replaceSpec(key, spec);
    await bed.until(() => isReady(bed));
    await bed.pass(600_000);
    expect(deployments(bed)).toHaveLength(1);
  });

  it('of a creation: the object can be deleted', async () => {
    const bed = stackBed('app:1', { ...spec, enableExecuteCommand: true });
    bed.start();
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True');
    bed.services.delete(key);
    await bed.until(() => bed.services.read(key) === undefined);
    expect(service(bed)).toEqual({});
  });

  it('of a missing cluster: waits for it, and goes on when it is there', async () => {
    const bed = stackBed('app:1', { ...spec, cluster: 'later' });
    bed.start();
    await bed.until(() => condition(bed, 'Reconciling')?.reason === 'DependencyNotReady');
    bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'later' });
    await bed.until(() => isReady(bed));
    expect(awsWrites(bed).filter((kind) => kind === 'CreateService')).toHaveLength(1);
  });
});

describe('references', () => {
  it('a task definition that does not exist yet', async () => {
    const bed = stackBed('app:1', { ...spec, taskDefinitionRef: { name: 'later' } });
    bed.start();
    await bed.until(() => condition(bed, 'Reconciling')?.reason === 'DependencyNotReady');
    bed.taskDefinitions.create({ namespace: key.namespace, name: 'later', spec: taskDefinition('app:1') });
    await bed.until(() => isReady(bed));
    expect(service(bed).taskDefinition).toMatch(/shop_later:1$/);
  });

  it('a family without a revision is resolved once, and again only for a new generation', async () => {
    const bed = stackBed('app:1');
    const register = () =>
      bed.simulator.act('ecs', 'RegisterTaskDefinition', { ...taskDefinition('app:9'), family: 'own' });
    register();
    const { taskDefinitionRef: _ref, ...rest } = spec;
    bed.services.replaceSpec(key, { ...rest, taskDefinition: 'own' });
    bed.start();
    await bed.until(() => isReady(bed));
    register();
    await bed.pass(600_000);
    expect(service(bed).taskDefinition).toMatch(/own:1$/);
    bed.services.replaceSpec(key, { ...rest, taskDefinition: 'own', propagateTags: 'SERVICE' });
    await bed.until(() => isReady(bed) && deployments(bed).length === 2);
    expect(service(bed).taskDefinition).toMatch(/own:2$/);
  });
});

describe('what costs nothing', () => {
  it('the same manifest again: no write at all', async () => {
    const bed = await startedBed();
    const before = bed.gate.effects.length;
    for (let time = 0; time < 20; time += 1) {
      bed.services.replaceSpec(key, spec);
      bed.taskDefinitions.replaceSpec(key, taskDefinition('app:1'));
      await bed.pass(10_000);
    }
    expect(bed.gate.effects.slice(before)).toEqual([]);
  });

  it('a suspended object: nothing is written to AWS, and the plan is told', async () => {
    const bed = await startedBed();
    const before = awsWrites(bed).length;
    bed.services.replaceSpec(key, { ...spec, suspend: true, desiredCount: 5 });
    await bed.until(() => condition(bed, 'Suspended')?.status === 'True');
    await bed.pass(600_000);
    expect(awsWrites(bed)).toHaveLength(before);
    expect(read(bed).status?.plan).toEqual(['desiredCount: 2 → 5']);
    bed.services.replaceSpec(key, { ...spec, desiredCount: 5 });
    await bed.until(() => isReady(bed) && read(bed).status?.runningCount === 5);
    expect(read(bed).status?.plan).toBeUndefined();
  });

  it('a restart of the operator', async () => {
    const bed = await startedBed();
    const before = bed.gate.effects.length;
    bed.kill();
    bed.start();
    await bed.pass(600_000);
    expect(bed.gate.effects.slice(before)).toEqual([]);
  });
});
