import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { createTestAccount, fargateDefinition, smallDefinition } from '../../test-account.ts';

function refusal(definition: Json): string {
  return createTestAccount().refusal('RegisterTaskDefinition', definition);
}

function onEc2(container: Json, task: Json = {}): Json {
  return { family: 'web', containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64, ...container }], ...task };
}

const app = { name: 'app', image: 'nginx', memory: 64 };
const file = { type: 's3', value: 'arn:aws:s3:::bucket/env' };
const awslogs = { logDriver: 'awslogs', options: { 'awslogs-group': 'g', 'awslogs-region': 'r' } };

describe('RegisterTaskDefinition refuses', () => {
  it.each<[string, Json, string]>([
    ['no containers', { family: 'web', containerDefinitions: [] }, 'Container list cannot be empty.'],
    ['a family with a blank', { ...smallDefinition('my web') }, 'Family contains invalid characters.'],
    ['a container without a name', onEc2({ name: '' }), 'Container.name should not be null or empty.'],
    ['a name with a dot', onEc2({ name: 'a.b' }), 'Container.name contains invalid characters.'],
    ['a container without an image', onEc2({ image: '' }), 'Container.image should not be null or empty.'],
    [
      'no memory anywhere',
      { family: 'web', containerDefinitions: [{ name: 'app', image: 'nginx' }] },
      "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
    ],
    ['a reservation above the limit', onEc2({ memoryReservation: 128 }), "must be greater than 'memoryReservation'"],
    ['two containers of one name', { family: 'web', containerDefinitions: [app, app] }, "'app' is used more than once"],
    [
      'only containers that are not essential',
      onEc2({ essential: false }),
      "Task definition doesn't have any essential container.",
    ],
    [
      'waiting for the success of an essential container',
      {
        family: 'web',
        containerDefinitions: [{ ...app, name: 'a', dependsOn: [{ containerName: 'app', condition: 'SUCCESS' }] }, app],
      },
      'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
    ],
    [
      'waiting for the health of a container without a check',
      {
        family: 'web',
        containerDefinitions: [{ ...app, name: 'a', dependsOn: [{ containerName: 'app', condition: 'HEALTHY' }] }, app],
      },
      'A dependency container with HEALTHY condition must have health check configured',
    ],
    [
      'waiting for oneself',
      onEc2({ dependsOn: [{ containerName: 'app', condition: 'START' }] }),
      'Container dependsOn contains a cycle',
    ],
    [
      'waiting for each other',
      {
        family: 'web',
        containerDefinitions: [
          { ...app, name: 'a', dependsOn: [{ containerName: 'b', condition: 'START' }] },
          { ...app, name: 'b', dependsOn: [{ containerName: 'c', condition: 'START' }] },
          { ...app, name: 'c', dependsOn: [{ containerName: 'b', condition: 'START' }] },
        ],
      },
      'Container dependsOn contains a cycle',
    ],
    [
      'awslogs without options',
      onEc2({ logConfiguration: { logDriver: 'awslogs' } }),
      'Log driver awslogs requires options',
    ],
    [
      'a mount of no volume',
      onEc2({ mountPoints: [{ sourceVolume: 'data', containerPath: '/' }] }),
      "Unknown volume 'data'.",
    ],
    [
      'a port out of range',
      onEc2({ portMappings: [{ containerPort: 70000 }] }),
      "Invalid 'containerPort' setting for container 'app'.",
    ],
    [
      'a host port out of range',
      onEc2({ portMappings: [{ containerPort: 80, hostPort: -1 }] }),
      "Invalid 'hostPort' setting",
    ],
    [
      'a protocol that there is not',
      onEc2({ portMappings: [{ containerPort: 80, protocol: 'icmp' }] }),
      "Invalid 'protocol' setting",
    ],
    [
      'one host port twice',
      onEc2({
        portMappings: [
          { containerPort: 80, hostPort: 8080 },
          { containerPort: 81, hostPort: 8080 },
        ],
      }),
      "TCP host port '8080' is mapped multiple times in task.",
    ],
    [
      'different ports in awsvpc',
      fargateDefinition({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
      'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
    ],
    [
      'a secret that is also a variable',
      onEc2(
        { environment: [{ name: 'KEY', value: 'a' }], secrets: [{ name: 'KEY', valueFrom: 'key' }] },
        { executionRoleArn: 'arn:aws:iam::111122223333:role/a' },
      ),
      "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'KEY'.",
    ],
    [
      'a variable without a name',
      onEc2({ environment: [{ name: ' ', value: 'a' }] }),
      'Environment variable name cannot be null or blank.',
    ],
    ['a volume without a name', onEc2({}, { volumes: [{}] }), 'volume.name should not be null or empty.'],
    [
      'a volume of no path',
      onEc2({}, { volumes: [{ name: 'a', host: { sourcePath: '' } }] }),
      'host.sourcePath should not be blank.',
    ],
    ['a host name in awsvpc', fargateDefinition({ hostname: 'a' }), 'are not supported when networkMode=awsvpc.'],
    ['extra hosts in awsvpc', fargateDefinition({ extraHosts: [{}] }), 'are not supported when networkMode=awsvpc.'],
    ['links in awsvpc', fargateDefinition({ links: ['db'] }), 'Links are not supported when networkMode=awsvpc.'],
    [
      'ports without a network',
      onEc2({ portMappings: [{ containerPort: 80 }] }, { networkMode: 'none' }),
      'networkMode=none',
    ],
    ['a network mode that there is not', onEc2({}, { networkMode: 'wifi' }), 'Invalid network mode: wifi'],
    [
      'a compatibility that there is not',
      onEc2({}, { requiresCompatibilities: ['MOON'] }),
      'Invalid compatibility: MOON',
    ],
    [
      'more CPU than the task has',
      onEc2({ cpu: 512 }, { cpu: '256' }),
      "The sum of all container 'cpu' values cannot be greater",
    ],
    [
      'more memory than the task has',
      onEc2({ memory: 512 }, { memory: '256' }),
      "The 'memory' setting for container is greater",
    ],
    [
      'two volumes at launch',
      onEc2({}, { volumes: ['a', 'b'].map((name) => ({ name, configuredAtLaunch: true })) }),
      'Only one volume',
    ],
    ['too little storage', onEc2({}, { ephemeralStorage: { sizeInGiB: 20 } }), 'must be between 21 and 200.'],
    ['CPU below nothing', onEc2({ cpu: -1 }), "Invalid cpu of container 'app': -1. It must be at least 0."],
    ['memory for nothing', onEc2({ memory: 0 }), 'must be at least 4.'],
    [
      'restarts without a pause',
      onEc2({ restartPolicy: { enabled: true, restartAttemptPeriod: 59 } }),
      'between 60 and 1800',
    ],
    [
      'eleven environment files',
      onEc2({ environmentFiles: Array.from({ length: 11 }, () => file) }),
      'environment files',
    ],
    ['more swapping than there is', onEc2({ linuxParameters: { swappiness: 101 } }), 'swappiness'],
    [
      'a soft limit above the hard one',
      onEc2({ ulimits: [{ name: 'nofile', softLimit: 2, hardLimit: 1 }] }),
      'is above its hard limit',
    ],
    [
      'a processor that there is not',
      onEc2({}, { runtimePlatform: { cpuArchitecture: 'Z80' } }),
      'Invalid cpuArchitecture',
    ],
    [
      'a constraint that there is not',
      onEc2({}, { placementConstraints: [{ type: 'near' }] }),
      'Invalid placement constraint type: near',
    ],
    [
      'an encryption that there is not',
      onEc2(
        {},
        { volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1', transitEncryption: 'ROT13' } }] },
      ),
      'Invalid transitEncryption: ROT13',
    ],
    ['a role that is a user', onEc2({}, { taskRoleArn: 'arn:aws:iam::111122223333:user/a' }), 'Role is not valid'],
    ['a tag without a value', onEc2({}, { tags: [{ key: 'a' }] }), 'Tag value can not be null.'],
  ])('%s', (_what, definition, words) => {
    expect(refusal(definition)).toContain(`ClientException: `);
    expect(refusal(definition)).toContain(words);
  });

  it.each<[string, Json, string]>([
    ['no CPU', fargateDefinition({}, { cpu: undefined }), "Fargate requires that 'cpu' be defined at the task level."],
    [
      'no memory',
      fargateDefinition({ memory: 512 }, { memory: undefined }),
      "Fargate requires that 'memory' be defined",
    ],
    [
      'a size that Fargate has not',
      fargateDefinition({}, { memory: '4096' }),
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory.',
    ],
    [
      'awslogs without a role',
      fargateDefinition({ logConfiguration: awslogs }),
      'execution role ARN to support log driver awslogs.',
    ],
    [
      'an ECR image without a role',
      fargateDefinition({ image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1' }),
      'execution role ARN to support ECR images.',
    ],
    ['privileged containers', fargateDefinition({ privileged: true }), 'do not support privileged'],
    ['security options', fargateDefinition({ dockerSecurityOptions: ['label:x'] }), 'dockerSecurityOptions'],
    ['devices', fargateDefinition({ linuxParameters: { devices: [{ hostPath: '/dev/a' }] } }), 'support devices'],
    ['swap', fargateDefinition({ linuxParameters: { maxSwap: 1 } }), 'support maxSwap'],
    ['a GPU', fargateDefinition({ resourceRequirements: [{ type: 'GPU', value: '1' }] }), 'support GPU'],
    [
      'a FireLens file from S3',
      fargateDefinition({ firelensConfiguration: { type: 'fluentbit', options: { 'config-file-type': 's3' } } }),
      "Fargate launch type does not support FirelensConfiguration config file from 's3'",
    ],
    [
      'the log driver json-file',
      fargateDefinition({ logConfiguration: { logDriver: 'json-file' } }),
      'json-file is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]',
    ],
    [
      'placement constraints',
      fargateDefinition({}, { placementConstraints: [{ type: 'memberOf' }] }),
      'Fargate does not support task placement constraints.',
    ],
    ['host paths', fargateDefinition({}, { volumes: [{ name: 'a', host: { sourcePath: '/' } }] }), "volume 'a'"],
    [
      'Docker volumes',
      fargateDefinition({}, { volumes: [{ name: 'a', dockerVolumeConfiguration: {} }] }),
      "volume 'a'",
    ],
    ['ipcMode', fargateDefinition({}, { ipcMode: 'task' }), 'do not support ipcMode.'],
  ])('%s on Fargate', (_what, definition, words) => {
    expect(refusal(definition)).toContain(words);
  });

  it.each([{ cpu: '' }, { cpu: 'much', networkMode: 'wifi' }])('a size that is none, before all else: %j', (task) => {
    expect(refusal(fargateDefinition({ essential: false }, task))).toBe(
      "InvalidParameterException: Invalid 'cpu' setting for task.",
    );
  });

  it('and uses no revision for it', () => {
    const account = createTestAccount();
    account.refusal('RegisterTaskDefinition', onEc2({ image: '' }));
    expect(account.ecs('RegisterTaskDefinition', smallDefinition('web'))).toMatchObject({
      taskDefinition: { revision: 1 },
    });
  });
});

describe('RegisterTaskDefinition accepts', () => {
  it.each([
    ['256', '2048'],
    ['1024', '8192'],
    ['1 vCPU', '2 GB'],
    ['.25 vcpu', '.5 gb'],
    ['0.5 vCPU', '1GB'],
    ['16384', '122880'],
  ])('Fargate of %s and %s', (cpu, memory) => {
    expect(refusal(fargateDefinition({}, { cpu, memory }))).toMatch(/^accepted/);
  });

  it('Windows, which Managed Instances do not run', () => {
    const runtimePlatform = { cpuArchitecture: 'ARM64', operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' };
    const answer = createTestAccount().ecs(
      'RegisterTaskDefinition',
      fargateDefinition({}, { cpu: '1024', memory: '2048', runtimePlatform }),
    );
    const { compatibilities } = answer['taskDefinition'] as { compatibilities: string[] };
    expect(compatibilities.sort()).toEqual(['EC2', 'FARGATE']);
  });

  it('dynamic host ports, however many', () => {
    const portMappings = [
      { containerPort: 80 },
      { containerPort: 81, hostPort: 0 },
      { containerPort: 82, hostPort: 0 },
    ];
    expect(refusal(onEc2({ portMappings }))).toMatch(/^accepted/);
  });
});
