import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import type { OperatorBed } from './operator-bed.ts';
import { key, spec, taskDefinition } from './service-stack.ts';

const network = spec.networkConfiguration;
const scaling = { serviceRef: { name: 'web' }, minCapacity: 1, maxCapacity: 4 };
const resource = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/demo/shop_web',
  ScalableDimension: 'ecs:service:DesiredCount',
};

/** A stack as somebody made it with other tools, running. */
export async function madeByOthers(bed: OperatorBed): Promise<void> {
  const act = (operation: string, input: object) => bed.simulator.act('ecs', operation, { ...input });
  act('CreateCluster', { clusterName: 'demo' });
  const { deletionPolicy: _own, ...content } = taskDefinition('app:1');
  act('RegisterTaskDefinition', { ...content, family: 'shop_web' });
  act('CreateService', {
    cluster: 'demo',
    serviceName: 'shop_web',
    taskDefinition: 'shop_web:1',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: network,
    tags: [{ key: 'team', value: 'a' }],
  });
  bed.simulator.act('application-autoscaling', 'RegisterScalableTarget', {
    ...resource,
    MinCapacity: 1,
    MaxCapacity: 4,
  });
  await bed.pass(180_000);
}

type Policy = NonNullable<EcsServiceSpec['adoptionPolicy']>;

/** A service as it was made. */
const plain: EcsServiceSpec = {
  cluster: 'demo',
  taskDefinitionRef: { name: 'web' },
  launchType: 'FARGATE',
  ...(network === undefined ? {} : { networkConfiguration: network }),
};

/** The same, naming a revision, or none, instead of an EcsTaskDefinition. */
export function naming(change: Partial<EcsServiceSpec>): EcsServiceSpec {
  const { taskDefinitionRef: _none, ...rest } = plain;
  return { ...rest, ...change };
}

/** Objects that take the stack over. */
export function adopt(bed: OperatorBed, adoptionPolicy: Policy, image = 'app:1'): void {
  const { deletionPolicy: _default, ...content } = taskDefinition(image);
  bed.taskDefinitions.create({ ...key, spec: { ...content, adoptionPolicy } });
  bed.services.create({ ...key, spec: { ...plain, adoptionPolicy } });
  bed.scalings.create({ ...key, spec: { ...scaling, adoptionPolicy } });
}
