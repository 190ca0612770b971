import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { putFact } from '../../../outer-world/admin.ts';
import { fargateDefinition } from '../../../test-account.ts';
import { createTestService, type TestService } from '../test-service.ts';

const group = {
  targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/1',
  containerName: 'app',
  containerPort: 80,
};
const registryArn = 'arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1';
const many = (count: number, item: Json): Json[] => Array.from({ length: count }, () => item);
const connect = (portName: string): Json => ({
  serviceConnectConfiguration: { enabled: true, namespace: 'internal', services: [{ portName }] },
});

/** `web:1` for Fargate with a named port, `bridge:1` for EC2. */
function prepared(): TestService {
  const container = { portMappings: [{ name: 'http', containerPort: 80 }] };
  const service = createTestService(['app:1'], container);
  const small = { name: 'app', image: 'app', memory: 8, ...container };
  service.ecs('RegisterTaskDefinition', { family: 'bridge', containerDefinitions: [small] });
  return service;
}

const creation: Json = {
  cluster: 'demo',
  serviceName: 'web',
  taskDefinition: 'web:1',
  desiredCount: 0,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
};
const onEc2 = { taskDefinition: 'bridge', launchType: 'EC2', networkConfiguration: undefined };

const refused: [string, Json, string][] = [
  ['load balancers', { loadBalancers: many(6, group) }, 'load balancers can have at most 5 items.'],
  ['registries', { serviceRegistries: many(2, { registryArn }) }, 'service registries can have at most 1 items.'],
  [
    'placement constraints',
    { placementConstraints: many(11, { type: 'distinctInstance' }) },
    'placement constraints can have at most 10 items.',
  ],
  [
    'placement strategies',
    { placementStrategy: many(6, { type: 'random' }) },
    'placement strategies can have at most 5 items.',
  ],
  ['tags to propagate', { propagateTags: 'ALL' }, 'propagate tags should be one of [TASK_DEFINITION,SERVICE,NONE]'],
  [
    'rebalancing',
    { availabilityZoneRebalancing: 'MAYBE' },
    'availability zone rebalancing should be one of [ENABLED,DISABLED]',
  ],
  ['grace', { healthCheckGracePeriodSeconds: -1 }, 'Health check grace period can not be lesser than 0'],
  [
    'a balancer without a name',
    { loadBalancers: [{ containerName: 'app', containerPort: 80 }] },
    'Target Group ARN and Load Balancer Name cannot both be blank.',
  ],
  [
    'a registry with both ports',
    { serviceRegistries: [{ registryArn, port: 80, containerName: 'app', containerPort: 80 }] },
    "Specify a value for either 'port' or the 'containerName' and 'containerPort' combination, but not both. Remove one and retry.",
  ],
  [
    'a registry of another container',
    { serviceRegistries: [{ registryArn, containerName: 'other', containerPort: 80 }] },
    'The container other does not exist in the task definition.',
  ],
  ['a port without a name', connect('grpc'), 'The port name grpc does not exist in the task definition.'],
];

describe('CreateService takes no more than AWS does:', () => {
  it.each<[string, Json, string]>([
    ...refused,
    [
      'a registry on EC2 without a port',
      { ...onEc2, serviceRegistries: [{ registryArn }] },
      `When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be specified from the task definition. Registry: ${registryArn}`,
    ],
    [
      'a role where only the service-linked one will do',
      { role: 'mine' },
      'You cannot specify an IAM role for services that require a service linked role.',
    ],
    [
      'volumes of a daemon',
      { ...onEc2, schedulingStrategy: 'DAEMON', desiredCount: undefined, volumeConfigurations: [{ name: 'data' }] },
      'The daemon scheduling strategy does not support volume configurations.',
    ],
  ])('%s', (_what, change, message) => {
    const service = prepared();
    expect(service.refusal('CreateService', { ...creation, ...change })).toBe(`InvalidParameterException: ${message}`);
  });

  it('what is right', () => {
    const service = prepared();
    service.create({
      ...connect('http'),
      serviceRegistries: [{ registryArn, containerName: 'app', containerPort: 80 }],
    });
    service.ecs('CreateService', { ...creation, ...onEc2, serviceName: 'mine', role: 'mine', loadBalancers: [group] });
  });
});

describe('UpdateService takes no more either:', () => {
  it.each(refused)('%s', (_what, change, message) => {
    const service = prepared();
    service.create();
    const before = service.read();
    const request = { cluster: 'demo', service: 'web', ...change };
    expect(service.refusal('UpdateService', request)).toBe(`InvalidParameterException: ${message}`);
    expect(service.read()).toEqual(before);
  });

  it('a platform version where there are no platforms', () => {
    const service = prepared();
    service.create(onEc2);
    const request = { cluster: 'demo', service: 'web', platformVersion: 'LATEST' };
    expect(service.refusal('UpdateService', request)).toBe(
      'InvalidParameterException: The platform version must be null when specifying an EC2 launch type.',
    );
  });
});

describe('a platform', () => {
  it.each([
    { ephemeralStorage: { sizeInGiB: 30 } },
    { volumes: [{ name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] },
  ])('of before 1.4.0 does not have what a definition needs: %j', (task) => {
    const service = prepared();
    service.ecs('RegisterTaskDefinition', { ...fargateDefinition({}, task), family: 'new' });
    const request = { ...creation, taskDefinition: 'new', platformVersion: '1.3.0' };
    expect(service.refusal('CreateService', request)).toBe(
      'PlatformTaskDefinitionIncompatibilityException: One or more of the requested capabilities are not supported.',
    );
    service.ecs('CreateService', { ...request, platformVersion: '1.4.0' });
  });
});

describe('lists', () => {
  it('of tasks can be those of one container instance', () => {
    const service = prepared();
    expect(service.ecs('ListTasks', { cluster: 'demo', containerInstance: 'a'.repeat(32) })).toEqual({ taskArns: [] });
  });

  it('of services ask for one of two kinds of management', () => {
    const service = prepared();
    service.create();
    expect(service.refusal('ListServices', { cluster: 'demo', resourceManagementType: 'ME' })).toBe(
      'InvalidParameterException: resource management type should be one of [CUSTOMER,ECS]',
    );
    expect(service.ecs('ListServices', { cluster: 'demo', resourceManagementType: 'ECS' })['serviceArns']).toEqual([]);
  });

  it('of services in a namespace need the namespace', () => {
    const service = prepared();
    const request = { namespace: 'internal' };
    expect(service.ecs('ListServicesByNamespace', request)).toEqual({ serviceArns: [] });
    putFact(service.world, 'namespace', 'internal', 'missing');
    expect(service.refusal('ListServicesByNamespace', request)).toBe(
      "NamespaceNotFoundException: The specified namespace wasn't found.",
    );
  });
});
