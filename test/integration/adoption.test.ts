import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { condition, IntegrationBed } from '../support/integration-bed.ts';

const network = { awsvpcConfiguration: { subnets: ['subnet-a'] } };
const content = {
  family: 'ledger',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'app', image: 'app:1', environment: [{ name: 'MODE', value: 'live' }] }],
};
const resource = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/demo/ledger',
  ScalableDimension: 'ecs:service:DesiredCount',
};
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 120 });
}, 60_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

function manifest(kind: string, spec: object) {
  return {
    apiVersion: 'ecs-operator.dev/v1alpha1',
    kind,
    metadata: { name: 'ledger' },
    spec: { adoptionPolicy: 'Required', ...spec },
  };
}

function stack(image = 'app:1') {
  const containerDefinitions = content.containerDefinitions.map((container) => ({ ...container, image }));
  return [
    manifest('EcsTaskDefinition', { ...content, containerDefinitions }),
    manifest('EcsService', {
      cluster: 'demo',
      serviceName: 'ledger',
      taskDefinitionRef: { name: 'ledger' },
      launchType: 'FARGATE',
      networkConfiguration: network,
    }),
    manifest('EcsScaling', { serviceRef: { name: 'ledger' }, minCapacity: 1, maxCapacity: 3 }),
  ];
}

function deployments(): number {
  const answer = bed.simulator.act('ecs', 'ListServiceDeployments', { cluster: 'demo', service: 'ledger' });
  return Array.isArray(answer.serviceDeployments) ? answer.serviceDeployments.length : 0;
}

function makeInAws(): void {
  bed.simulator.act('ecs', 'RegisterTaskDefinition', content);
  bed.simulator.act('ecs', 'CreateService', {
    cluster: 'demo',
    serviceName: 'ledger',
    taskDefinition: 'ledger',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: network,
  });
  bed.simulator.act('application-autoscaling', 'RegisterScalableTarget', {
    ...resource,
    MinCapacity: 1,
    MaxCapacity: 3,
  });
}

describe('adoption on a real API server', () => {
  it('waits, takes a running stack over by its tags, rolls a change out once, and lets it stay', async () => {
    await bed.apply(stack());
    await bed.untilCondition('ecstaskdefinitions', 'ledger', 'Ready', 'DependencyNotReady');
    expect(bed.awsWrites()).toEqual({});

    makeInAws();
    const before = bed.awsWrites();
    const service = await bed.untilDeployed('ledger');
    const scaling = await bed.untilReady('ecsscalings', 'ledger');
    expect([service.status?.['adopted'], scaling.status?.['adopted']]).toEqual([true, true]);
    expect(condition(service, 'Ready')?.message).toContain('ledger:1');
    expect(Object.keys(bed.awsWritesSince(before))).toEqual(['TagResource']);
    expect(deployments()).toBe(1);

    await bed.apply(stack('app:2'));
    await bed.until('ecstaskdefinitions', 'ledger', ({ status }) => status?.['revision'] === 2);
    await bed.untilDeployed('ledger');
    expect(deployments()).toBe(2);

    for (const kind of ['ecsscalings', 'ecsservices', 'ecstaskdefinitions']) {
      await bed.delete(kind, 'ledger');
      await bed.untilGone(kind, 'ledger');
    }
    const described = bed.simulator.act('ecs', 'DescribeServices', { cluster: 'demo', services: ['ledger'] });
    expect(described.services).toMatchObject([{ status: 'ACTIVE', desiredCount: 1 }]);
  }, 120_000);
});
