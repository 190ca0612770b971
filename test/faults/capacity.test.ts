import { describe, expect, it } from '@jest/globals';
import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import { serviceAdminActions } from '../../src/simulator/elastic-container-service/services/admin.ts';
import { putFact } from '../../src/simulator/outer-world/admin.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import { awsWrites, condition, isReady, key, read, service, spec, stackBed, wanted } from '../support/service-stack.ts';

const onInstances = (image: string) => ({
  deletionPolicy: 'Delete' as const,
  containerDefinitions: [{ name: 'app', image, memory: 512, cpu: 256 }],
});
const daemon: EcsServiceSpec = {
  cluster: 'demo',
  taskDefinitionRef: { name: 'web' },
  launchType: 'EC2',
  schedulingStrategy: 'DAEMON',
};

function setInstances(bed: OperatorBed, count: number, size: { cpu?: number; memory?: number } = {}): void {
  serviceAdminActions['set-instances']?.(bed.simulator.context, { cluster: 'demo', count, ...size });
}

function bedOf(serviceSpec: EcsServiceSpec, instances: number, size = {}): OperatorBed {
  const bed = new OperatorBed();
  bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  setInstances(bed, instances, size);
  bed.taskDefinitions.create({ ...key, spec: onInstances('app:1') });
  bed.services.create({ ...key, spec: serviceSpec });
  bed.start();
  return bed;
}

describe('a DAEMON service', () => {
  it('is Ready with a task on every instance, and follows instances that come and go without a write', async () => {
    const bed = bedOf(daemon, 3);
    await bed.until(() => isReady(bed));
    expect(service(bed)).toMatchObject({ runningCount: 3, schedulingStrategy: 'DAEMON' });
    const before = awsWrites(bed).length;
    setInstances(bed, 5);
    await bed.until(() => service(bed)['runningCount'] === 5);
    setInstances(bed, 2);
    await bed.until(() => service(bed)['runningCount'] === 2);
    await bed.pass(600_000);
    expect(isReady(bed)).toBe(true);
    expect(read(bed).status).toMatchObject({ runningCount: 2, desiredCount: 2 });
    expect(awsWrites(bed)).toHaveLength(before);
  });

  it('rolls out a new image in one deployment', async () => {
    const bed = bedOf(daemon, 3);
    await bed.until(() => isReady(bed));
    const before = awsWrites(bed).length;
    bed.taskDefinitions.replaceSpec(key, onInstances('app:2'));
    await bed.until(() => wanted(bed) && isReady(bed) && read(bed).status?.taskDefinition?.revision === 'shop_web:2');
    expect(awsWrites(bed).slice(before)).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(service(bed)).toMatchObject({ runningCount: 3 });
  });
});

describe('a service on instances that are too few', () => {
  it('waits, says in ECS’s words what is missing, and is Ready when room comes', async () => {
    const replicas: EcsServiceSpec = { ...daemon, schedulingStrategy: 'REPLICA', desiredCount: 4 };
    const bed = bedOf(replicas, 1, { cpu: 512, memory: 2_048 });
    await bed.until(() => condition(bed, 'Ready')?.message.includes('unable to place a task') === true);
    expect(condition(bed, 'Ready')).toMatchObject({ status: 'Unknown', reason: 'Progressing' });
    expect(condition(bed, 'Ready')?.message).toMatch(/insufficient CPU/i);
    await bed.pass(300_000);
    expect(service(bed)).toMatchObject({ runningCount: 2 });
    setInstances(bed, 2);
    await bed.until(() => isReady(bed));
    expect(service(bed)).toMatchObject({ runningCount: 4 });
  });
});

describe('a service on Fargate Spot', () => {
  it('that finds no capacity waits for it, and does not go elsewhere', async () => {
    const { launchType: _, ...rest } = spec;
    const bed = stackBed('app:1', {
      ...rest,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    const shortage = (state: string) => putFact(bed.simulator.world, 'capacity', 'FARGATE_SPOT', state);
    shortage('unavailable');
    bed.start();
    await bed.until(() => condition(bed, 'Ready')?.message.includes('unable to place a task') === true);
    expect(service(bed)).toMatchObject({ runningCount: 0 });
    shortage('exists');
    await bed.until(() => isReady(bed));
    expect(service(bed)).toMatchObject({ runningCount: 2 });
  });
});
