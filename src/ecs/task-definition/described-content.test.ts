import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import type { EcsTaskDefinitionSpec } from '../../api/generated/ecs-task-definition.ts';
import { hasContent } from './described-content.ts';
import { resolveTaskDefinition } from './register-input.ts';

const spec: EcsTaskDefinitionSpec = {
  deletionPolicy: 'Retain',
  adoptionPolicy: 'IfExists',
  cpu: '.25 vCPU',
  memory: '0.5 GB',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE', 'EC2'],
  tags: [{ key: 'team', value: 'a' }],
  volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
  containerDefinitions: [
    {
      name: 'app',
      image: 'app:1',
      portMappings: [{ containerPort: 80, name: 'http' }, { containerPort: 9090 }],
      environment: [
        { name: 'B', value: '' },
        { name: 'A', value: '1' },
      ],
      healthCheck: { command: ['CMD', 'true'] },
      linuxParameters: { initProcessEnabled: true },
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
      dockerLabels: { driver: 'local' },
    },
    { name: 'side', image: 'side:1', essential: false },
  ],
};

/** As ECS reads it back: with its defaults, read-only members, and lists in other orders. */
const described: TaskDefinition = {
  taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/shop_web:7',
  family: 'shop_web',
  revision: 7,
  status: 'ACTIVE',
  registeredAt: new Date(0),
  registeredBy: 'arn:aws:iam::111122223333:user/ci',
  compatibilities: ['EC2', 'FARGATE'],
  requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
  cpu: '256',
  memory: '512',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['EC2', 'FARGATE'],
  placementConstraints: [],
  volumes: [
    {
      name: 'data',
      host: {},
      efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/', transitEncryption: 'DISABLED' },
    },
  ],
  containerDefinitions: [
    {
      name: 'side',
      image: 'side:1',
      essential: false,
      cpu: 0,
      portMappings: [],
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
    },
    {
      name: 'app',
      image: 'app:1',
      essential: true,
      cpu: 0,
      versionConsistency: 'enabled',
      portMappings: [
        { containerPort: 9090, hostPort: 9090, protocol: 'tcp' },
        { containerPort: 80, hostPort: 80, protocol: 'tcp', name: 'http' },
      ],
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '' },
      ],
      healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
      linuxParameters: { initProcessEnabled: true, capabilities: { add: [], drop: [] }, devices: [], tmpfs: [] },
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: false }],
      volumesFrom: [],
      systemControls: [],
      dockerLabels: { driver: 'local' },
    },
  ],
};

type Container = NonNullable<TaskDefinition['containerDefinitions']>[number];

function equal(change: Partial<TaskDefinition> = {}): boolean {
  return hasContent({ ...described, ...change }, resolveTaskDefinition(spec, 'shop_web'));
}

function withApp(change: Container): Partial<TaskDefinition> {
  const [side = {}, app = {}] = described.containerDefinitions ?? [];
  return { containerDefinitions: [side, { ...app, ...change }] };
}

describe('hasContent', () => {
  it('knows the spec again under the defaults and orderings of ECS', () => {
    expect(equal()).toBe(true);
  });

  it.each<[string, Partial<TaskDefinition>]>([
    ['another image', withApp({ image: 'app:2' })],
    ['a variable more', withApp({ environment: [{ name: 'A', value: '1' }] })],
    [
      'another value',
      withApp({
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: 'b' },
        ],
      }),
    ],
    ['a container that is not essential', withApp({ essential: false })],
    ['a reserved CPU', withApp({ cpu: 10 })],
    ['another health check', withApp({ healthCheck: { command: ['CMD', 'true'], interval: 10 } })],
    ['a capability', withApp({ linuxParameters: { initProcessEnabled: true, capabilities: { add: ['SYS_PTRACE'] } } })],
    ['a label of the name of a default', withApp({ dockerLabels: {} })],
    ['a container less', { containerDefinitions: described.containerDefinitions?.slice(1) }],
    ['a role', { taskRoleArn: 'arn:aws:iam::111122223333:role/app' }],
    ['more memory', { memory: '1024' }],
    ['another family', { family: 'other' }],
    ['a volume less', { volumes: [] }],
  ])('%s is other content', (_what, change) => {
    expect(equal(change)).toBe(false);
  });

  it.each([
    ['bridge as AWS fills it in', { networkMode: 'bridge' as const }, true],
    ['none', { networkMode: 'none' as const }, false],
  ])('of a spec without network mode: %s', (_what, change, expected) => {
    const containerDefinitions = [{ name: 'app', image: 'app:1', memory: 128 }];
    const plain = { family: 'shop_web', containerDefinitions, ...change };
    expect(hasContent(plain, { family: 'shop_web', containerDefinitions })).toBe(expected);
  });

  it('ports of mode host are written once or twice', () => {
    const described = { name: 'app', image: 'app:1', portMappings: [{ containerPort: 80, hostPort: 80 }] };
    const wanted = { name: 'app', image: 'app:1', portMappings: [{ containerPort: 80 }] };
    const of = (container: Container, networkMode: 'host' | 'bridge') => ({
      family: 'shop_web',
      networkMode,
      containerDefinitions: [container],
    });
    expect(hasContent(of(described, 'host'), of(wanted, 'host'))).toBe(true);
    expect(hasContent(of(described, 'bridge'), of(wanted, 'bridge'))).toBe(false);
  });
});
