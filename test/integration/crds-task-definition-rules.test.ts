import { but, describeRules, type Spec } from '../support/rule-cases.ts';

const container = { name: 'app', image: 'nginx:1' };
const ec2: Spec = { containerDefinitions: [container] };
const fargate: Spec = {
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  containerDefinitions: [container],
};
const efs = { fileSystemId: 'fs-1' };
const windows = { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' };
const tmpfs = [{ containerPath: '/tmp', size: 64 }];
const hosts = [{ hostname: 'a', ipAddress: '10.0.0.1' }];

function withEfs(changes: Spec): Spec {
  const authorizationConfig = { accessPointId: 'fsap-1' };
  return but(fargate, {
    volumes: [{ name: 'data', efsVolumeConfiguration: { ...efs, authorizationConfig, ...changes } }],
  });
}

function withContainer(base: Spec, changes: Spec): Spec {
  return but(base, { containerDefinitions: [{ ...container, ...changes }] });
}

function withPorts(base: Spec, ...portMappings: Spec[]): Spec {
  return withContainer(base, { portMappings });
}

describeRules('EcsTaskDefinition', {
  taken: [
    ['the smallest definition', ec2],
    ['the smallest definition on Fargate', fargate],
    ['sizes in words', but(fargate, { cpu: '.25 vCPU', memory: '0.5 GB' })],
    ['sizes that AWS may have tomorrow', but(fargate, { cpu: '32768', memory: '249856' })],
    ['one port by two protocols', withPorts(fargate, { containerPort: 53 }, { containerPort: 53, protocol: 'udp' })],
    ['one port twice in mode bridge', withPorts(ec2, { containerPort: 80 }, { containerPort: 80, hostPort: 8080 })],
    ['an empty directory on Fargate', but(fargate, { volumes: [{ name: 'tmp', host: {} }] })],
    ['a Fargate size in words, with a point', but(fargate, { cpu: '1 vCPU', memory: '7.0GB' })],
    ['Windows on Fargate', but(fargate, { cpu: '1024', memory: '2048', runtimePlatform: windows })],
    ['what Fargate can do', withContainer(fargate, { privileged: false, linuxParameters: { devices: [], tmpfs } })],
    ['an access point', withEfs({ transitEncryption: 'ENABLED', rootDirectory: '/' })],
    ['a process namespace for the task on Fargate', but(fargate, { pidMode: 'task' })],
    ['links in mode bridge', withContainer(ec2, { links: ['db'], hostname: 'web', extraHosts: hosts })],
    [
      'roles by reference',
      withContainer(
        but(fargate, {
          executionRoleRef: { name: 'web.execution' },
          taskRoleRef: { apiVersion: 'v1', kind: 'ConfigMap', name: 'roles', fieldPath: 'data.web-task' },
        }),
        { secrets: [{ name: 'A', valueFrom: 'b' }] },
      ),
    ],
    ['unlimited', withContainer(ec2, { ulimits: [{ name: 'core', softLimit: 5, hardLimit: -1 }] })],
    ['an empty value', withContainer(ec2, { environment: [{ name: 'A', value: '' }] })],
  ],
  refused: [
    [{ containerDefinitions: [] }, 'spec.containerDefinitions in body should have at least 1 items'],
    [{}, 'spec.containerDefinitions: Required value'],
    [
      but(ec2, { containerDefinitions: [container, container] }),
      'spec.containerDefinitions[1]: Duplicate value: {"name":"app"}',
    ],
    [withContainer(ec2, { image: undefined }), 'spec.containerDefinitions[0].image: Required value'],
    [withContainer(ec2, { name: 'my.app' }), 'spec.containerDefinitions[0].name in body should match'],
    [withContainer(ec2, { environment: [{ name: 'A' }, { name: 'A' }] }), 'environment[1]: Duplicate value'],
    [withContainer(ec2, { memory: 128, memoryReservation: 256 }), '`memory` must not be less than `memoryReservation`'],
    [withContainer(ec2, { essential: false }), 'at least one of `containerDefinitions` must be `essential`'],
    [
      withContainer(ec2, { dependsOn: [{ containerName: 'gone', condition: 'START' }] }),
      '`containerDefinitions[].dependsOn[].containerName` must name',
    ],
    [withContainer(ec2, { healthCheck: { command: ['curl'] } }), '`command` of `healthCheck` must begin with CMD'],
    [
      withContainer(ec2, { logConfiguration: { logDriver: 'awslogs' } }),
      '`options` of `logConfiguration` must name `awslogs-group`',
    ],
    [
      withContainer(ec2, { ulimits: [{ name: 'core', softLimit: 9, hardLimit: 1 }] }),
      '`softLimit` must not be greater than `hardLimit`',
    ],
    [withContainer(ec2, { cpu: 0.5 }), 'spec.containerDefinitions[0].cpu in body must be of type int32'],
    [
      withPorts(ec2, { containerPort: 70_000 }),
      'spec.containerDefinitions[0].portMappings[0].containerPort in body should be less than or equal to 65535',
    ],
    [
      withPorts(ec2, { containerPort: 80, containerPortRange: '80-90' }),
      '`containerPort` and `containerPortRange` exclude each other',
    ],
    [
      withPorts(fargate, { containerPort: 80, hostPort: 81 }),
      '`containerDefinitions[].portMappings[].hostPort` must be absent or equal',
    ],
    [
      withPorts(but(ec2, { networkMode: 'none' }), { containerPort: 80 }),
      '`containerDefinitions[].portMappings` must be empty when `networkMode` is none',
    ],
    [but(ec2, { networkMode: 'AWSVPC' }), 'spec.networkMode: Unsupported value: "AWSVPC": supported values: "awsvpc"'],
    [but(ec2, { cpu: 256 }), 'spec.cpu in body must be of type string'],
    [but(ec2, { memory: '2 TB' }), 'spec.memory in body should match'],
    [but(ec2, { family: 'my.family' }), 'spec.family in body should match'],
    [but(fargate, { networkMode: undefined }), '`networkMode` must be awsvpc on Fargate'],
    [but(fargate, { cpu: undefined }), '`cpu` of the task must be set on Fargate'],
    [but(fargate, { memory: undefined }), '`memory` of the task must be set on Fargate'],
    ...[
      { cpu: '256', memory: '4096' },
      { cpu: '512', memory: '1500' },
      { cpu: '1 vCPU', memory: '1 GB' },
      { cpu: '8192', memory: '18432' },
      { cpu: '16384', memory: '124928' },
    ].map((size) => [but(fargate, size), 'Fargate has no tasks of this `cpu` and `memory`'] as const),
    [but(fargate, { runtimePlatform: windows }), '`cpu` of Windows tasks must be at least 1024 units on Fargate'],
    [withContainer(fargate, { privileged: true }), '`containerDefinitions[].privileged` must not be true on Fargate'],
    [
      withContainer(fargate, { linuxParameters: { devices: [{ hostPath: '/dev/a' }] } }),
      'linuxParameters.devices` must be empty on Fargate',
    ],
    ...['sharedMemorySize', 'maxSwap'].map(
      (member) =>
        [
          withContainer(fargate, { linuxParameters: { [member]: 64 } }),
          `linuxParameters.${member}\` must not be set on Fargate`,
        ] as const,
    ),
    [withContainer(fargate, { dockerSecurityOptions: ['a'] }), '.dockerSecurityOptions` must be empty on Fargate'],
    [
      withContainer(fargate, { logConfiguration: { logDriver: 'syslog' } }),
      '.logDriver` must be awslogs, splunk or awsfirelens on Fargate',
    ],
    [
      withContainer(fargate, { resourceRequirements: [{ type: 'GPU', value: '1' }] }),
      '.resourceRequirements` must not ask for a GPU on Fargate',
    ],
    [but(fargate, { ipcMode: 'task' }), '`ipcMode` must not be set on Fargate'],
    [but(fargate, { pidMode: 'host' }), '`pidMode` must be task, or absent, on Fargate'],
    [but(fargate, { placementConstraints: [{ type: 'memberOf' }] }), '`placementConstraints` must be empty on Fargate'],
    [
      but(fargate, { inferenceAccelerators: [{ deviceName: 'a', deviceType: 'b' }] }),
      '`inferenceAccelerators` must be empty on Fargate',
    ],
    [withContainer(fargate, { links: ['db'] }), '.links` must be empty when `networkMode` is awsvpc'],
    [withContainer(fargate, { hostname: 'web' }), '.hostname` must not be set when `networkMode` is awsvpc'],
    [withContainer(fargate, { extraHosts: hosts }), '.extraHosts` must be empty when `networkMode` is awsvpc'],
    [
      withPorts(but(ec2, { networkMode: 'host' }), { containerPort: 80, hostPort: 81 }),
      'must be absent or equal to `containerPort` when `networkMode` is host',
    ],
    [
      but(ec2, {
        containerDefinitions: [
          { ...container, dependsOn: [{ containerName: 'side', condition: 'SUCCESS' }] },
          { name: 'side', image: 'side:1' },
        ],
      }),
      '.condition` must not be SUCCESS or COMPLETE for an `essential` container',
    ],
    [withEfs({}), '`transitEncryption` of `efsVolumeConfiguration` must be ENABLED'],
    [
      withEfs({ transitEncryption: 'ENABLED', rootDirectory: '/a' }),
      '`rootDirectory` of `efsVolumeConfiguration` must be / or absent',
    ],
    [
      withContainer(fargate, { stopTimeout: 121 }),
      '`containerDefinitions[].stopTimeout` must be at most 120 seconds on Fargate',
    ],
    [
      withContainer(fargate, { secrets: [{ name: 'A', valueFrom: 'b' }] }),
      '`executionRoleArn` or `executionRoleRef` must be set on Fargate when a container has `secrets`',
    ],
    [
      withContainer(fargate, { image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/a:1' }),
      '`executionRoleArn` or `executionRoleRef` must be set on Fargate when an `image`',
    ],
    [
      but(ec2, { volumes: [{ name: 'v', host: { sourcePath: '/x' }, efsVolumeConfiguration: efs }] }),
      'a volume must have at most one of',
    ],
    [
      but(ec2, { tags: Array.from({ length: 41 }, (_, n) => ({ key: `k${n}` })) }),
      'spec.tags: Too many: 41: must have at most 40 items',
    ],
    [but(ec2, { region: 'Europe' }), 'spec.region in body should match'],
    [
      but(ec2, { deletionPolicy: 'Orphan' }),
      'spec.deletionPolicy: Unsupported value: "Orphan": supported values: "Delete", "Retain"',
    ],
    [
      but(ec2, { executionRoleRef: { name: 'x' }, executionRoleArn: 'x' }),
      '`executionRoleArn` and `executionRoleRef` exclude each other',
    ],
    [but(ec2, { taskRoleRef: { name: 'x' }, taskRoleArn: 'x' }), '`taskRoleArn` and `taskRoleRef` exclude each other'],
    [but(ec2, { taskRoleRef: { name: 'x', fieldPath: '.status' } }), 'spec.taskRoleRef.fieldPath in body should match'],
    [but(ec2, { taskRoleRef: { kind: 'Role' } }), 'spec.taskRoleRef.name: Required value'],
    [but(ec2, { taskRoleRef: { name: 'x', apiVersion: 'a/b/c' } }), 'spec.taskRoleRef.apiVersion in body should match'],
  ],
});
