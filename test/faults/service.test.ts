import { describe, expect, it } from '@jest/globals';
import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import type { EcsService } from '../../src/api/resources.ts';
import { OperatorBed } from '../support/operator-bed.ts';

const key = { namespace: 'shop', name: 'web' };
const spec: EcsServiceSpec = {
  cluster: 'demo',
  taskDefinitionRef: { name: 'web' },
  desiredCount: 2,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-a'] } },
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
};

function taskDefinition(image: string) {
  return {
    requiresCompatibilities: ['FARGATE' as const],
    networkMode: 'awsvpc' as const,
    cpu: '256',
    memory: '512',
    deletionPolicy: 'Delete' as const,
    containerDefinitions: [{ name: 'app', image }],
  };
}

async function startedBed(): Promise<OperatorBed> {
  const bed = new OperatorBed();
  bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  bed.taskDefinitions.create({ ...key, spec: taskDefinition('app:1') });
  bed.services.create({ ...key, spec });
  bed.start();
  await bed.until(() => isReady(bed));
  return bed;
}

function read(bed: OperatorBed): EcsService {
  return bed.services.mustRead(key);
}

function condition(bed: OperatorBed, type: string) {
  return read(bed).status?.conditions?.find((each) => each.type === type);
}

function isReady(bed: OperatorBed): boolean {
  const ready = condition(bed, 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === read(bed).metadata.generation;
}

function deployments(bed: OperatorBed): { status: string; targetServiceRevisionArn: string }[] {
  const answer = bed.simulator.act('ecs', 'ListServiceDeployments', { cluster: 'demo', service: 'shop_web' });
  return answer.serviceDeployments as { status: string; targetServiceRevisionArn: string }[];
}

function writes(bed: OperatorBed): string[] {
  return bed.gate.effects.map((effect) => `${effect.object.split('/')[0]} ${effect.kind}`);
}

describe('EcsService', () => {
  it('comes up with one deployment', async () => {
    const bed = await startedBed();
    expect(deployments(bed)).toMatchObject([{ status: 'SUCCESSFUL' }]);
  });
});
