import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import type { RolloutSettings } from '../state.ts';
import type { Definition } from '../task-definitions.ts';
import { checkPlacement } from './placement.ts';
import { isFargate } from './compute.ts';
import { checkDeploymentConfiguration } from './deployment-configuration.ts';
import { checkOneOf, invalidParameter } from '../../parameter-rules.ts';
import { notSimulated } from './not-simulated.ts';
import { checkContainers, checkTrafficShift } from './load-balancers.ts';
import { checkLimits } from './limits.ts';
import { checkMonitoring } from './monitoring.ts';
import { checkPorts } from './service-connect.ts';
import { checkRegistries } from './registries.ts';
import { checkPublicIp } from './network.ts';
import { checkTaskCount } from './task-count.ts';

type Request = Partial<CreateServiceRequest>;

/** What is refused before AWS looks at the account. */
export function checkNewService(request: Request): void {
  checkOneOf('Scheduling strategy', request.schedulingStrategy, ['REPLICA', 'DAEMON']);
  if ((request.desiredCount ?? 0) < 0) throw invalidParameter('DesiredCount can not be lesser than 0');
  checkTaskCount(request.desiredCount);
  checkLimits(request);
  checkDeploymentConfiguration(request.deploymentConfiguration);
  checkTrafficShift(request.deploymentConfiguration?.strategy, request.loadBalancers ?? []);
  if ((request.clientToken ?? '').length > 36) throw invalidParameter('idempotency token longer than 36.');
  checkMonitoring(request.monitoring);
  const controller = request.deploymentController?.type ?? 'ECS';
  if (controller !== 'ECS') throw notSimulated(`services with the deployment controller ${controller}`);
  // UNKNOWN: the text.
  if (!/^[\w-]{1,255}$/.test(request.serviceName ?? '')) throw invalidParameter('Invalid service name.');
}

/** The count and launch type that a scheduling strategy takes; after the network's check, the count first (recorded). */
export function checkScheduling(request: Request): void {
  if (request.schedulingStrategy !== 'DAEMON') {
    if (request.desiredCount === undefined) throw invalidParameter('DesiredCount is missing');
    return;
  }
  if (request.desiredCount !== undefined) {
    throw invalidParameter(
      'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
    );
  }
  if (request.launchType === 'FARGATE') {
    throw invalidParameter(
      'The daemon scheduling strategy does not support the FARGATE launch type. Specify the EC2 launch type and try again.',
    );
  }
}

/** What depends on where the service will run. */
export function checkPlacedService(request: Request, rollout: RolloutSettings, definition: Definition): void {
  if (request.schedulingStrategy === 'DAEMON' && rollout.capacityProviderStrategy !== undefined) {
    throw invalidParameter(
      'Specifying a capacity provider strategy is not supported when you create a service using the DAEMON scheduling strategy.',
    );
  }
  if (request.schedulingStrategy === 'DAEMON' && (request.volumeConfigurations ?? []).length > 0) {
    // UNKNOWN: the words; that it is refused is documented.
    throw invalidParameter('The daemon scheduling strategy does not support volume configurations.');
  }
  checkPublicIp(request.networkConfiguration, isFargate(rollout));
  checkPlacement(request, request.schedulingStrategy ?? 'REPLICA', isFargate(rollout));
  checkContainers(rollout.loadBalancers, definition);
  checkRegistries(rollout.serviceRegistries, definition);
  checkPorts(rollout.serviceConnectConfiguration, definition);
  checkRole(request.role, rollout);
  checkVolumes(request.volumeConfigurations, definition);
  checkGracePeriod(request.healthCheckGracePeriodSeconds, rollout);
  if (request.enableExecuteCommand === true) checkExec(definition, 'created');
}

/** Reported text: with awsvpc, several target groups or registries nothing but the service-linked role will do. */
function checkRole(role: string | undefined, rollout: RolloutSettings): void {
  const needsLinkedRole =
    rollout.networkConfiguration !== undefined ||
    rollout.serviceRegistries.length > 0 ||
    rollout.loadBalancers.length > 1;
  if (role === undefined || !needsLinkedRole) return;
  throw invalidParameter('You cannot specify an IAM role for services that require a service linked role.');
}

/** ECS Exec needs a task role (reported for updates). */
export function checkExec(definition: Definition, verb: 'created' | 'updated'): void {
  if (definition.taskRoleArn !== undefined) return;
  throw invalidParameter(
    `The service couldn't be ${verb} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`,
  );
}

export function checkVolumes(volumes: CreateServiceRequest['volumeConfigurations'], definition: Definition): void {
  for (const { name = '' } of volumes ?? []) {
    if (definition.launchVolumes.includes(name)) continue;
    throw invalidParameter(
      'Volume configuration provided but no matching configuredAtLaunch volume found in task definition',
    );
  }
}

export function checkGracePeriod(given: number | undefined, rollout: RolloutSettings): void {
  if ((given ?? 0) > 0 && rollout.loadBalancers.length === 0) {
    throw invalidParameter('Health check grace period is only valid for services configured to use load balancers');
  }
}
