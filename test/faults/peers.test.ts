import { describe, expect, it, jest } from '@jest/globals';
import type { OperatorBed } from '../support/operator-bed.ts';
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
} from '../support/service-stack.ts';

/** What users of other operators for ECS complain about, each shown not to happen here. */
jest.setTimeout(60_000);

const name = { cluster: 'demo', service: 'shop_web' };
const { desiredCount: _desiredCount, ...countless } = spec;

function countOf(bed: OperatorBed, operation: string): number {
  return awsWrites(bed).filter((each) => each === operation).length;
}

/** The revisions of the family that are ACTIVE. */
function active(bed: OperatorBed): string[] {
  const answer = bed.simulator.act('ecs', 'ListTaskDefinitions', { familyPrefix: 'shop_web', status: 'ACTIVE' });
  return (answer.taskDefinitionArns as string[]).map((arn) => arn.slice(arn.lastIndexOf(':') + 1)).toSorted();
}

describe('manifests', () => {
  it('references are not replaced in the spec, and asserting them again redeploys nothing', async () => {
    const bed = await startedBed();
    for (let hour = 0; hour < 24; hour += 1) {
      bed.services.replaceSpec(key, spec);
      bed.services.annotate(key, { applied: String(hour) });
      await bed.pass(3_600_000);
    }
    expect(read(bed)).toMatchObject({ spec, metadata: { generation: 1 } });
    expect(read(bed).spec).toEqual(spec);
    expect(deployments(bed)).toHaveLength(1);
  });

  it('short container definitions, asserted every ten minutes for a day, register nothing', async () => {
    const bed = await startedBed();
    const before = bed.gate.effects.length;
    for (let time = 0; time < 144; time += 1) {
      bed.taskDefinitions.replaceSpec(key, taskDefinition('app:1'));
      await bed.pass(600_000);
    }
    expect(bed.gate.effects.slice(before)).toEqual([]);
    expect(bed.taskDefinitions.mustRead(key).spec).toEqual(taskDefinition('app:1'));
  });

  it("AWS's defaults, spelled out where they were left out, register nothing", async () => {
    const bed = await startedBed();
    const { containerDefinitions, ...rest } = taskDefinition('app:1');
    const spelledOut = { cpu: 0, essential: true, environment: [], mountPoints: [], volumesFrom: [] };
    bed.taskDefinitions.replaceSpec(key, {
      ...rest,
      containerDefinitions: containerDefinitions.map((container) => ({ ...container, ...spelledOut })),
    });
    await bed.until(() => bed.taskDefinitions.mustRead(key).status?.observedGeneration === 2);
    await bed.pass(600_000);
    expect(countOf(bed, 'RegisterTaskDefinition')).toBe(1);
    expect(deployments(bed)).toHaveLength(1);
  });

  it('an annotation alone is acted on, at once', async () => {
    const bed = stackBed();
    bed.start({ resyncMs: 36_000_000 });
    await bed.until(() => isReady(bed));
    await bed.pass(600_000);
    bed.simulator.act('ecs', 'UpdateService', { ...name, desiredCount: 7 });
    await bed.pass(600_000);
    expect(service(bed)).toMatchObject({ desiredCount: 7 });
    bed.services.annotate(key, { 'ecs-operator.dev/reconcile-requested-at': 'now' });
    await bed.pass(2_000);
    expect(service(bed)).toMatchObject({ desiredCount: 2 });
  });
});

describe('changes', () => {
  it('a new revision reaches the service within two seconds, pinned', async () => {
    const bed = await startedBed();
    bed.taskDefinitions.replaceSpec(key, taskDefinition('app:2'));
    await bed.pass(2_000);
    expect(service(bed)).toMatchObject({ taskDefinition: expect.stringMatching(/task-definition\/shop_web:2$/) });
  });

  it('an update carries only what changed: what another hand set elsewhere stays, and no task is replaced', async () => {
    const bed = await startedBed();
    bed.simulator.act('ecs', 'UpdateService', { ...name, enableECSManagedTags: true, platformVersion: '1.4.0' });
    await bed.pass(600_000);
    const before = deployments(bed).length;
    bed.services.replaceSpec(key, { ...spec, propagateTags: 'SERVICE' });
    await bed.until(() => isReady(bed) && service(bed).propagateTags === 'SERVICE');
    await bed.pass(600_000);
    expect(service(bed)).toMatchObject({ enableECSManagedTags: true, platformVersion: '1.4.0' });
    expect(deployments(bed)).toHaveLength(before);
  });

  it('a count that the spec does not name is never set back, nor written into the spec', async () => {
    const bed = stackBed('app:1', countless);
    bed.start();
    await bed.until(() => isReady(bed));
    bed.simulator.act('ecs', 'UpdateService', { ...name, desiredCount: 5 });
    await bed.pass(3_600_000);
    bed.services.replaceSpec(key, { ...countless, propagateTags: 'SERVICE' });
    await bed.until(() => isReady(bed) && service(bed).propagateTags === 'SERVICE');
    expect(service(bed)).toMatchObject({ desiredCount: 5, runningCount: 5 });
    expect(read(bed).spec.desiredCount).toBeUndefined();
  });

  it('tags of a service change by TagResource, and an operator started anew writes nothing', async () => {
    const bed = await startedBed();
    const before = awsWrites(bed).length;
    bed.services.replaceSpec(key, { ...spec, tags: [{ key: 'team', value: 'shop' }] });
    await bed.until(() => isReady(bed));
    expect(service(bed).tags).toContainEqual({ key: 'team', value: 'shop' });
    bed.kill();
    bed.start();
    await bed.pass(3_600_000);
    expect(awsWrites(bed).slice(before)).toEqual(['TagResource']);
    expect(deployments(bed)).toHaveLength(1);
  });

  it('of one of several policies in one scaling put that one', async () => {
    const bed = await startedBed();
    const policy = (metric: 'CPU' | 'Memory', targetValue: number) => ({
      name: metric,
      policyType: 'TargetTrackingScaling' as const,
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        predefinedMetricSpecification: { predefinedMetricType: `ECSServiceAverage${metric}Utilization` as const },
      },
    });
    const scaling = { serviceRef: { name: key.name }, minCapacity: 2, maxCapacity: 4 };
    bed.scalings.create({ ...key, spec: { ...scaling, policies: [policy('CPU', 60), policy('Memory', 70)] } });
    await bed.until(() => bed.scalings.mustRead(key).status?.policies?.length === 2);
    bed.scalings.replaceSpec(key, { ...scaling, policies: [policy('CPU', 60), policy('Memory', 80)] });
    await bed.until(() => bed.scalings.mustRead(key).status?.observedGeneration === 2);
    expect(countOf(bed, 'PutScalingPolicy')).toBe(3);
    const { ScalingPolicies } = bed.simulator.act('application-autoscaling', 'DescribeScalingPolicies', {
      ServiceNamespace: 'ecs',
    });
    expect(ScalingPolicies).toHaveLength(2);
  });
});

