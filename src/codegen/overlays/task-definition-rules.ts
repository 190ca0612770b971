import type { Rule } from '../overlay.ts';
import { immutable } from './rules.ts';

const FARGATE = "has(self.requiresCompatibilities) && 'FARGATE' in self.requiresCompatibilities";
const ANY_PORT = 'c.portMappings.all(p,';

function onFargate(condition: string, message: string): Rule {
  return { rule: `!(${FARGATE}) || (${condition})`, message: `${message} (\`requiresCompatibilities\` has FARGATE)` };
}

/** A size as AWS reads it: "512", or in vCPU and GB, which are 1024 units and MiB. */
function inUnits(field: string, unit: string): string {
  const words = `${field}.lowerAscii()`;
  return `(${words}.endsWith('${unit}') ? int(double(${words}.replace('${unit}', '').trim()) * 1024.0 + 0.5) : int(${field}))`;
}

const cpuUnits = inUnits('self.cpu', 'vcpu');
const memoryMib = inUnits('self.memory', 'gb');

/** Least, most and step of the memory, in MiB, by CPU units (API reference of RegisterTaskDefinition). */
const FARGATE_SIZES = {
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
} as const;

const sizes = Object.entries(FARGATE_SIZES).map(
  ([cpu, [least, most, step]]) => `(cpu != ${cpu} || (mib >= ${least} && mib <= ${most} && mib % ${step} == 0))`,
);

const isFargateSize = `[${cpuUnits}].all(cpu, [${memoryMib}].all(mib, (cpu != 256 || mib in [512, 1024, 2048]) && ${sizes.join(' && ')}))`;

function everyPort(condition: string): string {
  return `self.containerDefinitions.all(c, !has(c.portMappings) || ${ANY_PORT} ${condition}))`;
}

function everyContainer(condition: string): string {
  return `self.containerDefinitions.all(c, ${condition})`;
}

function inMode(mode: string, condition: string, message: string): Rule {
  return { rule: `!has(self.networkMode) || self.networkMode != '${mode}' || ${condition}`, message };
}

function absentOrEmpty(list: string): string {
  return `(!has(${list}) || ${list}.size() == 0)`;
}

/** What only hosts of one's own can give a container. */
const fargateContainerRules: readonly Rule[] = [
  onFargate(
    everyContainer('!has(c.privileged) || !c.privileged'),
    '`containerDefinitions[].privileged` must not be true on Fargate',
  ),
  ...['sharedMemorySize', 'maxSwap'].map((member) =>
    onFargate(
      everyContainer(`!has(c.linuxParameters) || !has(c.linuxParameters.${member})`),
      `\`containerDefinitions[].linuxParameters.${member}\` must not be set on Fargate`,
    ),
  ),
  onFargate(
    everyContainer(`!has(c.linuxParameters) || ${absentOrEmpty('c.linuxParameters.devices')}`),
    '`containerDefinitions[].linuxParameters.devices` must be empty on Fargate',
  ),
  onFargate(
    everyContainer(absentOrEmpty('c.dockerSecurityOptions')),
    '`containerDefinitions[].dockerSecurityOptions` must be empty on Fargate',
  ),
  onFargate(
    everyContainer("!has(c.logConfiguration) || c.logConfiguration.logDriver in ['awslogs', 'splunk', 'awsfirelens']"),
    '`containerDefinitions[].logConfiguration.logDriver` must be awslogs, splunk or awsfirelens on Fargate',
  ),
  onFargate(
    everyContainer("!has(c.resourceRequirements) || c.resourceRequirements.all(r, r.type != 'GPU')"),
    '`containerDefinitions[].resourceRequirements` must not ask for a GPU on Fargate',
  ),
];

const fargateTaskRules: readonly Rule[] = [
  onFargate('!has(self.ipcMode)', '`ipcMode` must not be set on Fargate'),
  onFargate("!has(self.pidMode) || self.pidMode == 'task'", '`pidMode` must be task, or absent, on Fargate'),
  onFargate(absentOrEmpty('self.placementConstraints'), '`placementConstraints` must be empty on Fargate'),
  onFargate(absentOrEmpty('self.inferenceAccelerators'), '`inferenceAccelerators` must be empty on Fargate'),
  onFargate(
    `!has(self.cpu) || !has(self.memory) || ${isFargateSize}`,
    'Fargate has no tasks of this `cpu` and `memory`: 256 CPU units go with 512, 1024 or 2048 MiB, 512 with 1024 to 4096, 1024 with 2048 to 8192, 2048 with 4096 to 16384, 4096 with 8192 to 30720, 8192 with 16384 to 61440 by 4096, 16384 with 32768 to 122880 by 8192; the others by 1024',
  ),
  onFargate(
    "!has(self.runtimePlatform) || !has(self.runtimePlatform.operatingSystemFamily) || !self.runtimePlatform.operatingSystemFamily.startsWith('WINDOWS') || !has(self.cpu) || !(" +
      `${cpuUnits} in [256, 512])`,
    '`cpu` of Windows tasks must be at least 1024 units on Fargate',
  ),
];

