import type { ContainerInput, DefinitionInput } from './definition-input.ts';

const DOCKER_1_18 = 'com.amazonaws.ecs.capability.docker-remote-api.1.18';
const DOCKER_1_19 = 'com.amazonaws.ecs.capability.docker-remote-api.1.19';
const DOCKER_1_21 = 'com.amazonaws.ecs.capability.docker-remote-api.1.21';
const DOCKER_1_24 = 'com.amazonaws.ecs.capability.docker-remote-api.1.24';

type TaskRule = readonly [when: (input: DefinitionInput) => boolean, names: readonly string[]];
type ContainerRule = readonly [
  when: (container: ContainerInput, input: DefinitionInput) => boolean,
  names: readonly string[],
];

/** Recorded: awsvpc, image by digest, timeouts, dependsOn. The others as task definitions of the guides show them. */
const taskRules: readonly TaskRule[] = [
  [({ networkMode }) => networkMode === 'awsvpc', ['ecs.capability.task-eni', DOCKER_1_18]],
  [({ taskRoleArn }) => taskRoleArn !== undefined, ['com.amazonaws.ecs.capability.task-iam-role']],
  [
    ({ volumes = [] }) => volumes.some(({ efsVolumeConfiguration }) => efsVolumeConfiguration !== undefined),
    ['ecs.capability.efs'],
  ],
  [({ pidMode, ipcMode }) => (pidMode ?? ipcMode) !== undefined, ['ecs.capability.pid-ipc-namespace-sharing']],
];

const containerRules: readonly ContainerRule[] = [
  [({ image = '' }) => image.includes('@sha256:'), [DOCKER_1_21]],
  [
    ({ startTimeout, stopTimeout }) => (startTimeout ?? stopTimeout) !== undefined,
    ['ecs.capability.container-ordering'],
  ],
  [({ dependsOn = [] }) => dependsOn.length > 0, ['ecs.capability.container-ordering']],
  [({ image = '' }) => image.includes('.dkr.ecr.'), ['com.amazonaws.ecs.capability.ecr-auth']],
  [
    ({ image = '' }, { executionRoleArn }) => image.includes('.dkr.ecr.') && executionRoleArn !== undefined,
    ['ecs.capability.execution-role-ecr-pull'],
  ],
  [
    ({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs',
    ['com.amazonaws.ecs.capability.logging-driver.awslogs', DOCKER_1_19],
  ],
  [
    ({ logConfiguration }, { executionRoleArn }) =>
      logConfiguration?.logDriver === 'awslogs' && executionRoleArn !== undefined,
    ['ecs.capability.execution-role-awslogs'],
  ],
  [({ privileged }) => privileged === true, ['com.amazonaws.ecs.capability.privileged-container']],
  [({ healthCheck }) => healthCheck !== undefined, ['ecs.capability.container-health-check', DOCKER_1_24]],
  [
    ({ secrets = [] }) => secrets.some(({ valueFrom = '' }) => valueFrom.includes(':secretsmanager:')),
    ['ecs.capability.secrets.asm.environment-variables'],
  ],
  [
    ({ secrets = [] }) => secrets.some(({ valueFrom = '' }) => !valueFrom.includes(':secretsmanager:')),
    ['ecs.capability.secrets.ssm.environment-variables'],
  ],
  [
    ({ repositoryCredentials }) => repositoryCredentials !== undefined,
    ['ecs.capability.private-registry-authentication.secretsmanager'],
  ],
];

/** The names of the capabilities that an instance needs to run the definition, each once. */
export function requiredAttributes(input: DefinitionInput): string[] {
  const ofTask = taskRules.filter(([when]) => when(input)).flatMap(([, names]) => names);
  const ofContainers = input.containerDefinitions.flatMap((container) =>
    containerRules.filter(([when]) => when(container, input)).flatMap(([, names]) => names),
  );
  return [...new Set([...ofContainers, ...ofTask])];
}
