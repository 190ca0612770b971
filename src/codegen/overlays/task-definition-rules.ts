import type { Rule } from '../overlay.ts';
import { immutable } from './rules.ts';

const FARGATE = "has(self.requiresCompatibilities) && 'FARGATE' in self.requiresCompatibilities";
const ANY_PORT = 'c.portMappings.all(p,';

function onFargate(condition: string, message: string): Rule {
  return { rule: `!(${FARGATE}) || (${condition})`, message: `${message} (\`requiresCompatibilities\` has FARGATE)` };
}

function everyPort(condition: string): string {
  return `self.containerDefinitions.all(c, !has(c.portMappings) || ${ANY_PORT} ${condition}))`;
}

/** Port and protocol as one number, since the estimated cost of comparing strings is beyond the limit. */
const PORTS =
  "c.portMappings.filter(p, has(p.containerPort)).map(p, p.containerPort + (has(p.protocol) && p.protocol == 'udp' ? 100000 : 0))";

/** Looks items up natively: comparing each with each in CEL takes seconds for the largest lists. */
function withoutRepetition(list: string): string {
  return `[${list}].all(items, items.all(item, items.indexOf(item) == items.lastIndexOf(item)))`;
}

/**
 * What ECS is sure to refuse, refused by the API server. Only what is certain: sizes of CPU and memory, for instance,
 * grow with time and are left to AWS.
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
    "has(self.executionRoleArn) || self.containerDefinitions.all(c, !has(c.logConfiguration) || c.logConfiguration.logDriver != 'awslogs')",
    '`executionRoleArn` must be set on Fargate when a container logs by awslogs',
  ),
  onFargate(
    "has(self.executionRoleArn) || self.containerDefinitions.all(c, !c.image.contains('.dkr.ecr.'))",
    '`executionRoleArn` must be set on Fargate when an `image` is in a private ECR registry',
  ),
  onFargate(
    'has(self.executionRoleArn) || self.containerDefinitions.all(c, !has(c.secrets) || c.secrets.size() == 0)',
    '`executionRoleArn` must be set on Fargate when a container has `secrets`',
  ),
  onFargate(
    'self.containerDefinitions.all(c, !has(c.stopTimeout) || c.stopTimeout <= 120)',
    '`containerDefinitions[].stopTimeout` must be at most 120 seconds on Fargate',
  ),
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
    rule: 'self.containerDefinitions.exists(c, !has(c.essential) || c.essential)',
    message: 'at least one of `containerDefinitions` must be `essential`',
  },
  immutable('family', 'create another EcsTaskDefinition for another family'),
];