const awsvpcRules: readonly Rule[] = [
  inMode(
    'awsvpc',
    everyContainer(absentOrEmpty('c.links')),
    '`containerDefinitions[].links` must be empty when `networkMode` is awsvpc',
  ),
  inMode(
    'awsvpc',
    everyContainer('!has(c.hostname)'),
    '`containerDefinitions[].hostname` must not be set when `networkMode` is awsvpc',
  ),
  inMode(
    'awsvpc',
    everyContainer(absentOrEmpty('c.extraHosts')),
    '`containerDefinitions[].extraHosts` must be empty when `networkMode` is awsvpc',
  ),
  inMode(
    'host',
    everyPort('!has(p.hostPort) || p.hostPort == 0 || (has(p.containerPort) && p.hostPort == p.containerPort)'),
    '`containerDefinitions[].portMappings[].hostPort` must be absent or equal to `containerPort` when `networkMode` is host',
  ),
];

/** Port and protocol as one number, since the estimated cost of comparing strings is beyond the limit. */
const PORTS =
  "c.portMappings.filter(p, has(p.containerPort)).map(p, p.containerPort + (has(p.protocol) && p.protocol == 'udp' ? 100000 : 0))";

/** Looks items up natively: comparing each with each in CEL takes seconds for the largest lists. */
function withoutRepetition(list: string): string {
  return `[${list}].all(items, items.all(item, items.indexOf(item) == items.lastIndexOf(item)))`;
}

/**
 * What ECS is sure to refuse, refused by the API server. Only what is certain: a size of CPU that is not in AWS's table
 * (API reference of RegisterTaskDefinition), for instance, may be there tomorrow and is left to AWS. What looks across
 * containers is beyond CEL's cost limit: src/ecs/task-definition/content-problems.ts.
 */
export const taskDefinitionRules: readonly Rule[] = [
  onFargate("has(self.networkMode) && self.networkMode == 'awsvpc'", '`networkMode` must be awsvpc on Fargate'),
  onFargate('has(self.cpu)', '`cpu` of the task must be set on Fargate'),
  onFargate('has(self.memory)', '`memory` of the task must be set on Fargate'),
  onFargate(
    '!has(self.volumes) || self.volumes.all(v, !has(v.host) || !has(v.host.sourcePath))',
    '`volumes[].host.sourcePath` must not be set on Fargate: use `efsVolumeConfiguration`, or a `host` without a path',
  ),
  onFargate(
    '!has(self.volumes) || self.volumes.all(v, !has(v.dockerVolumeConfiguration))',
    '`volumes[].dockerVolumeConfiguration` must not be set on Fargate: use `efsVolumeConfiguration`',
  ),
  onFargate(
    "has(self.executionRoleArn) || has(self.executionRoleRef) || self.containerDefinitions.all(c, !has(c.logConfiguration) || c.logConfiguration.logDriver != 'awslogs')",
    '`executionRoleArn` or `executionRoleRef` must be set on Fargate when a container logs by awslogs',
  ),
  onFargate(
    "has(self.executionRoleArn) || has(self.executionRoleRef) || self.containerDefinitions.all(c, !c.image.contains('.dkr.ecr.'))",
    '`executionRoleArn` or `executionRoleRef` must be set on Fargate when an `image` is in a private ECR registry',
  ),
  onFargate(
    'has(self.executionRoleArn) || has(self.executionRoleRef) || self.containerDefinitions.all(c, !has(c.secrets) || c.secrets.size() == 0)',
    '`executionRoleArn` or `executionRoleRef` must be set on Fargate when a container has `secrets`',
  ),
  onFargate(
    'self.containerDefinitions.all(c, !has(c.stopTimeout) || c.stopTimeout <= 120)',
    '`containerDefinitions[].stopTimeout` must be at most 120 seconds on Fargate',
  ),
  ...fargateTaskRules,
  ...fargateContainerRules,
  ...awsvpcRules,
  {
    rule: `!has(self.networkMode) || self.networkMode != 'awsvpc' || ${everyPort('!has(p.hostPort) || p.hostPort == 0 || (has(p.containerPort) && p.hostPort == p.containerPort)')}`,
    message:
      '`containerDefinitions[].portMappings[].hostPort` must be absent or equal to `containerPort` when `networkMode` is awsvpc',
  },
  {
    rule: `!has(self.networkMode) || self.networkMode != 'none' || self.containerDefinitions.all(c, !has(c.portMappings) || c.portMappings.size() == 0)`,
    message: '`containerDefinitions[].portMappings` must be empty when `networkMode` is none',
  },
  {
    rule: `!has(self.networkMode) || self.networkMode != 'awsvpc' || self.containerDefinitions.all(c, !has(c.portMappings) || ${withoutRepetition(PORTS)})`,
    message:
      '`containerDefinitions[].portMappings[].containerPort` must not be mapped twice when `networkMode` is awsvpc',
  },
  {
    rule: '[self.containerDefinitions.map(c, c.name)].all(names, self.containerDefinitions.all(c, !has(c.dependsOn) || c.dependsOn.all(d, d.containerName in names)))',
    message: '`containerDefinitions[].dependsOn[].containerName` must name a container of this task definition',
  },
  {
    rule: "[self.containerDefinitions.filter(c, !has(c.essential) || c.essential).map(c, c.name)].all(names, self.containerDefinitions.all(c, !has(c.dependsOn) || c.dependsOn.all(d, !(d.condition in ['SUCCESS', 'COMPLETE']) || !(d.containerName in names))))",
    message:
      '`containerDefinitions[].dependsOn[].condition` must not be SUCCESS or COMPLETE for an `essential` container: it never ends while the task runs',
  },
  {
    rule: 'self.containerDefinitions.exists(c, !has(c.essential) || c.essential)',
    message: 'at least one of `containerDefinitions` must be `essential`',
  },
  immutable('family', 'create another EcsTaskDefinition for another family'),
];
