import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import type { World } from '../../../world.ts';
import { instancesOf } from '../../container-instances/room.ts';
import { checkOneOf, invalidParameter } from '../../parameter-rules.ts';
import type { Cluster } from '../../state.ts';
import type { Definition } from '../task-definitions.ts';
import { isFargate, type Compute } from './compute.ts';
import { checkExec, checkVolumes } from './create-service.ts';
import { checkNetwork, checkPublicIp } from './network.ts';
import { checkPlacement } from './placement.ts';
import { checkTaskRoles } from '../roles.ts';
import { checkNetworkExists } from './surroundings.ts';

type Request = Partial<RunTaskRequest>;

const MOST_TASKS = 10;

/** What is refused before AWS looks at the account. UNKNOWN: the texts about counts and startedBy. */
export function checkRunTask(request: Request): void {
  const { count = 1, startedBy = '', clientToken = '' } = request;
  if (count < 1 || count > MOST_TASKS) throw invalidParameter(`Count must be between 1 and ${MOST_TASKS}.`);
  if (startedBy.length > 128) throw invalidParameter('startedBy can have at most 128 characters.');
  if (clientToken.length > 64) throw invalidParameter('idempotency token longer than 64.');
  checkOneOf('propagate tags', request.propagateTags, ['TASK_DEFINITION', 'NONE']);
  if (request.launchType !== undefined && (request.capacityProviderStrategy ?? []).length > 0) {
    throw invalidParameter('You may choose a capacity provider or a launch type but not both.');
  }
}

/** The request against its definition. The network comes first, then where the task is to run (recorded). */
export function checkRunnable(
  world: World,
  request: Request,
  cluster: Cluster,
  definition: Definition,
  compute: Compute,
): void {
  checkPublicIp(request.networkConfiguration, isFargate(compute));
  checkNetwork(request.networkConfiguration, definition);
  checkNetworkExists(world.outer, request.networkConfiguration?.awsvpcConfiguration);
  checkPlacement(request, 'REPLICA', isFargate(compute));
  checkVolumes(request.volumeConfigurations, definition);
  checkOverrides(request, definition);
  checkTaskRoles(world.outer, rolesOf(request, definition));
  if (request.enableExecuteCommand === true && request.overrides?.taskRoleArn === undefined) {
    checkExec(definition, 'created');
  }
  // Reported text; a cluster with instances that do not fit is no error.
  if (!isFargate(compute) && instancesOf(world, cluster.arn).length === 0)
    throw invalidParameter('No Container Instances were found in your cluster.');
}

function checkOverrides({ overrides }: Request, { containers }: Definition): void {
  for (const { name } of overrides?.containerOverrides ?? []) {
    if (containers.some((container) => container.name === name)) continue;
    throw invalidParameter(`Override for container named ${name} is not a container in the TaskDefinition.`);
  }
}

function rolesOf({ overrides }: Request, definition: Definition): (string | undefined)[] {
  return [overrides?.taskRoleArn ?? definition.taskRoleArn, overrides?.executionRoleArn ?? definition.executionRoleArn];
}
