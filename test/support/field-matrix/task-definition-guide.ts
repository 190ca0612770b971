import type { FieldGuide } from './field-case.ts';

const container = 'containerDefinitions[]';
const role = 'arn:aws:iam::111122223333:role/execution';
const secret = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:one';
const other = { containerDefinitions: [{}, { name: 'side', image: 'side:1', essential: false }] };

/** How the fields of an EcsTaskDefinition are set one by one; see {@link FieldGuide}. */
export const taskDefinitionGuide: FieldGuide = {
  base: { memory: '2048', containerDefinitions: [{ name: 'app', image: 'app:1' }] },
  values: {
    cpu: ['256', '512'],
    memory: ['1024', '3 GB'],
    taskRoleArn: ['arn:aws:iam::111122223333:role/one', 'two'],
    executionRoleArn: [role, 'arn:aws:iam::111122223333:role/other'],
    requiresCompatibilities: [['EC2'], ['EXTERNAL', 'EC2']],
    [`${container}.image`]: ['app:2', 'app:3'],
    [`${container}.links`]: [['side'], ['side:db']],
    [`${container}.memory`]: [512, 600],
    [`${container}.essential`]: [false, true],
    [`${container}.portMappings[].containerPort`]: [80, 81],
    [`${container}.portMappings[].hostPort`]: [8080, 8081],
    [`${container}.portMappings[].containerPortRange`]: ['8000-8010', '8000-8020'],
    [`${container}.credentialSpecs`]: [['credentialspec:one'], ['credentialspec:two']],
    'ephemeralStorage.sizeInGiB': [21, 22],
    [`${container}.environmentFiles[].value`]: ['arn:aws:s3:::bucket/a.env', 'arn:aws:s3:::bucket/b.env'],
    [`${container}.mountPoints[].sourceVolume`]: ['data', 'more'],
    [`${container}.volumesFrom[].sourceContainer`]: ['side'],
    [`${container}.dependsOn[].containerName`]: ['side'],
    [`${container}.dependsOn[].condition`]: ['START', 'COMPLETE'],
    'volumes[].efsVolumeConfiguration.rootDirectory': ['/', '/a'],
    [`${container}.linuxParameters.capabilities.add`]: [['SYS_PTRACE'], ['NET_ADMIN', 'SYS_PTRACE']],
    [`${container}.linuxParameters.capabilities.drop`]: [['ALL'], ['MKNOD']],
    [`${container}.secrets[].valueFrom`]: [secret, 'parameter'],
    [`${container}.healthCheck.interval`]: [30, 31],
    [`${container}.healthCheck.timeout`]: [5, 6],
    [`${container}.healthCheck.retries`]: [3, 4],
    [`${container}.healthCheck.command`]: [
      ['CMD', 'true'],
      ['CMD-SHELL', 'exit 0'],
    ],
    [`${container}.logConfiguration.logDriver`]: ['json-file', 'journald'],
    [`${container}.logConfiguration.secretOptions[].valueFrom`]: [secret, 'parameter'],
    [`${container}.ulimits[].hardLimit`]: [1024, -1],
    [`${container}.extraHosts[].ipAddress`]: ['10.0.0.1', '10.0.0.2'],
    [`${container}.resourceRequirements[].type`]: ['GPU', 'NeuronDevice'],
    [`${container}.resourceRequirements[].value`]: ['1', '2'],
    networkMode: ['bridge', 'host'],
    'volumes[].dockerVolumeConfiguration.driver': ['local', 'rexray/ebs'],
  },
  needs: {
    [`${container}.links`]: other,
    [`${container}.volumesFrom`]: other,
    [`${container}.dependsOn`]: other,
    [`${container}.essential`]: { containerDefinitions: [{}, { name: 'side', image: 'side:1' }] },
    [`${container}.secrets`]: { executionRoleArn: role },
    [`${container}.logConfiguration.secretOptions`]: { executionRoleArn: role },
    [`${container}.mountPoints`]: {
      volumes: [{ name: 'data' }, { name: 'more' }],
      containerDefinitions: [{ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }],
    },
    [`${container}.portMappings`]: { containerDefinitions: [{ portMappings: [{ containerPort: 80 }] }] },
    [`${container}.portMappings[].appProtocol`]: {
      containerDefinitions: [{ portMappings: [{ name: 'http' }] }],
    },
    [`${container}.portMappings[].containerPortRange`]: {
      containerDefinitions: [{ portMappings: [{ containerPort: undefined }] }],
    },
    'volumes[].efsVolumeConfiguration.authorizationConfig': {
      volumes: [{ efsVolumeConfiguration: { transitEncryption: 'ENABLED' } }],
    },
    memory: { containerDefinitions: [{ memory: 512 }] },
  },
  removals: {
    [`${container}.portMappings[].containerPort`]: `${container}.portMappings`,
    [`${container}.portMappings[].containerPortRange`]: `${container}.portMappings`,
    [`${container}.mountPoints[].sourceVolume`]: `${container}.mountPoints`,
    [`${container}.volumesFrom[].sourceContainer`]: `${container}.volumesFrom`,
  },
  leftOut: {
    family: 'immutable: refused by CEL (crds-task-definition-rules.test.ts)',
    region: 'immutable: refused by CEL (crds.test.ts)',
    tags: 'no content: changed in place (tags.test.ts)',
    executionRoleRef: 'resolved to executionRoleArn (role-references.test.ts)',
    taskRoleRef: 'resolved to taskRoleArn (role-references.test.ts)',
    revisionHistoryLimit: 'not sent to AWS (retention.test.ts)',
    deletionPolicy: 'not sent to AWS (task-definition.test.ts)',
    adoptionPolicy: 'not sent to AWS (adoption.test.ts)',
    driftPolicy: 'not sent to AWS (task-definition.test.ts)',
    suspend: 'not sent to AWS (task-definition.test.ts)',
  },
};
