import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import type { RolloutSettings, ServiceRecord } from '../state.ts';
import type { Definition } from '../task-definitions.ts';
import { isFargate } from './compute.ts';
import { checkExec, checkGracePeriod, checkVolumes } from './create-service.ts';
import { checkDeploymentConfiguration } from './deployment-configuration.ts';
import { invalidParameter } from '../../parameter-rules.ts';
import { notSimulated } from './not-simulated.ts';
import { checkContainers, checkTrafficShift } from './load-balancers.ts';
import { checkLimits } from './limits.ts';
import { checkMonitoringUpdate } from './monitoring.ts';
import { checkPorts } from './service-connect.ts';
import { checkRegistries } from './registries.ts';
import { checkNetwork, checkPublicIp } from './network.ts';
import { checkPlacement } from './placement.ts';
import { checkTaskCount } from './task-count.ts';

type Request = Partial<UpdateServiceRequest>;

/** What an update may not say to this service. */
export function checkUpdate(request: Request, service: ServiceRecord): void {
  if ((request.desiredCount ?? 0) < 0) throw invalidParameter('Task count can not be lesser than 0');
  checkTaskCount(request.desiredCount);
  checkLimits(request);
  if (request.desiredCount !== undefined && service.schedulingStrategy === 'DAEMON') {
    throw invalidParameter(
      'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
    );
  }
  checkDeploymentConfiguration(request.deploymentConfiguration);
  checkTrafficShift(strategyAfter(request, service), request.loadBalancers ?? service.rollout.loadBalancers);
  checkMonitoringUpdate(request.monitoring);
  const controller = request.deploymentController?.type ?? 'ECS';
  if (controller !== 'ECS') throw notSimulated(`services with the deployment controller ${controller}`);
}

/** The deployment strategy that the update leads to. */
export function strategyAfter(request: Request, service: ServiceRecord): string | undefined {
  return request.deploymentConfiguration?.strategy ?? service.settings.deploymentConfiguration.strategy;
}

/** The settings that the update leads to, against the task definition that they will run. */
export function checkUpdatedRollout(
  request: Request,
  service: ServiceRecord,
  rollout: RolloutSettings,
  definition: Definition,
): void {
  checkNetwork(rollout.networkConfiguration, definition);
  checkPublicIp(rollout.networkConfiguration, isFargate(rollout));
  checkPlacement(request, service.schedulingStrategy, isFargate(rollout));
  checkContainers(rollout.loadBalancers, definition);
  checkRegistries(rollout.serviceRegistries, definition);
  checkPorts(rollout.serviceConnectConfiguration, definition);
  checkVolumes(rollout.volumeConfigurations, definition);
  checkGracePeriod(request.healthCheckGracePeriodSeconds, rollout);
  if (request.enableExecuteCommand === true) checkExec(definition, 'updated');
}
