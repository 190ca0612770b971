import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import type { EcsService } from '../../src/api/resources.ts';
import { OperatorBed } from './operator-bed.ts';

/** One task definition and the service that refers to it, under one name, in a bed in memory. */
export const key = { namespace: 'shop', name: 'web' };
export const spec: EcsServiceSpec = {
  cluster: 'demo',
  taskDefinitionRef: { name: 'web' },
  desiredCount: 2,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-a'] } },
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
};

export function taskDefinition(image: string) {
  return {
    requiresCompatibilities: ['FARGATE' as const],
    networkMode: 'awsvpc' as const,
    cpu: '256',
    memory: '512',
    deletionPolicy: 'Delete' as const,
    containerDefinitions: [{ name: 'app', image, portMappings: [{ name: 'http', containerPort: 80 }] }],
  };
}

/** A bed with cluster, task definition and service; the operator is not started yet. */
export function stackBed(image = 'app:1', serviceSpec: EcsServiceSpec = spec): OperatorBed {
  const bed = new OperatorBed();
  bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
  bed.taskDefinitions.create({ ...key, spec: taskDefinition(image) });
  bed.services.create({ ...key, spec: serviceSpec });
  return bed;
}

/** The same, up and Ready. */
export async function startedBed(): Promise<OperatorBed> {
  const bed = stackBed();
  bed.start();
  await bed.until(() => isReady(bed));
  // ECS takes a deployment as one to roll back to only some time after its success.
  await bed.pass(120_000);
  return bed;
}

export function read(bed: OperatorBed): EcsService {
  return bed.services.mustRead(key);
}

export function condition(bed: OperatorBed, type: string) {
  return read(bed).status?.conditions?.find((each) => each.type === type);
}

export function isReady(bed: OperatorBed): boolean {
  const ready = condition(bed, 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === read(bed).metadata.generation;
}

export function deployments(bed: OperatorBed): { status: string; targetServiceRevisionArn: string }[] {
  const answer = bed.simulator.act('ecs', 'ListServiceDeployments', { cluster: 'demo', service: 'shop_web' });
  return answer.serviceDeployments as { status: string; targetServiceRevisionArn: string }[];
}

export function service(bed: OperatorBed): Record<string, unknown> {
  const input = { cluster: 'demo', services: ['shop_web'], include: ['TAGS'] };
  const [found] = bed.simulator.act('ecs', 'DescribeServices', input).services as Record<string, unknown>[];
  return found ?? {};
}

/** The service asks for the revision that the task definition registered last. */
export function wanted(bed: OperatorBed): boolean {
  const { taskDefinitionArn } = bed.taskDefinitions.mustRead(key).status ?? {};
  return read(bed).status?.taskDefinition?.wanted === taskDefinitionArn;
}

export function awsWrites(bed: OperatorBed): string[] {
  return bed.gate.effects.map(({ kind }) => kind).filter((kind) => kind !== 'ApplyStatus' && kind !== 'SetFinalizers');
}
