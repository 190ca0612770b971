import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import type { Cluster } from '../../state.ts';
import { newTags } from '../../tags/tag-rules.ts';
import { planNext } from '../engine/advance.ts';
import { deploy } from '../engine/deploy.ts';
import { serviceArn } from '../find-service.ts';
import { checkLinkedRole, checkPassRole, SERVICE_LINKED_ROLE } from '../roles.ts';
import type { RolloutSettings, ServiceRecord, ServiceSettings } from '../state.ts';
import { resolveDefinition, type Definition } from '../task-definitions.ts';
import { newRebalancing } from '../validation/availability-zones.ts';
import { chooseCompute } from '../validation/compute.ts';
import { checkNewService, checkPlacedService, checkScheduling } from '../validation/create-service.ts';
import {
  checkMergedPercentages,
  defaultDeploymentConfiguration,
  mergeDeploymentConfiguration,
} from '../validation/deployment-configuration.ts';
import { invalidParameter } from '../../parameter-rules.ts';
import { checkKnownBalancers, checkTargetTypes } from '../validation/load-balancers.ts';
import { storedMonitoring } from '../validation/monitoring.ts';
import { checkMergedStrategy } from '../validation/strategy.ts';
import { checkNetwork, storedNetwork } from '../validation/network.ts';
import { storedServiceConnect } from '../validation/service-connect.ts';
import { checkSurroundings, rolesNamed } from '../validation/surroundings.ts';
import { serviceView } from '../views/service-view.ts';
import { sceneOf } from '../engine/scene.ts';
import { wake } from '../wake.ts';

/** CreateService. The same token with the same request answers with the service that it made (recorded). */
export function createService(context: Context, input: Json): Json {
  const request = input as Partial<CreateServiceRequest>;
  checkNewService(request);
  const { deploymentConfiguration, loadBalancers = [] } = request;
  checkKnownBalancers(context.world.balancing, deploymentConfiguration?.strategy, loadBalancers);
  const cluster = activeCluster(context, request.cluster);
  const arn = serviceArn(context, cluster.name, request.serviceName ?? '');
  const existing = context.world.services.services.get(arn);
  if (existing !== undefined && existing.status !== 'INACTIVE') return replay(context, existing, request);
  // UNKNOWN: the text.
  if (request.taskDefinition === undefined) throw invalidParameter('TaskDefinition can not be blank.');
  const definition = resolveDefinition(context, request.taskDefinition);
  checkNetwork(request.networkConfiguration, definition);
  checkScheduling(request);
  const rollout = newRollout(request, cluster, definition);
  checkPlacedService(request, rollout, definition);
  checkPassRole(context, rolesNamed(request));
  checkLinkedRole(context.world.outer);
  checkSurroundings(context.world.outer, rollout);
  checkTargetTypes(context.world.balancing, rollout.loadBalancers, definition);
  const tags = newTags(input['tags'] as readonly Json[] | undefined);
  const service: ServiceRecord = {
    ...newService(context, request, rollout),
    arn,
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    tags,
    taskArns: existing?.taskArns ?? [],
  };
  context.world.services.services.set(arn, service);
  const now = context.clock.now();
  const scene = sceneOf(context, service);
  deploy(scene, now);
  planNext(scene, now);
  wake(context.world.services);
  return { service: serviceView(scene, { tags: service.tags.length > 0 }) };
}

function replay(context: Context, service: ServiceRecord, request: Partial<CreateServiceRequest>): Json {
  if (service.status === 'DRAINING') throw invalidParameter('Unable to Start a service that is still Draining.');
  const same = service.clientToken === request.clientToken && service.creationRequest === fingerprint(request);
  if (service.clientToken === undefined || !same) throw invalidParameter('Creation of service was not idempotent.');
  return { service: serviceView(sceneOf(context, service), { tags: service.tags.length > 0 }) };
}

/** The request as a text to compare: tags do not count (recorded: changed ones are ignored), the count does. */
function fingerprint(request: Partial<CreateServiceRequest>): string {
  const { clientToken: _token, tags: _tags, ...rest } = request;
  return JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function newRollout(request: Partial<CreateServiceRequest>, cluster: Cluster, definition: Definition): RolloutSettings {
  return {
    taskDefinition: definition.arn,
    ...chooseCompute(request, cluster, definition),
    networkConfiguration: storedNetwork(request.networkConfiguration),
    loadBalancers: request.loadBalancers ?? [],
    serviceRegistries: request.serviceRegistries ?? [],
    serviceConnectConfiguration: storedServiceConnect(request.serviceConnectConfiguration, cluster),
    volumeConfigurations: request.volumeConfigurations,
    vpcLatticeConfigurations: request.vpcLatticeConfigurations,
    gatewayConnectors: request.gatewayConnectors,
    monitoring: storedMonitoring(request.monitoring),
  };
}

function newSettings(
  request: Partial<CreateServiceRequest>,
  scheduling: string,
  rollout: RolloutSettings,
): ServiceSettings {
  const deploymentConfiguration = mergeDeploymentConfiguration(
    defaultDeploymentConfiguration(scheduling),
    request.deploymentConfiguration,
  );
  checkMergedPercentages(deploymentConfiguration);
  checkMergedStrategy(deploymentConfiguration, rollout, scheduling);
  return {
    deploymentConfiguration,
    placementConstraints: request.placementConstraints ?? [],
    placementStrategy: request.placementStrategy ?? [],
    healthCheckGracePeriodSeconds: request.healthCheckGracePeriodSeconds ?? 0,
    enableECSManagedTags: request.enableECSManagedTags ?? false,
    propagateTags: request.propagateTags ?? 'NONE',
    enableExecuteCommand: request.enableExecuteCommand ?? false,
    availabilityZoneRebalancing: newRebalancing(request.availabilityZoneRebalancing, deploymentConfiguration),
  };
}

function newService(
  context: Context,
  request: Partial<CreateServiceRequest>,
  rollout: RolloutSettings,
): Omit<ServiceRecord, 'arn' | 'clusterArn' | 'clusterName' | 'tags' | 'taskArns'> {
  const schedulingStrategy = request.schedulingStrategy ?? 'REPLICA';
  return {
    name: request.serviceName ?? '',
    status: 'ACTIVE',
    createdAt: context.clock.now(),
    createdBy: context.callerArn,
    roleArn: roleOf(context, request.role, rollout),
    schedulingStrategy,
    clientToken: request.clientToken,
    creationRequest: fingerprint(request),
    desiredCount: request.desiredCount ?? 0,
    rollout,
    settings: newSettings(request, schedulingStrategy, rollout),
    deployments: [],
    events: [],
    actAfter: 0,
    steady: false,
  };
}

/** A given role, or the service-linked one where the service needs a role (recorded: with awsvpc, not for plain EC2). */
function roleOf(context: Context, given: string | undefined, rollout: RolloutSettings): string | undefined {
  const prefix = `arn:aws:iam::${context.accountId}:role/`;
  if (given !== undefined) return given.startsWith('arn:') ? given : `${prefix}${given}`;
  const needed =
    rollout.networkConfiguration !== undefined || rollout.loadBalancers.length + rollout.serviceRegistries.length > 0;
  return needed ? `${prefix}aws-service-role/ecs.amazonaws.com/${SERVICE_LINKED_ROLE}` : undefined;
}