describe('trouble', () => {
  it('an InvalidParameterException that heals is tried again until it has', async () => {
    const { launchType: _launchType, ...rest } = spec;
    const bed = stackBed('app:1', { ...rest, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] });
    const providers = { cluster: 'demo', defaultCapacityProviderStrategy: [] };
    bed.simulator.act('ecs', 'PutClusterCapacityProviders', { ...providers, capacityProviders: ['FARGATE'] });
    bed.start();
    await bed.until(() => condition(bed, 'Ready')?.status === 'False');
    expect(condition(bed, 'Ready')?.message).toContain('InvalidParameterException');
    await bed.pass(1_800_000);
    bed.simulator.act('ecs', 'PutClusterCapacityProviders', {
      ...providers,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    });
    await bed.until(() => isReady(bed));
    expect(deployments(bed)).toHaveLength(1);
  });

  it.each(['access-denied', 'throttle', 'server-error', 'html-error', 'time-out'] as const)(
    'every error path sets a condition: %s',
    async (kind) => {
      for (const operation of ['RegisterTaskDefinition', 'CreateService', 'DescribeServices']) {
        const bed = stackBed();
        bed.simulator.faults.add({ operation, kind });
        bed.start();
        const reader = operation === 'RegisterTaskDefinition' ? bed.taskDefinitions : bed.services;
        const ready = () => reader.mustRead(key).status?.conditions?.find(({ type }) => type === 'Ready');
        await bed.until(() => ready()?.status === 'False', 600_000);
        expect(ready()?.message).toContain(operation);
        expect(ready()?.message).not.toContain('<html');
        bed.dispose();
      }
    },
  );

  it('events tell what happened, and nothing repeats while nothing happens', async () => {
    const bed = await startedBed();
    bed.taskDefinitions.replaceSpec(key, taskDefinition('app:crash'));
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'RolledBack');
    const told = bed.kube.events.filter(({ object }) => object === 'EcsService/shop/web');
    expect(told.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['RolledBack']));
    const before = bed.kube.events.length;
    await bed.pass(3_600_000);
    expect(bed.kube.events).toHaveLength(before);
  });

  it('reasons of stopped tasks are in status', async () => {
    const bed = await startedBed();
    bed.taskDefinitions.replaceSpec(key, taskDefinition('app:cannot-pull'));
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'RolledBack', 3_600_000);
    expect(read(bed).status?.failedTasks?.[0]?.reason).toContain('CannotPullContainerError');
  });
});

describe('deletion', () => {
  it('of a DAEMON service, changed before, leaves no finalizer behind', async () => {
    const { launchType: _launchType, networkConfiguration: _network, ...rest } = countless;
    const daemon = { ...rest, launchType: 'EC2' as const, schedulingStrategy: 'DAEMON' as const };
    const bed = stackBed('app:1', daemon);
    bed.taskDefinitions.replaceSpec(key, {
      containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }],
      deletionPolicy: 'Delete',
    });
    bed.start();
    await bed.until(() => service(bed).status === 'ACTIVE');
    bed.services.replaceSpec(key, { ...daemon, propagateTags: 'SERVICE' });
    await bed.until(() => service(bed).propagateTags === 'SERVICE');
    bed.services.delete(key);
    await bed.until(() => bed.services.read(key) === undefined);
    expect(service(bed).status).toBe('INACTIVE');
    expect(countOf(bed, 'DeleteService')).toBe(1);
  });

  it('of a task definition never deregisters what others registered in its family', async () => {
    const bed = await startedBed();
    bed.simulator.act('ecs', 'RegisterTaskDefinition', { ...taskDefinition('theirs:1'), family: 'shop_web' });
    bed.services.delete(key);
    bed.taskDefinitions.delete(key);
    await bed.until(() => bed.taskDefinitions.read(key) === undefined);
    expect(active(bed)).toEqual(['2']);
  });

  it('is not held up by a cluster that is gone', async () => {
    const bed = await startedBed();
    bed.kill();
    bed.simulator.act('ecs', 'DeleteService', { ...name, force: true });
    await bed.pass(600_000);
    bed.simulator.act('ecs', 'DeleteCluster', { cluster: 'demo' });
    await bed.pass(7_200_000);
    bed.start();
    bed.services.delete(key);
    await bed.until(() => bed.services.read(key) === undefined);
    expect(countOf(bed, 'CreateService')).toBe(1);
  });
});
